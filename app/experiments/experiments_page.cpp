#include "app/experiments/experiments_page.h"

#include "app/engine_service.h"
#include "app/experiments/experiment_delegate.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiment_list_model.h"
#include "app/experiments/forecast_panel.h"
#include "app/preferences.h"
#include "app/runs/run_row.h"
#include "widgets/theme.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace roentgen::app {

namespace {

constexpr int SaveMilliseconds = 300, ForecastMilliseconds = 200;

QToolButton* actionButton(const QString& text, const QString& iconName, const QKeySequence& keys, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setProperty("button", true);
    button->setText(text);
    button->setIcon(widgets::icon(iconName));
    button->setIconSize({16, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setShortcut(keys);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace

ExperimentsPage::ExperimentsPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_store(context.workspace)
    , m_launcher(new RunLauncher(context.binFolder, context.workspace, this))
    , m_model(new ExperimentListModel(m_store, this)) {
    m_saver.setMaxThreadCount(1);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    setupActions();
    setupList();
    setupCentre();
    m_forecast = new ForecastPanel(m_splitter);
    m_forecast->setMinimumWidth(300);
    connect(m_forecast, &ForecastPanel::launchRequested, this, &ExperimentsPage::launch);
    m_splitter->addWidget(m_forecast);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({240, 640, 340});
    m_splitter->restoreState(QSettings().value(QStringLiteral("experiments/splitter")).toByteArray());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setupWatching();
    offerNames();
    askMachine();
    m_list->setCurrentIndex(m_model->firstChoice());
}

ExperimentsPage::~ExperimentsPage() {
    flush();
    QSettings().setValue(QStringLiteral("experiments/splitter"), m_splitter->saveState());
}

void ExperimentsPage::setupActions() {
    m_actions = new QWidget(this);
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_new = actionButton(tr("New"), QStringLiteral("experiments"), QKeySequence::New, m_actions);
    m_clone = actionButton(tr("Clone"), QStringLiteral("clone"), QKeySequence(QStringLiteral("Ctrl+D")), m_actions);
    m_rename = actionButton(tr("Rename"), QStringLiteral("rename"), QKeySequence(QStringLiteral("F2")), m_actions);
    m_delete =
        actionButton(tr("Delete"), QStringLiteral("remove"), QKeySequence(QStringLiteral("Ctrl+Del")), m_actions);
    row->addStretch(1);
    for (QToolButton* button : {m_new, m_clone, m_rename, m_delete})
        row->addWidget(button);
    connect(m_new, &QToolButton::clicked, this, [this] {
        createFrom(m_preset.isEmpty() ? QString::fromStdString(experimentPresets().front().id) : m_preset, {});
    });
    connect(m_clone, &QToolButton::clicked, this, &ExperimentsPage::cloneCurrent);
    connect(m_rename, &QToolButton::clicked, this, [this] { m_list->edit(m_list->currentIndex()); });
    connect(m_delete, &QToolButton::clicked, this, &ExperimentsPage::removeCurrent);
}

void ExperimentsPage::setupList() {
    auto* panel = new QFrame(m_splitter);
    panel->setProperty("panel", true);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    m_list = new QListView(panel);
    m_list->setObjectName(QStringLiteral("experimentList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ExperimentDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is the button's
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Experiments and presets"));
    layout->addWidget(m_list, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExperimentsPage::showChoice);
    connect(m_model, &ExperimentListModel::renameRequested, this, &ExperimentsPage::rename, Qt::QueuedConnection);

    m_undoBar = new QWidget(panel);
    auto* row = new QHBoxLayout(m_undoBar);
    row->setContentsMargins(12, 8, 12, 8);
    m_undoText = new QLabel(m_undoBar);
    m_undoText->setTextFormat(Qt::PlainText);
    m_undoText->setWordWrap(true);
    row->addWidget(m_undoText, 1);
    auto* undo = new QPushButton(tr("Undo"), m_undoBar);
    undo->setProperty("link", true);
    undo->setToolTip(tr("Bring the deleted experiment back (Ctrl+Z)"));
    connect(undo, &QPushButton::clicked, this, &ExperimentsPage::undoRemove);
    row->addWidget(undo);
    m_undoBar->hide();
    layout->addWidget(m_undoBar);
    auto* undoKeys = new QShortcut(QKeySequence::Undo, m_list);
    undoKeys->setContext(Qt::WidgetShortcut);
    connect(undoKeys, &QShortcut::activated, this, &ExperimentsPage::undoRemove);
    m_splitter->addWidget(panel);
}

void ExperimentsPage::setupCentre() {
    auto* centre = new QWidget(m_splitter);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(16, 12, 4, 0);
    layout->setSpacing(4);
    m_heading = new QLabel(centre);
    m_heading->setProperty("role", QStringLiteral("title"));
    m_source = new QLabel(centre);
    m_source->setProperty("role", QStringLiteral("secondary"));
    m_finding = new QLabel(centre);
    for (QLabel* label : {m_heading, m_source, m_finding}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_use = new QPushButton(tr("New experiment from this preset"), centre);
    m_use->setProperty("primary", true);
    connect(m_use, &QPushButton::clicked, m_new, &QToolButton::click);
    layout->addSpacing(4);
    layout->addWidget(m_use, 0, Qt::AlignLeft);
    layout->addSpacing(8);
    m_form = new ExperimentForm(centre);
    connect(m_form, &ExperimentForm::edited, this, &ExperimentsPage::edited);
    layout->addWidget(m_form, 100);
    layout->addStretch(1); // where the form is hidden
    m_splitter->addWidget(centre);
}

void ExperimentsPage::setupWatching() {
    for (QTimer* timer : {&m_saveTimer, &m_forecastTimer})
        timer->setSingleShot(true);
    m_saveTimer.setInterval(SaveMilliseconds);
    m_forecastTimer.setInterval(ForecastMilliseconds);
    connect(&m_saveTimer, &QTimer::timeout, this, &ExperimentsPage::save);
    connect(&m_forecastTimer, &QTimer::timeout, this, &ExperimentsPage::refreshForecast);
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
    refreshForecast();
    m_list->setFocus();
}

bool ExperimentsPage::isSettled() const {
    return !m_saveTimer.isActive() && !m_forecastTimer.isActive() && !m_dirty && m_waiting == 0 &&
           m_launcher->underWay() == 0;
}

void ExperimentsPage::say(const QString& text) {
    Q_EMIT m_context.navigator->messageRequested(text);
}

// A data set is offered by its name in the workspace, weights by what the protocol understands.
void ExperimentsPage::offerNames() {
    QStringList datasets;
    for (const QString& entry : QDir(m_context.workspace + QStringLiteral("/datasets"))
                                    .entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name))
        datasets += entry.chopped(5);
    m_form->setDatasets(datasets);
    QStringList weights{QString(), QStringLiteral("imagenet")};
    for (const QString& entry : QDir(m_context.workspace + QStringLiteral("/weights"))
                                    .entryList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name))
        weights += QStringLiteral("weights/") + entry;
    m_form->setWeights(weights);
}

void ExperimentsPage::reloadList() {
    const QString name = m_name, preset = m_preset;
    m_model->reload();
    const QModelIndex index = name.isEmpty() ? m_model->indexOf(ExperimentListModel::PresetRow, preset)
                                             : m_model->indexOf(ExperimentListModel::Stored, name);
    m_list->setCurrentIndex(index.isValid() ? index : m_model->firstChoice());
}

void ExperimentsPage::chooseStored(const QString& name) {
    const QModelIndex index = m_model->indexOf(ExperimentListModel::Stored, name);
    if (index.isValid())
        m_list->setCurrentIndex(index);
}

void ExperimentsPage::choosePreset(const QString& id) {
    m_list->setCurrentIndex(m_model->indexOf(ExperimentListModel::PresetRow, id));
}

void ExperimentsPage::showChoice(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const QString key = index.data(ExperimentListModel::KeyRole).toString();
    const bool stored = index.data(ExperimentListModel::KindRole).toInt() == ExperimentListModel::Stored;
    if (key == (stored ? m_name : m_preset))
        return;
    flush();
    m_broken = false;
    m_name = stored ? key : QString();
    m_preset = stored ? QString() : key;
    m_rename->setEnabled(stored);
    m_delete->setEnabled(stored);
    m_use->setVisible(!stored);
    m_heading->setText(index.data(Qt::DisplayRole).toString());
    if (stored) {
        m_source->setText(QDir::toNativeSeparators(m_store.file(key)));
        const Result<Experiment> experiment = m_store.read(key);
        if (experiment)
            showExperiment(*experiment, true);
        else
            showBroken(key, experiment.error());
        return;
    }
    for (const Preset& preset : experimentPresets())
        if (QString::fromStdString(preset.id) == key) {
            m_source->setText(ExperimentWords::ofPreset(preset.source));
            m_finding->setText(ExperimentWords::ofPreset(preset.finding));
            showExperiment(preset.experiment, false);
        }
}

void ExperimentsPage::showExperiment(const Experiment& experiment, bool editable) {
    ++m_generation;
    m_saveError.clear();
    m_launchError.clear();
    m_dataError.clear();
    m_counts.reset();
    m_splitAsked.clear();
    m_form->setVisible(!m_broken);
    m_finding->setVisible(m_broken || !editable);
    m_clone->setEnabled(!m_broken);
    m_form->setReadOnly(!editable);
    m_form->setExperiment(experiment);
    refreshForecast();
}

// The form would show what is not there: the error and the file stand instead.
void ExperimentsPage::showBroken(const QString& name, const Error& error) {
    m_broken = true;
    showExperiment(Experiment{}, false);
    m_saveError = QString::fromStdString(error.toLine());
    m_finding->setText(
        QStringList{m_saveError, tr("Correct the file in an editor, or delete it.")}.join(QLatin1Char('\n')));
    m_forecast->setCountsUnknown({});
    m_forecast->setCommand({});
    QFile file(m_store.file(name));
    if (file.open(QIODevice::ReadOnly))
        m_forecast->setToml(QString::fromUtf8(file.readAll()));
    showReason();
}

void ExperimentsPage::createFrom(const QString& presetId, const QString& dataset) {
    flush();
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
        const Result<QString> name = m_store.create(experiment, wanted);
        if (!name) {
            say(QString::fromStdString(name.error().toLine()));
            return;
        }
        m_model->reload();
        chooseStored(*name);
        if (dataset.isEmpty())
            m_form->showField("data.dataset");
        return;
    }
}

void ExperimentsPage::setUpOn(const QString& datasetToml) {
    const QFileInfo file(datasetToml);
    const bool inWorkspace = file.absolutePath() == m_context.workspace + QStringLiteral("/datasets");
    createFrom(QString::fromStdString(experimentPresets().front().id),
               inWorkspace ? file.completeBaseName() : datasetToml);
}

void ExperimentsPage::cloneCurrent() {
    flush();
    const QString wanted = m_name.isEmpty() ? m_preset : m_name;
    const Result<QString> name = m_store.create(m_form->experiment(), wanted);
    if (!name) {
        say(QString::fromStdString(name.error().toLine()));
        return;
    }
    m_model->reload();
    chooseStored(*name);
}

void ExperimentsPage::rename(const QString& name, const QString& newName) {
    flush();
    const Status renamed = m_store.rename(name, newName);
    if (!renamed) {
        say(QString::fromStdString(renamed.error().toLine()));
        return;
    }
    m_model->reload();
    chooseStored(newName);
}

void ExperimentsPage::removeCurrent() {
    if (m_name.isEmpty())
        return;
    flush();
    const QString name = m_name;
    const Status removed = m_store.remove(name);
    if (!removed) {
        say(QString::fromStdString(removed.error().toLine()));
        return;
    }
    m_removed = name;
    m_undoText->setText(tr("%1 deleted").arg(name));
    m_undoBar->show();
    m_name.clear();
    m_model->reload();
    m_list->setCurrentIndex(m_model->firstChoice());
    m_list->setFocus();
}

void ExperimentsPage::undoRemove() {
    if (m_removed.isEmpty())
        return;
    const Status restored = m_store.restore(m_removed);
    if (!restored) {
        say(QString::fromStdString(restored.error().toLine()));
        return;
    }
    const QString name = std::exchange(m_removed, QString());
    m_undoBar->hide();
    m_model->reload();
    chooseStored(name);
}

void ExperimentsPage::edited() {
    if (m_name.isEmpty())
        return;
    m_dirty = true;
    ++m_generation;
    m_checked = false;
    m_saveTimer.start();
    m_forecast->setToml(QString::fromStdString(writeExperiment(m_form->experiment())));
    showReason();
}

// Off the GUI thread: a flush to the disk can take long.
void ExperimentsPage::save() {
    m_saveTimer.stop();
    if (!m_dirty || m_name.isEmpty())
        return;
    m_dirty = false;
    ++m_waiting;
    const quint64 generation = m_generation;
    QtConcurrent::run(&m_saver, [file = m_store.file(m_name), experiment = m_form->experiment()] {
        const Status written = ExperimentStore::write(file, experiment);
        return written ? QString() : QString::fromStdString(written.error().toLine());
    }).then(this, [this, name = m_name, generation](const QString& error) {
        --m_waiting;
        saved(name, generation, error);
    });
}

void ExperimentsPage::saved(const QString& name, quint64 generation, const QString& error) {
    m_model->refreshRow(name);
    if (name != m_name) {
        if (!error.isEmpty())
            say(error);
        return;
    }
    m_saveError = error;
    if (generation == m_generation)
        m_forecastTimer.start();
    showReason();
}

void ExperimentsPage::flush() {
    save();
    m_saver.waitForDone();
}

void ExperimentsPage::refreshForecast() {
    if (m_broken)
        return;
    const Experiment& experiment = m_form->experiment();
    m_forecast->setToml(QString::fromStdString(writeExperiment(experiment)));
    askSplit();
    m_forecast->setBatches(experiment, m_counts ? std::optional(m_counts->trainImages) : std::nullopt);
    askSpeed();
    askDryRun();
    showTime();
    showReason();
}

void ExperimentsPage::askSplit() {
    const Experiment experiment = m_form->experiment();
    const std::string keys = splitKeys(experiment);
    if (keys == m_splitAsked)
        return;
    m_splitAsked = keys;
    m_counts.reset();
    m_dataError.clear();
    if (experiment.data.dataset.empty() || !m_context.dataService) {
        m_forecast->setCountsUnknown(experiment.data.dataset.empty() ? tr("no data set chosen yet") : QString());
        return;
    }
    m_forecast->setCountsUnknown(tr("counting…"));
    if (m_splitRequest)
        m_context.dataService->cancel(m_splitRequest);
    ++m_waiting;
    const auto answered = [this, keys](const std::function<void()>& show) {
        --m_waiting;
        if (keys != m_splitAsked)
            return;
        m_splitRequest = 0;
        show();
        m_forecast->setBatches(m_form->experiment(), m_counts ? std::optional(m_counts->trainImages) : std::nullopt);
        showTime();
        showReason();
    };
    m_splitRequest = m_context.dataService->request(
        {{"op", "split"},
         {"experiment", writeExperiment(experiment)},
         {"workspace", m_context.workspace.toStdString()}},
        this,
        [this, answered](const nlohmann::json& answer) {
            answered([&] {
                const auto count = [&](const char* part, const char* what) {
                    return answer.value(part, nlohmann::json::object()).value(what, int64_t(0));
                };
                SplitCounts counts;
                counts.trainImages = count("train", "images");
                counts.trainPatients = count("train", "patients");
                counts.validationImages = count("validation", "images");
                counts.validationPatients = count("validation", "patients");
                counts.testImages = count("test", "images");
                counts.testPatients = count("test", "patients");
                m_counts = counts;
                m_forecast->setCounts(counts);
            });
        },
        [this, answered](const ServiceError& error) {
            answered([&] {
                m_forecast->setCountsUnknown(tr("unknown"));
                m_dataError = error.toText();
            });
        });
}

void ExperimentsPage::askDryRun() {
    m_checked = false;
    m_launchError.clear();
    if (m_name.isEmpty()) {
        m_forecast->setCommand({});
        m_forecast->setFact(ForecastPanel::StartsFrom, m_form->experiment().model.weights == "imagenet"
                                                           ? tr("from ImageNet weights where the workspace has them")
                                                           : tr("from scratch"));
        return;
    }
    if (!m_form->firstError().isEmpty())
        return;
    const quint64 generation = m_generation;
    m_launcher->dryRun(m_store.file(m_name), this, [this, generation](const LaunchAnswer& answer) {
        if (generation != m_generation)
            return;
        m_checked = true;
        m_launchError = answer.ok ? QString() : answer.error;
        const auto text = [&](const char* name) {
            return answer.json.is_object() ? QString::fromStdString(answer.json.value(name, "")) : QString();
        };
        m_forecast->setCommand(text("command_line"));
        m_forecast->setFact(ForecastPanel::StartsFrom,
                            ExperimentWords::startsFrom(m_form->experiment(), text("starts_from")),
                            text("starts_from"));
        showReason();
    });
}

void ExperimentsPage::askSpeed() {
    m_speed.reset();
    ++m_waiting;
    const quint64 generation = m_generation;
    QtConcurrent::run([workspace = m_context.workspace, experiment = m_form->experiment()] {
        return findMeasuredSpeed(workspace, experiment);
    }).then(this, [this, generation](const std::optional<MeasuredSpeed>& speed) {
        --m_waiting;
        if (generation != m_generation)
            return;
        m_speed = speed;
        showTime();
    });
}

void ExperimentsPage::askMachine() {
    m_launcher->probe(this, [this](const LaunchAnswer& answer) {
        if (!answer.ok || !answer.json.is_object())
            return;
        const int cores = answer.json.value("cores", 0);
        const QString processor = QString::fromStdString(answer.json.value("processor", "")).simplified();
        const QString text = tr("%n core(s)", nullptr, cores);
        m_forecast->setFact(ForecastPanel::Machine,
                            processor.isEmpty() ? text : text + QStringLiteral(", ") + processor);
        m_form->setMachine(tr("This machine has %n core(s) for training.", nullptr, cores));
    });
}

void ExperimentsPage::showTime() {
    if (!m_speed) {
        m_forecast->setFact(ForecastPanel::Time, tr("unknown until the first run"),
                            tr("Known once a run of this model, size, batch and ranks was made on this machine"));
        return;
    }
    const QString rate = QLocale().toString(m_speed->imagesPerSecond, 'f', 1);
    if (!m_counts) {
        m_forecast->setFact(ForecastPanel::Time, tr("%1 images/s, measured in %2").arg(rate, m_speed->runId));
        return;
    }
    const QString time = RunWords::duration(estimatedSeconds(m_form->experiment(), m_counts->trainImages, *m_speed));
    m_forecast->setFact(ForecastPanel::Time, tr("about %1, at %2 images/s as in %3").arg(time, rate, m_speed->runId));
}

// The first thing that stands in the way.
void ExperimentsPage::showReason() {
    QString reason;
    const QString wrong = m_form->firstError();
    if (!m_preset.isEmpty())
        reason = tr("A preset is a starting point. Make an experiment from it to launch it.");
    else if (!m_saveError.isEmpty())
        reason = m_saveError;
    else if (m_form->experiment().data.dataset.empty())
        reason = tr("Choose a data set first.");
    else if (!wrong.isEmpty())
        reason = wrong;
    else if (!m_dataError.isEmpty())
        reason = m_dataError;
    else if (!m_launchError.isEmpty())
        reason = m_launchError;
    else if (m_counts && m_counts->trainImages == 0)
        reason = tr("No image is left for training. Change the split or the data set.");
    else if (m_launching)
        reason = tr("Starting…");
    m_forecast->setReason(reason);
}

void ExperimentsPage::launch() {
    if (m_name.isEmpty() || m_launching || !m_forecast->reason().isEmpty())
        return;
    flush();
    m_launching = true;
    showReason();
    m_launcher->start(m_store.file(m_name), this, [this](const LaunchAnswer& answer) {
        m_launching = false;
        if (!answer.ok || !answer.json.is_object()) {
            m_launchError = answer.error;
            showReason();
            return;
        }
        showReason();
        const QString run = QString::fromStdString(answer.json.value("run", ""));
        say(tr("%1 started").arg(run));
        Q_EMIT m_context.navigator->runRequested(run);
    });
}

} // namespace roentgen::app
