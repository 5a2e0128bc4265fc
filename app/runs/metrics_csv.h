// A run's metrics as a table for other programs, made from its events.
#pragma once

#include "engine/protocol/event_log.h"

#include <QString>

namespace roentgen::app {

// epoch,step,train_loss,val_loss,mean_auc,auc_<class>…,learning_rate,images_per_second,seconds: a row for every step
// (validation cells empty but where there was one), numbers with a point, what is undefined left empty. RFC 4180.
QByteArray metricsCsv(const RunHistory& history);

// Reads the run's events and writes the file atomically. The error in words; "" where it went well. Any thread.
QString exportMetrics(const QString& runFolder, const QString& csvPath);

} // namespace roentgen::app
