#include "app/experiments/experiments_page.h"

#include "app/experiments/augmentation_preview.h"
#include "app/experiments/experiment_actions.h"
#include "app/experiments/experiment_centre.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiment_heading.h"
#include "app/experiments/experiment_launch.h"
#include "app/experiments/experiment_list_model.h"
#include "app/experiments/experiment_list_panel.h"
#include "app/experiments/experiment_saver.h"
#include "app/experiments/experiment_words.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/forecaster.h"
#include "app/experiments/launch_obstacle.h"
#include "app/experiments/scaling_panel.h"
#include "app/preferences.h"
#include "app/runs/run_launcher.h"
#include "engine/protocol/experiment_presets.h"
#include "engine/protocol/sweep_expansion.h"

#include <QDir>
#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>

namespace roentgen::app {

namespace {

// A number that is typed is whole when its field is left or confirmed, or when nothing came for so long.
constexpr int TypingPauseMilliseconds = 1000, ForecastMilliseconds = 200;

} // namespace

ExperimentsPage::ExperimentsPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_store(context.workspace)
    , m_launcher(new RunLauncher(context.binFolder, context.workspace, this))
    , m_launch(new ExperimentLaunch(m_launcher, context.navigator, this))
    , m_saver(new ExperimentSaver(this))
    , m_model(new ExperimentListModel(m_store, this)) {
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list = new ExperimentListPanel(m_model, m_splitter);
    m_splitter->addWidget(m_list);
    setupActions();
    setupCentre();
    setupForecast();
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({240, 640, 340});
    m_splitter->restoreState(QSettings().value(QStringLiteral("experiments/splitter")).toByteArray());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setupWatching();
    offerNames();
    m_forecaster->askMachine();
    m_list->setCurrent(m_model->firstChoice());
}

ExperimentsPage::~ExperimentsPage() {
    m_form->disconnect(this); // a field that loses the focus as it goes would ask for a forecast
    m_saver->flush();
    QSettings().setValue(QStringLiteral("experiments/splitter"), m_splitter->saveState());
}

void ExperimentsPage::setupActions() {
    m_actions = new ExperimentActions(this);
    connect(m_actions, &ExperimentActions::newRequested, this, &ExperimentsPage::createNew);
    connect(m_actions, &ExperimentActions::cloneRequested, this, &ExperimentsPage::cloneCurrent);
    connect(m_actions, &ExperimentActions::renameRequested, m_list, &ExperimentListPanel::editCurrent);
    connect(m_actions, &ExperimentActions::removeRequested, this, &ExperimentsPage::removeCurrent);
    connect(m_list, &ExperimentListPanel::chosen, this, &ExperimentsPage::showChoice);
    connect(m_list, &ExperimentListPanel::undoRequested, this, &ExperimentsPage::undoRemove);
    connect(m_model, &ExperimentListModel::renameRequested, this, &ExperimentsPage::rename, Qt::QueuedConnection);
}

void ExperimentsPage::setupCentre() {
    m_centre = new ExperimentCentre(m_context, m_splitter);
    m_heading = m_centre->heading();
    m_form = m_centre->form();
    connect(m_heading, &ExperimentHeading::useRequested, this, &ExperimentsPage::createNew);
    connect(m_form, &ExperimentForm::edited, this, &ExperimentsPage::edited);
    connect(m_form, &ExperimentForm::finished, this, &ExperimentsPage::forecastSoon);
    connect(m_centre->scaling(), &ScalingPanel::measureRequested, this, [this] {
        m_saver->flush();
        m_centre->scaling()->measure();
    });
    m_splitter->addWidget(m_centre);
}

QWidget* ExperimentsPage::headerActions() {
    return m_actions;
}

void ExperimentsPage::setupForecast() {
    m_forecast = new ForecastPanel(m_splitter);
    m_forecast->setMinimumWidth(300);
    m_splitter->addWidget(m_forecast);
    m_forecaster = new Forecaster(m_context, m_launcher, m_forecast, this);
    connect(m_forecast, &ForecastPanel::launchRequested, this, &ExperimentsPage::launch);
    connect(m_forecast, &ForecastPanel::scriptRequested, this, &ExperimentsPage::editScript);
    connect(m_forecaster, &Forecaster::answered, this, &ExperimentsPage::showReason);
    connect(m_launch, &ExperimentLaunch::answered, m_forecaster, &Forecaster::setLaunchError);
    connect(m_launch, &ExperimentLaunch::goingOnChanged, this, &ExperimentsPage::showReason);
    connect(m_forecaster, &Forecaster::machineKnown, this,
            [this](int cores) { m_form->setMachine(tr("This machine has %n core(s) for training.", nullptr, cores)); });
}

void ExperimentsPage::setupWatching() {
    m_forecastTimer.setSingleShot(true);
    connect(m_saver, &ExperimentSaver::saved, this, &ExperimentsPage::saved);
    connect(&m_forecastTimer, &QTimer::timeout, this, &ExperimentsPage::forecastIfDue);
    for (const char* folder : {"experiments", "datasets", "weights"})
        m_watcher.addPath(m_context.workspace + QLatin1Char('/') + QLatin1String(folder));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        reloadList();
        offerNames();
    });
    connect(m_context.navigator, &Navigator::experimentRequested, this, &ExperimentsPage::setUpOn);
}

