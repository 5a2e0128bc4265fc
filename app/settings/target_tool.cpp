#include "app/settings/target_tool.h"

#include "engine/protocol/messages/message_text.h"

namespace roentgen::app {

TargetTool::TargetTool(const QString& binFolder, QString workspace, QObject* parent)
    : QObject(parent)
    , m_program(binFolder + QStringLiteral("/roentgen-run"))
    , m_workspace(std::move(workspace)) {}

void TargetTool::ask(const QString& verb, const QString& target, const QStringList& more) {
    if (isBusy()) {
        return;
    }
    m_target = target;
    m_call = new EngineCall(m_program,
                            QStringList{QStringLiteral("target"), verb, QStringLiteral("--workspace"), m_workspace,
                                        QStringLiteral("--json")} +
                                more + QStringList{QStringLiteral("--"), target},
                            EngineCall::Effect::OnlyAsks, this,
                            [this, verb](const EngineOutcome& outcome) { take(verb, outcome); });
}

void TargetTool::cancel() {
    if (isBusy()) {
        m_call->cancel();
    }
}

void TargetTool::take(const QString& verb, const EngineOutcome& outcome) {
    m_call = nullptr;
    if (outcome.error.cancelled) {
        Q_EMIT canceled();
        return;
    }
    // A test tells its facts also where something is missing and it ends with an error's code.
    const bool isTest = verb == QLatin1String("test");
    const auto test = readMessage<TargetTest>(outcome.answer.toStdString());
    if (isTest && test) {
        Q_EMIT tested(*test);
    } else if (!outcome.ok) {
        Q_EMIT failed(outcome.error.toText());
    } else if (isTest) {
        Q_EMIT failed(QString::fromStdString(test.error().toLine()));
    } else {
        Q_EMIT done();
    }
}

} // namespace roentgen::app
