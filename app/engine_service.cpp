#include "app/engine_service.h"

#include <QFileInfo>

namespace roentgen::app {

using nlohmann::json;

struct EngineService::Pending {
    QPointer<QObject> context;
    Answer answer;
    Failure failure;
    Progress progress;
    QString subject; // the file or folder that it is about
};

namespace {

QString text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

ServiceError errorOf(const json& answer) {
    ServiceError result;
    const auto error = answer.find("error");
    if (error == answer.end() || !error->is_object()) {
        result.message = EngineService::tr("The worker gave no reason.");
        return result;
    }
    result.message = text(*error, "message");
    result.where = text(*error, "where");
    result.hint = text(*error, "hint");
    result.code = text(*error, "code");
    result.cancelled = text(*error, "code") == QLatin1String("stopped");
    return result;
}

} // namespace

QString ServiceError::toText() const {
    QString result = message;
    if (!where.isEmpty()) {
        result += QStringLiteral(" (%1)").arg(where);
    }
    if (!hint.isEmpty()) {
        result += QStringLiteral(": %1").arg(hint);
    }
    return result;
}

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

quint64 EngineService::request(json request, QObject* context, Answer answer, Failure failure, Progress progress) {
    const bool wasBusy = isBusy();
    const quint64 id = m_nextId++;
    request["id"] = id;
    const QString path = text(request, "path");
    m_pending[id] = {context, std::move(answer), std::move(failure), std::move(progress),
                     path.isEmpty() ? text(request, "folder") : path};
    ensureStarted();
    m_process->write(QByteArray::fromStdString(request.dump(-1, ' ', false, json::error_handler_t::replace) + '\n'));
    if (!wasBusy) {
        Q_EMIT busyChanged(true);
    }
    return id;
}

void EngineService::cancel(quint64 id) {
    if (m_process != nullptr && m_pending.count(id) > 0) {
        m_process->write(QByteArray::fromStdString(json{{"op", "cancel"}, {"id", id}}.dump() + '\n'));
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
        const json line = json::parse(m_partial.constData() + begin, m_partial.constData() + end, nullptr, false);
        begin = end + 1;
        if (!line.is_object() || !line.contains("id") || !line["id"].is_number_unsigned()) {
            continue; // not ours; a request that is never answered shows as busy
        }
        const auto found = m_pending.find(line["id"].get<quint64>());
        if (found == m_pending.end()) {
            continue;
        }
        if (line.contains("progress")) {
            const Pending& pending = found->second;
            if (pending.progress && pending.context && line["progress"].is_number()) {
                const Progress progress = pending.progress;
                progress(line["progress"].get<double>(), text(line, "text"));
            }
            continue;
        }
        const Pending pending = std::move(found->second);
        m_pending.erase(found);
        if (pending.context) {
            if (line.value("ok", false)) {
                pending.answer(line);
            } else if (pending.failure) {
                pending.failure(errorOf(line));
            }
        }
    }
    m_partial.remove(0, begin);
    if (!isBusy()) {
        Q_EMIT busyChanged(false);
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
