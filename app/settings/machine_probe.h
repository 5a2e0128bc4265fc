// What this machine has, asked of `roentgen-run probe --json`.
#pragma once

#include "app/engine_call.h"
#include "engine/protocol/messages/launch_messages.h"

#include <QList>
#include <QPair>

namespace roentgen::app {

class MachineProbe : public QObject {
    Q_OBJECT
public:
    explicit MachineProbe(const QString& binFolder, QObject* parent = nullptr);
    void start();
    bool isBusy() const { return m_call != nullptr; }

Q_SIGNALS:
    void found(const QList<QPair<QString, QString>>& facts); // name and value, in words
    void failed(const QString& error);

private:
    void take(const EngineOutcome& outcome);

    QString m_program;
    EngineCall* m_call = nullptr;
};

QList<QPair<QString, QString>> machineFacts(const ProbeAnswer& machine);

} // namespace roentgen::app
