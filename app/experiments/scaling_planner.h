// Asks `roentgen-run plan`: to measure an experiment on this machine (minutes; with progress and cancel), and to
// predict from a measurement (at once). One measurement at a time. GUI thread.
#pragma once

#include "app/app_context.h"
#include "app/engine_call.h"
#include "app/experiments/scaling_store.h"

namespace roentgen::app {

struct ScalingLink {
    QString hosts = QStringLiteral("1,2,4,8,16,32,64");
    double gigabits = 10, microseconds = 50;
};

struct ScalingRow { // predicted
    bool strong = false;
    int hosts = 1, ranks = 1;
    double imagesPerSecond = 0, efficiency = 0; // efficiency: 1 is ideal
    double stepSeconds = 0, waitedSeconds = 0;
};

class ScalingPlanner : public QObject {
    Q_OBJECT
public:
    explicit ScalingPlanner(const AppContext& context, QObject* parent = nullptr);

    void measure(const QString& name, const QString& experimentFile);
    void cancel();
    void renamed(const QString& name, const QString& newName); // the measurement under way is the new name's
    QString measuring() const { return m_measuring; }          // the experiment's name; "": none
    int turn() const { return m_turn; }                        // of turns(); 0: not said yet
    int turns() const { return m_turns; }

    // Answered by predicted() or failed(), the newest question alone.
    void predict(const QString& experimentFile, const ScalingRecord& record, const ScalingLink& link);
    bool isIdle() const { return m_prediction == nullptr; }

Q_SIGNALS:
    void progressed();
    void measured(const QString& name); // its file is written
    void measuringFailed(const QString& name, const QString& error);
    void cancelled(const QString& name);
    void predicted(const QList<ScalingRow>& rows);
    void failed(const QString& error);

private:
    void hear(const Progress& progress);
    void measurementEnded(const EngineOutcome& outcome);

    AppContext m_context;
    ScalingStore m_store;
    EngineCall *m_measurement = nullptr, *m_prediction = nullptr;
    QString m_measuring;
    quint64 m_job = 0;
    int m_turn = 0, m_turns = 0;
};

} // namespace roentgen::app
