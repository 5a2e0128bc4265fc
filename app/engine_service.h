// The window's side of a worker (`roentgen-data serve`, `roentgen-predict serve`): asynchronous JSON-line requests.
// The process starts with the first request and again after a crash; what was pending is answered with an error.
#pragma once

#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>

namespace roentgen::app {

struct ServiceError {
    QString message, where, hint;
    bool cancelled = false;
    QString code = {};      // "data" "environment" …; empty where the worker itself failed
    QString toText() const; // "message (where): hint"
};

class EngineService : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const nlohmann::json& answer)>;
    using Failure = std::function<void(const ServiceError& error)>;
    using Progress = std::function<void(double fraction, const QString& text)>;

    EngineService(QString program, QStringList arguments, QObject* parent = nullptr);
    ~EngineService() override;

    // Callbacks run on the GUI thread, never after context is gone. Returns the request's id.
    quint64 request(nlohmann::json request, QObject* context, Answer answer, Failure failure, Progress progress = {});
    void cancel(quint64 id);
    bool isBusy() const;

Q_SIGNALS:
    void busyChanged(bool busy);
    void crashed(const QString& program);

private:
    struct Pending;
    void ensureStarted();
    void readAnswers();
    void failAll(const ServiceError& error);

    QString m_program;
    QStringList m_arguments;
    QProcess* m_process = nullptr;
    QByteArray m_partial;
    quint64 m_nextId = 1;
    std::map<quint64, Pending> m_pending;
};

} // namespace roentgen::app