void ExperimentsPage::activated() {
    reloadList();
    offerNames();
    if (!m_forecastDue)
        refreshForecast();
    m_list->takeFocus();
}

bool ExperimentsPage::isSettled() const {
    return !m_forecastDue && m_saver->isIdle() && m_forecaster->isIdle() && preview()->isSettled() &&
           m_centre->scaling()->isSettled() && m_launcher->underWay() == 0;
}

void ExperimentsPage::say(const QString& text) {
    Q_EMIT m_context.navigator->messageRequested(text);
}

void ExperimentsPage::say(const Error& error) {
    say(QString::fromStdString(error.toLine()));
}

void ExperimentsPage::offerNames() {
    m_form->setDatasets(m_store.datasetNames());
    m_form->setWeights(QStringList{QString(), QStringLiteral("imagenet")} + m_store.weightsFiles());
    m_form->setTargets(m_store.targetNames());
}

void ExperimentsPage::reloadList() {
    const QString name = m_name, preset = m_preset;
    m_model->reload();
    const QModelIndex index = name.isEmpty() ? m_model->indexOf(ExperimentListModel::PresetRow, preset)
                                             : m_model->indexOf(ExperimentListModel::Stored, name);
    m_list->setCurrent(index.isValid() ? index : m_model->firstChoice());
}

void ExperimentsPage::chooseStored(const QString& name) {
    const QModelIndex index = m_model->indexOf(ExperimentListModel::Stored, name);
    if (index.isValid())
        m_list->setCurrent(index);
}

void ExperimentsPage::choosePreset(const QString& id) {
    m_list->setCurrent(m_model->indexOf(ExperimentListModel::PresetRow, id));
}

void ExperimentsPage::showChoice(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const QString key = index.data(ExperimentListModel::KeyRole).toString();
    const bool stored = index.data(ExperimentListModel::KindRole).toInt() == ExperimentListModel::Stored;
    if (key == (stored ? m_name : m_preset))
        return;
    m_saver->flush();
    m_broken = false;
    m_name = stored ? key : QString();
    m_preset = stored ? QString() : key;
    m_launch->setShown(m_name);
    m_actions->setStored(stored);
    const QString title = index.data(Qt::DisplayRole).toString();
    if (stored) {
        m_heading->showStored(title, m_store.file(key));
        const Result<Experiment> experiment = m_store.read(key);
        if (experiment)
            showExperiment(*experiment, true);
        else
            showBroken(key, experiment.error());
        return;
    }
    for (const Preset& preset : experimentPresets())
        if (QString::fromStdString(preset.id) == key) {
            m_heading->showPreset(ExperimentWords::titleOf(preset), ExperimentWords::ofPreset(preset.source),
                                  ExperimentWords::findingWithOurs(preset));
            showExperiment(preset.experiment, false);
        }
}

void ExperimentsPage::showExperiment(const Experiment& experiment, bool editable) {
    m_saveError.clear();
    m_forecaster->forget();
    m_centre->setBroken(m_broken);
    m_actions->setCloneable(!m_broken);
    m_form->setReadOnly(!editable);
    m_form->setExperiment(experiment);
    preview()->setExperiment(experiment);
    refreshForecast();
}

// The form would show what is not there: the error and the file stand instead.
void ExperimentsPage::showBroken(const QString& name, const Error& error) {
    m_broken = true;
    showExperiment(Experiment{}, false);
    m_saveError = QString::fromStdString(error.toLine());
    m_heading->showRemark(
        QStringList{m_saveError, tr("Correct the file in an editor, or delete it.")}.join(QLatin1Char('\n')));
    m_forecast->setCountsUnknown({});
    m_forecast->setCommand({});
    QFile file(m_store.file(name));
    if (file.open(QIODevice::ReadOnly))
        m_forecast->setToml(QString::fromUtf8(file.readAll()));
    showReason();
}

bool ExperimentsPage::showOrSay(const Result<QString>& name) {
    if (!name) {
        say(name.error());
        return false;
    }
    m_model->reload();
    chooseStored(*name);
    return true;
}

void ExperimentsPage::createFrom(const QString& presetId, const QString& dataset) {
    m_saver->flush();
    for (const Preset& preset : experimentPresets()) {
        if (QString::fromStdString(preset.id) != presetId)
            continue;
        Experiment experiment = preset.experiment;
        experiment.data.dataset = dataset.toStdString();
        if (m_context.preferences)
            experiment.distributed.threadsPerRank = m_context.preferences->threads();
        const QString wanted = dataset.isEmpty() || dataset.contains(QLatin1Char('/'))
                                   ? presetId
                                   : QStringLiteral("%1-%2").arg(presetId, dataset);
        if (showOrSay(m_store.create(experiment, wanted)) && dataset.isEmpty()) {
            m_centre->showView(ExperimentCentre::SetUp);
            m_form->showField("data.dataset");
        }
        return;
    }
}

