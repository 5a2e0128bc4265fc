#include "app/engine_call.h"

#include "engine/protocol/messages/message_text.h"

#include <QFileInfo>
#include <QTimer>

#include <csignal>
#include <sys/prctl.h>

namespace roentgen::app {

namespace {

constexpr int MostWaitedToEnd = 5000, MostWaitedToFinish = 10000; // milliseconds

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), size_t(bytes.size())};
}

// The last line of standard error, "roentgen-run: The run … (where): what to do", without the program's name. "" where
// nothing was said.
QString errorLine(const QByteArray& said) {
    const QStringList lines = QString::fromUtf8(said).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const QString line = lines.isEmpty() ? QString() : lines.last().trimmed();
    const QString prefix = QStringLiteral("roentgen-run: ");
    return line.startsWith(prefix) ? line.mid(prefix.size()) : line;
}

} // namespace

EngineCall::EngineCall(const QString& program, const QStringList& arguments, Effect effect, QObject* owner, Ended ended)
    : QObject(owner)
    , m_program(program)
    , m_effect(effect)
    , m_ended(std::move(ended))
    , m_process(std::make_unique<QProcess>()) {
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &EngineCall::hear);
    connect(m_process.get(), &QProcess::finished, this, [this] { finish(true); });
    // Queued: a program that cannot start says so inside start().
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                finish(false);
            }
        },
        Qt::QueuedConnection);
    // A window that is killed takes with it what only answers it; a measurement would go on for minutes.
    if (effect == Effect::OnlyAsks) {
        m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    }
    m_process->start(program, arguments);
}

EngineCall::~EngineCall() {
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        return;
    }
    if (m_effect == Effect::ChangesRuns) {
        if (!m_process->waitForFinished(MostWaitedToFinish)) {
            m_process.release(); // its destructor would kill the program
        }
        return;
    }
    m_process->terminate();
    if (!m_process->waitForFinished(MostWaitedToEnd)) {
        m_process->kill();
        m_process->waitForFinished(MostWaitedToEnd);
    }
}

void EngineCall::cancel() {
    m_cancelled = true;
    m_process->terminate();
    QTimer::singleShot(MostWaitedToEnd, m_process.get(), &QProcess::kill); // nothing where it has ended
}

void EngineCall::limit(int milliseconds) {
    m_limitSeconds = milliseconds / 1000;
    QTimer::singleShot(milliseconds, this, [this] {
        m_overdue = true;
        m_process->kill();
    });
}

void EngineCall::hear() {
    m_said += m_process->readAllStandardError();
    for (qsizetype end = m_said.indexOf('\n', m_heard); end >= 0; end = m_said.indexOf('\n', m_heard)) {
        const auto progress = readMessage<Progress>(viewOf(m_said.mid(m_heard, end - m_heard)));
        if (progress) { // no word of it is an error's
            m_said.remove(m_heard, end + 1 - m_heard);
            Q_EMIT progressed(*progress);
        } else {
            m_heard = end + 1;
        }
    }
}

EngineError EngineCall::failure(bool hasStarted) const {
    EngineError error;
    if (!hasStarted) {
        error.message = tr("Could not start %1: check that Roentgen is installed completely").arg(m_program);
    } else if (m_overdue) {
        error.message =
            tr("%1 did not answer within %n second(s)", nullptr, m_limitSeconds).arg(QFileInfo(m_program).fileName());
    } else if (const auto failed = readMessage<FailedAnswer>(viewOf(m_answer))) {
        error = engineError(failed->error.error);
    } else if (const QString line = errorLine(m_said); !line.isEmpty()) {
        error.message = line;
    } else {
        error.message = tr("%1 ended without a word (exit code %2)")
                            .arg(QFileInfo(m_program).fileName())
                            .arg(m_process->exitCode());
    }
    error.cancelled = m_cancelled;
    return error;
}

void EngineCall::finish(bool hasStarted) {
    if (!m_ended) {
        return;
    }
    hear();
    m_answer = m_process->readAllStandardOutput();
    EngineOutcome outcome;
    outcome.ok =
        hasStarted && !m_cancelled && m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    outcome.answer = m_answer;
    if (!outcome.ok) {
        outcome.error = failure(hasStarted);
    }
    const Ended ended = std::exchange(m_ended, nullptr);
    deleteLater();
    ended(outcome);
}

} // namespace roentgen::app
