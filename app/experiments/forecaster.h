// Asks what an experiment will come to and says it in the forecast panel: the split from roentgen-data, command and
// weights from roentgen-run, speed from earlier runs. An answer to an older question is dropped. GUI thread.
#pragma once

#include "app/app_context.h"
#include "app/experiments/forecast_panel.h"
#include "engine/protocol/forecast.h"
#include "engine/protocol/messages/launch_messages.h"

#include <QObject>

#include <functional>

namespace roentgen::app {

class RunLauncher;

class Forecaster : public QObject {
    Q_OBJECT
public:
    Forecaster(const AppContext& context, RunLauncher* launcher, ForecastPanel* panel, QObject* parent = nullptr);

    void askMachine();
    // What was learned of the experiment shown before is forgotten.
    void forget();
    // The experiment is being edited: answers under way are of no use, and numbers of the one before are taken away.
    void outdate(const Experiment& edited);

    struct Question {
        Experiment experiment;
        QString file;           // as stored; "": a preset, which has no command
        bool launchable = true; // every key is in its range
    };
    void ask(const Question& question);

    bool isIdle() const { return m_waiting == 0; }
    QString dataError() const { return m_dataError; }
    QString launchError() const { return m_launchError; }
    void setLaunchError(const QString& error) { m_launchError = error; }
    QString memoryWarning() const; // "": it fits, as far as is known
    bool hasNothingToTrain() const { return m_counts && m_counts->train.images == 0; }

Q_SIGNALS:
    void answered(); // an error may have come or gone
    void machineKnown(int cores);

private:
    bool isElsewhere(const Experiment& experiment) const;          // the data set is another machine's
    std::string splitQuestion(const Experiment& experiment) const; // equal texts, equal answers
    void askSplit();
    void splitAnswered(const std::string& keys, const std::function<void()>& show);
    void askDryRun();
    void askSpeed();
    void askSweep();
    void showSweep(const std::optional<SweepForecast>& forecast);
    void showBatches();
    void showTime();
    void showMemory();
    void showPlacement(const std::optional<PlacementAnswer>& placement);
    static QString gigabytes(double bytes);

    AppContext m_context;
    RunLauncher* m_launcher;
    ForecastPanel* m_panel;
    Question m_question;
    quint64 m_generation = 0;
    bool m_outdated = false; // since the question
    int m_waiting = 0;       // questions without an answer
    std::string m_splitAsked;
    quint64 m_splitRequest = 0;
    std::optional<SplitCounts> m_counts;
    std::optional<RunForecast> m_run; // none: not known yet
    MachineFacts m_machine;
    std::optional<MemoryNeed> m_need;    // of what is shown, on the machine where it runs
    std::optional<MemoryNeed> m_farNeed; // as the launcher told it, of a run that is not simply this machine's
    QString m_dataError, m_launchError;
};

} // namespace roentgen::app
