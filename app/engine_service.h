// The window's side of a worker (`roentgen-data serve`, `roentgen-predict serve`): asynchronous JSON-line requests.
// The process starts with the first request and again after a crash; what was pending is answered with an error.
#pragma once

#include "app/engine_error.h"
#include "engine/protocol/messages/message_text.h"

#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QStringList>

#include <functional>
#include <map>

namespace roentgen {
struct AnswerHead;
}

namespace roentgen::app {

using ServiceError = EngineError;

class EngineService : public QObject {
    Q_OBJECT
public:
    using Failure = std::function<void(const ServiceError& error)>;
    using Progress = std::function<void(double fraction, const QString& text)>;

    EngineService(QString program, QStringList arguments, QObject* parent = nullptr);
    ~EngineService() override;

    enum class Priority { InTurn, First }; // before those that wait
    // A request of engine/protocol/messages/, which says what answers it. Callbacks run on the GUI thread, never after
    // context is gone; an answer that cannot be read is a failure. Returns the request's id.
    template <typename Request>
    quint64 request(const Request& request, QObject* context,
                    std::function<void(const typename Request::Answer& answer)> answer, Failure failure,
                    Progress progress = {}, Priority priority = Priority::InTurn) {
        const auto take = [answer = std::move(answer)](const std::string& line) -> Status {
            const auto read = readMessage<typename Request::Answer>(line);
            if (!read)
                return read.error();
            if (answer)
                answer(*read);
            return Done{};
        };
        return send(Request::op, writeMessage(request), QString::fromStdString(request.subject()), context, take,
                    std::move(failure), std::move(progress), priority);
    }
    void cancel(quint64 id);
    bool isBusy() const;

Q_SIGNALS:
    void busyChanged(bool busy);
    void crashed(const QString& program);

private:
    struct Pending;
    using Take = std::function<Status(const std::string& line)>;
    quint64 send(const char* op, const std::string& fields, const QString& subject, QObject* context, Take take,
                 Failure failure, Progress progress, Priority priority);
    void ensureStarted();
    void readAnswers();
    void answer(const Pending& pending, const AnswerHead& head, const std::string& line);
    void failAll(const ServiceError& error);

    QString m_program;
    QStringList m_arguments;
    QProcess* m_process = nullptr;
    QByteArray m_partial;
    quint64 m_nextId = 1;
    std::map<quint64, Pending> m_pending;
};

} // namespace roentgen::app
