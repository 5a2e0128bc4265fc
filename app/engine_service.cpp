#include "app/engine_service.h"

#include "engine/protocol/messages/service_messages.h"

#include <QFileInfo>

namespace roentgen::app {

struct EngineService::Pending {
    QPointer<QObject> context;
    Take take;
    Failure failure;
    Progress progress;
    QString subject; // the file or folder that it is about
};

namespace {

ServiceError senseless(const QString& subject, const Error& error) {
    return {EngineService::tr("The worker's answer makes no sense"), subject, QString::fromStdString(error.message)};
}

} // namespace

EngineService::EngineService(QString program, QStringList arguments, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_arguments(std::move(arguments)) {}

EngineService::~EngineService() {
    m_pending.clear();
    if (m_process == nullptr) {
        return;
    }
    m_process->disconnect(this);
    m_process->closeWriteChannel(); // the worker ends at the end of its input
    if (!m_process->waitForFinished(300)) {
        m_process->kill();
        m_process->waitForFinished(1000);
    }
}

quint64 EngineService::send(const char* op, const std::string& fields, const QString& subject, QObject* context,
                            Take take, Failure failure, Progress progress, Priority priority) {
    const bool wasBusy = isBusy();
    const quint64 id = m_nextId++;
    m_pending[id] = {context, std::move(take), std::move(failure), std::move(progress), subject};
    ensureStarted();
    const RequestHead head{int64_t(id), op, priority == Priority::First};
    m_process->write(QByteArray::fromStdString(joinMessages(writeMessage(head), fields) + '\n'));
    if (!wasBusy) {
        Q_EMIT busyChanged(true);
    }
    return id;
}

void EngineService::cancel(quint64 id) {
    if (m_process != nullptr && m_pending.count(id) > 0) {
        m_process->write(QByteArray::fromStdString(writeMessage(RequestHead{int64_t(id), "cancel"}) + '\n'));
    }
}

bool EngineService::isBusy() const {
    return !m_pending.empty();
}

void EngineService::ensureStarted() {
    if (m_process != nullptr) {
        return;
    }
    m_partial.clear();
    m_process = new QProcess(this);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcess* process = m_process;
    connect(process, &QProcess::readyReadStandardOutput, this, &EngineService::readAnswers);
    // Queued: a program that cannot start says so inside start(), before request() has written to it.
    connect(
        process, &QProcess::errorOccurred, this,
        [this, process](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart && m_process == process) {
                m_process = nullptr;
                process->deleteLater();
                failAll({tr("Could not start %1").arg(QFileInfo(m_program).fileName()), m_program,
                         tr("build it, or put it beside the program roentgen"), false});
            }
        },
        Qt::QueuedConnection);
    connect(process, &QProcess::finished, this, [this, process] {
        if (m_process != process) {
            return;
        }
        readAnswers();
        m_process = nullptr;
        process->deleteLater();
        const QString name = QFileInfo(m_program).fileName();
        Q_EMIT crashed(name);
        failAll({tr("%1 stopped unexpectedly").arg(name), {}, tr("it starts again with the next request"), false});
    });
    process->start(m_program, m_arguments);
}

void EngineService::readAnswers() {
    if (m_process == nullptr) {
        return;
    }
    m_partial += m_process->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end = m_partial.indexOf('\n', begin); end >= 0; end = m_partial.indexOf('\n', begin)) {
        const std::string line(m_partial.constData() + begin, size_t(end - begin));
        begin = end + 1;
        const auto id = readMessage<AnswerId>(line);
        const auto found = id ? m_pending.find(quint64(id->id)) : m_pending.end();
        if (found == m_pending.end()) {
            continue; // not ours; a request that is never answered shows as busy
        }
        const auto head = readMessage<AnswerHead>(line);
        if (head && head->progress) {
            const Pending& pending = found->second;
            if (pending.progress && pending.context) {
                const Progress progress = pending.progress;
                progress(*head->progress, QString::fromStdString(head->text));
            }
            continue;
        }
        const Pending pending = std::move(found->second);
        m_pending.erase(found);
        if (!pending.context) {
            continue;
        }
        if (head) {
            answer(pending, *head, line);
        } else if (pending.failure) {
            pending.failure(senseless(pending.subject, head.error()));
        }
    }
    m_partial.remove(0, begin);
    if (!isBusy()) {
        Q_EMIT busyChanged(false);
    }
}

void EngineService::answer(const Pending& pending, const AnswerHead& head, const std::string& line) {
    if (!head.end.ok) {
        if (pending.failure) {
            pending.failure(head.end.error ? engineError(*head.end.error)
                                           : ServiceError{tr("The worker gave no reason."), {}, {}});
        }
        return;
    }
    if (const Status taken = pending.take(line); !taken && pending.failure) {
        pending.failure(senseless(pending.subject, taken.error()));
    }
}

void EngineService::failAll(const ServiceError& error) {
    std::map<quint64, Pending> failed;
    failed.swap(m_pending);
    for (const auto& entry : failed) {
        if (entry.second.context && entry.second.failure) {
            ServiceError itsError = error;
            if (itsError.where.isEmpty()) {
                itsError.where = entry.second.subject;
            }
            entry.second.failure(itsError);
        }
    }
    Q_EMIT busyChanged(isBusy());
}

} // namespace roentgen::app
