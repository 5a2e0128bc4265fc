// Runs' metrics as a table for other programs, made from their events.
#pragma once

#include "engine/protocol/event_log.h"

#include <QString>
#include <QStringList>

namespace roentgen::app {

// epoch,step,train_loss,val_loss, a column a metric, learning_rate,gradient_norm,images_per_second,seconds: a row for
// every step (validation cells empty but where there was one), numbers with a point, what is undefined left empty.
// RFC 4180.
QByteArray metricsCsv(const RunHistory& history);

// Reads the runs' events and writes the file atomically: of one run the table above, of several one table with the
// runs' ids before it ("run") and the metrics of all of them. The error in words; "" where it went well. Any thread.
QString exportMetrics(const QStringList& runFolders, const QString& csvPath);

} // namespace roentgen::app
