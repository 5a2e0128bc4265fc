// Asks `roentgen-run target VERB NAME --json`, one question at a time; the window itself never connects. GUI thread.
#pragma once

#include "app/engine_call.h"
#include "engine/protocol/messages/target_messages.h"

namespace roentgen::app {

class TargetTool : public QObject {
    Q_OBJECT
public:
    TargetTool(const QString& binFolder, QString workspace, QObject* parent = nullptr);

    bool isBusy() const { return m_call != nullptr; }
    QString target() const { return m_target; } // of the question that goes on, or of the last
    // verb: "test" "install" "trust". Ignored while one goes on.
    void ask(const QString& verb, const QString& target, const QStringList& more = {});
    void cancel(); // the program, and with it the ssh that it started; canceled() follows

Q_SIGNALS:
    void tested(const roentgen::TargetTest& test); // whatever it found
    void done();                                   // what else was asked
    void failed(const QString& error);             // one line
    void canceled();

private:
    void take(const QString& verb, const EngineOutcome& outcome);

    QString m_program, m_workspace, m_target;
    EngineCall* m_call = nullptr;
};

} // namespace roentgen::app
