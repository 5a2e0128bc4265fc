// The Experiments page: choose or make an experiment, set it up, see what it will do, launch it.
#pragma once

#include "app/app_context.h"
#include "app/experiments/experiment_store.h"
#include "app/experiments/forecast.h"
#include "app/page.h"
#include "app/runs/run_launcher.h"

#include <QFileSystemWatcher>
#include <QThreadPool>
#include <QTimer>

class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QToolButton;

namespace roentgen::app {

class ExperimentForm;
class ExperimentListModel;
class ForecastPanel;

class ExperimentsPage : public Page {
    Q_OBJECT
public:
    explicit ExperimentsPage(const AppContext& context, QWidget* parent = nullptr);
    ~ExperimentsPage() override;

    QString title() const override { return tr("Experiments"); }
    QWidget* headerActions() override { return m_actions; }
    void activated() override;
    bool isSettled() const override;
    void open(const QString& name) override { chooseStored(name); }

    void chooseStored(const QString& name);
    void choosePreset(const QString& id);
    QString current() const { return m_name; } // "" while a preset is shown
    // A new experiment from a preset, on a data set ("": none yet); it is chosen.
    void createFrom(const QString& presetId, const QString& dataset);
    void setUpOn(const QString& datasetToml);
    void cloneCurrent();
    void removeCurrent();
    void undoRemove();
    void launch();
    void flush(); // what was typed is on the disk when this returns

    ExperimentForm* form() const { return m_form; }
    ForecastPanel* forecast() const { return m_forecast; }

private:
    void setupActions();
    void setupList();
    void setupCentre();
    void setupWatching();
    void showChoice(const QModelIndex& index);
    void showExperiment(const Experiment& experiment, bool editable);
    void showBroken(const QString& name, const Error& error);
    void rename(const QString& name, const QString& newName);
    void reloadList();
    void edited();
    void save();
    void saved(const QString& name, quint64 generation, const QString& error);
    void refreshForecast();
    void askSplit();
    void askDryRun();
    void askSpeed();
    void askMachine();
    void showTime();
    void showReason();
    void offerNames();
    void say(const QString& text);

    AppContext m_context;
    ExperimentStore m_store;
    RunLauncher* m_launcher;
    QThreadPool m_saver; // one thread: writes in order
    QTimer m_saveTimer, m_forecastTimer;
    QFileSystemWatcher m_watcher;
    ExperimentListModel* m_model;

    QString m_name, m_preset; // what is shown: one of them
    QString m_removed;        // what undo brings back
    bool m_dirty = false;     // typed, not yet written
    quint64 m_generation = 0; // of what is shown; answers to older questions are dropped
    int m_waiting = 0;        // questions without an answer
    std::string m_splitAsked;
    quint64 m_splitRequest = 0;
    std::optional<SplitCounts> m_counts;
    std::optional<MeasuredSpeed> m_speed;
    QString m_dataError, m_launchError, m_saveError;
    bool m_checked = false; // the launcher has answered for what is shown
    bool m_launching = false;
    bool m_broken = false; // the file cannot be read

    QWidget* m_actions;
    QToolButton *m_new, *m_clone, *m_rename, *m_delete;
    QSplitter* m_splitter;
    QListView* m_list;
    QWidget* m_undoBar;
    QLabel* m_undoText;
    QLabel *m_heading, *m_source, *m_finding;
    QPushButton* m_use;
    ExperimentForm* m_form;
    ForecastPanel* m_forecast;
};

} // namespace roentgen::app