void ExperimentsPage::setUpOn(const QString& datasetToml) {
    const QFileInfo file(datasetToml);
    const bool inWorkspace = file.absolutePath() == m_context.workspace + QStringLiteral("/datasets");
    createFrom(QString::fromStdString(experimentPresets().front().id),
               inWorkspace ? file.completeBaseName() : datasetToml);
}

void ExperimentsPage::createNew() {
    createFrom(m_preset.isEmpty() ? QString::fromStdString(experimentPresets().front().id) : m_preset, {});
}

void ExperimentsPage::cloneCurrent() {
    m_saver->flush();
    showOrSay(m_store.create(m_form->experiment(), m_name.isEmpty() ? m_preset : m_name));
}

void ExperimentsPage::rename(const QString& name, const QString& newName) {
    m_saver->flush();
    const Status renamed = m_store.rename(name, newName);
    if (!renamed)
        return say(renamed.error());
    m_centre->scaling()->renamed(name, newName);
    m_model->reload();
    chooseStored(newName);
}

void ExperimentsPage::removeCurrent() {
    if (m_name.isEmpty())
        return;
    m_saver->flush();
    const QString name = m_name;
    const Status removed = m_store.remove(name);
    if (!removed)
        return say(removed.error());
    m_removed = name;
    m_list->offerUndo(name);
    m_name.clear();
    m_model->reload();
    m_list->setCurrent(m_model->firstChoice());
    m_list->takeFocus();
}

void ExperimentsPage::undoRemove() {
    if (m_removed.isEmpty())
        return;
    const Status restored = m_store.restore(m_removed);
    if (!restored)
        return say(restored.error());
    const QString name = std::exchange(m_removed, QString());
    m_list->offerUndo({});
    m_model->reload();
    chooseStored(name);
}

void ExperimentsPage::edited() {
    if (m_name.isEmpty())
        return;
    m_forecaster->outdate(m_form->experiment());
    preview()->setExperiment(m_form->experiment());
    m_saver->keep(m_name, m_store.file(m_name), m_form->experiment());
    m_forecast->setToml(QString::fromStdString(writeExperiment(m_form->experiment())));
    m_forecastDue = true;
    m_forecastTimer.start(TypingPauseMilliseconds);
    showReason();
}

void ExperimentsPage::forecastSoon() {
    if (m_forecastDue)
        m_forecastTimer.start(ForecastMilliseconds);
}

void ExperimentsPage::forecastIfDue() {
    if (m_forecastDue && !m_forecastTimer.isActive() && m_saver->isIdle())
        refreshForecast();
}

void ExperimentsPage::saved(const QString& name, const QString& error) {
    m_model->refreshRow(name);
    if (name != m_name) {
        if (!error.isEmpty())
            say(error);
        return;
    }
    m_saveError = error;
    forecastIfDue();
    showReason();
}

AugmentationPreview* ExperimentsPage::preview() const {
    return m_centre->preview();
}

void ExperimentsPage::flush() {
    m_saver->flush();
}

void ExperimentsPage::refreshForecast() {
    m_forecastDue = false;
    m_forecastTimer.stop();
    if (m_broken)
        return;
    const Experiment& experiment = m_form->experiment();
    m_forecast->setToml(QString::fromStdString(writeExperiment(experiment)));
    m_forecaster->ask(
        {experiment, m_name.isEmpty() ? QString() : m_store.file(m_name), m_form->firstError().isEmpty()});
    showReason();
}

void ExperimentsPage::showReason() {
    const Experiment& experiment = m_form->experiment();
    const QString wrong = m_form->firstError();
    const LaunchObstacle obstacle = LaunchObstacle::first(
        experiment, {!m_preset.isEmpty(), m_saveError, wrong, m_launch->goingOn()}, *m_forecaster);
    m_forecast->setReason(obstacle.text, obstacle.weight);
    m_centre->scaling()->setExperiment(m_name, m_name.isEmpty() ? QString() : m_store.file(m_name), experiment,
                                       m_saveError.isEmpty() ? wrong : m_saveError);
}

void ExperimentsPage::launch() {
    if (m_name.isEmpty() || !m_launch->goingOn().isEmpty())
        return;
    m_saver->flush();
    if (m_forecastDue) // typed a moment ago: the warning is of that, where it is known at once; else the launcher asks
        refreshForecast();
    if (m_forecast->canLaunch())
        m_launch->launch({m_name, m_store.file(m_name), isSweep(m_form->experiment())}, m_forecaster->memoryWarning());
}

void ExperimentsPage::editScript() {
    if (m_name.isEmpty() || !m_launch->goingOn().isEmpty() || !m_forecast->canLaunch())
        return;
    m_saver->flush();
    m_launch->editScript({m_name, m_store.file(m_name), false});
}

} // namespace roentgen::app
