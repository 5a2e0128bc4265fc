// The Experiments page: choose or make an experiment, set it up, see what it will do, launch it.
#pragma once

#include "app/app_context.h"
#include "app/experiments/experiment_store.h"
#include "app/page.h"

#include <QFileSystemWatcher>
#include <QTimer>

class QSplitter;

namespace roentgen::app {

class AugmentationPreview;
class ExperimentActions;
class ExperimentCentre;
class ExperimentForm;
class ExperimentHeading;
class ExperimentLaunch;
class ExperimentListModel;
class ExperimentListPanel;
class ExperimentSaver;
class Forecaster;
class ForecastPanel;
class RunLauncher;

class ExperimentsPage : public Page {
    Q_OBJECT
public:
    explicit ExperimentsPage(const AppContext& context, QWidget* parent = nullptr);
    ~ExperimentsPage() override;

    QWidget* headerActions() override;
    void activated() override;
    bool isSettled() const override;
    void open(const QString& name) override { chooseStored(name); }

    void chooseStored(const QString& name);
    void choosePreset(const QString& id);
    QString current() const { return m_name; } // "" while a preset is shown
    // A new experiment from a preset, on a data set ("": none yet); it is chosen.
    void createFrom(const QString& presetId, const QString& dataset);
    void setUpOn(const QString& datasetToml);
    void createNew(); // from the preset that is shown, or the first one
    void cloneCurrent();
    void removeCurrent();
    void undoRemove();
    void launch();
    void editScript(); // of a Slurm run, before it is launched
    void flush();      // what was typed is on the disk when this returns

    ExperimentForm* form() const { return m_form; }
    ForecastPanel* forecast() const { return m_forecast; }
    AugmentationPreview* preview() const;
    ExperimentCentre* centre() const { return m_centre; }

private:
    void setupActions();
    void setupCentre();
    void setupForecast();
    void setupWatching();
    void showChoice(const QModelIndex& index);
    void showExperiment(const Experiment& experiment, bool editable);
    void showBroken(const QString& name, const Error& error);
    void rename(const QString& name, const QString& newName);
    void reloadList();
    void edited();
    void forecastSoon();  // what was edited is whole
    void forecastIfDue(); // and on the disk
    void saved(const QString& name, const QString& error);
    void refreshForecast();
    void showReason();
    void offerNames();
    void say(const QString& text);
    void say(const Error& error);
    // Chooses what was just made under this name, or says why it could not be; true: chosen.
    bool showOrSay(const Result<QString>& name);

    AppContext m_context;
    ExperimentStore m_store;
    RunLauncher* m_launcher;
    ExperimentLaunch* m_launch;
    ExperimentSaver* m_saver;
    QTimer m_forecastTimer;
    bool m_forecastDue = false; // of what was edited
    QFileSystemWatcher m_watcher;
    ExperimentListModel* m_model;

    QString m_name, m_preset; // what is shown: one of them
    QString m_removed;        // what undo brings back
    QString m_saveError;
    bool m_broken = false; // the file cannot be read

    ExperimentActions* m_actions;
    QSplitter* m_splitter;
    ExperimentListPanel* m_list;
    ExperimentCentre* m_centre;
    ExperimentHeading* m_heading;
    ExperimentForm* m_form;
    ForecastPanel* m_forecast;
    Forecaster* m_forecaster;
};

} // namespace roentgen::app
