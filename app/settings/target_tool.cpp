#include "app/settings/target_tool.h"

#include "app/error_line.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace roentgen::app {

namespace {

constexpr int MostWaitedMilliseconds = 2000;

} // namespace

QList<TargetFact> targetFacts(const QJsonObject& answer) {
    QList<TargetFact> facts;
    const QJsonArray checks = answer.value(QLatin1String("checks")).toArray();
    for (const QJsonValue& value : checks) {
        const QJsonObject check = value.toObject();
        const QJsonObject key = check.value(QLatin1String("host_key")).toObject();
        facts.append({check.value(QLatin1String("name")).toString(),
                      check.value(QLatin1String("ok")).toBool(),
                      check.value(QLatin1String("value")).toString(),
                      check.value(QLatin1String("hint")).toString(),
                      {key.value(QLatin1String("host")).toString(), key.value(QLatin1String("type")).toString(),
                       key.value(QLatin1String("fingerprint")).toString()}});
    }
    return facts;
}

UnknownHostKey unknownHostKey(const QList<TargetFact>& facts) {
    for (const TargetFact& fact : facts) {
        if (!fact.hostKey.fingerprint.isEmpty()) {
            return fact.hostKey;
        }
    }
    return {};
}

TargetTool::TargetTool(const QString& binFolder, QString workspace, QObject* parent)
    : QObject(parent)
    , m_program(binFolder + QStringLiteral("/roentgen-run"))
    , m_workspace(std::move(workspace)) {
    connect(&m_process, &QProcess::finished, this, &TargetTool::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT answered(m_verb, {},
                            tr("Could not start %1: check that Roentgen is installed completely").arg(m_program));
        }
    });
}

TargetTool::~TargetTool() {
    m_process.disconnect(this);
    cancel();
    if (!m_process.waitForFinished(MostWaitedMilliseconds)) {
        m_process.kill();
        m_process.waitForFinished(MostWaitedMilliseconds);
    }
}

void TargetTool::ask(const QString& verb, const QString& target, const QStringList& more) {
    if (isBusy()) {
        return;
    }
    m_verb = verb;
    m_target = target;
    m_canceled = false;
    m_process.start(m_program, QStringList{QStringLiteral("target"), verb, QStringLiteral("--workspace"), m_workspace,
                                           QStringLiteral("--json")} +
                                   more + QStringList{QStringLiteral("--"), target});
}

void TargetTool::cancel() {
    if (isBusy()) {
        m_canceled = true;
        m_process.terminate();
    }
}

void TargetTool::finish() {
    if (m_canceled) {
        Q_EMIT canceled();
        return;
    }
    // `test` prints its facts also where something is missing and it ends with an error's code.
    QJsonObject answer = QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    if (answer.contains(QStringLiteral("error"))) // it failed, and standard error says so in one line
        answer = {};
    QString error = answer.isEmpty() ? errorLine(m_process.readAllStandardError()) : QString();
    if (answer.isEmpty() && error.isEmpty()) {
        error = tr("The program ended without a word (exit code %1)").arg(m_process.exitCode());
    }
    Q_EMIT answered(m_verb, answer, error);
}

} // namespace roentgen::app
