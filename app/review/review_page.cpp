#include "app/review/review_page.h"

#include "app/focus_keys.h"
#include "app/path_question.h"
#include "app/popup_keys.h"
#include "app/review/case_film.h"
#include "app/review/case_list_panel.h"
#include "app/review/case_model.h"
#include "app/review/heatmap_strip.h"
#include "app/review/no_model_note.h"
#include "app/review/reading_words.h"
#include "app/review/review_words.h"
#include "app/review/verdicts_csv.h"

#include <QDir>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int CasesAhead = 3;

} // namespace

ReviewPage::ReviewPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_cases(new CaseModel(this))
    , m_store(new ReadingStore(context.library, this))
    , m_loader(new ReviewLoader(context, this))
    , m_predictor(new PredictorClient(context.predictService, this))
    , m_choice(new ReviewChoice(context.workspace, readReviewPlace(context.workspace), this))
    , m_reading(new CaseReading(m_cases, m_store, m_predictor, this))
    , m_view(new widgets::ImageView)
    , m_film(new CaseFilm(context.dataService, m_view, this)) {
    setupPanels();
    setupKeys();
    connectPanels();
    connectParts();
    restorePlace();
    m_choice->refresh();
}

ReviewPage::~ReviewPage() {
    findings()->saveComment();
    keepSettings();
    keepPlace(findings()->currentFinding());
}

void ReviewPage::setupPanels() {
    m_casePanel = new CaseListPanel(m_cases);
    m_strip = new HeatmapStrip(m_view);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_strip);
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_casePanel);
    m_splitter->addWidget(centre);
    m_splitter->addWidget(findings());
    m_splitter->setStretchFactor(1, 1);
    m_casePanel->setMinimumWidth(260);
    findings()->setMinimumWidth(328);
    m_splitter->setSizes({296, 800, 340});
    m_splitter->restoreState(QSettings().value(QStringLiteral("review/splitter")).toByteArray());

    m_stack = new QStackedWidget;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    auto* note = new NoModelNote;
    m_stack->addWidget(note);
    m_stack->addWidget(m_splitter);
    connect(note, &NoModelNote::weightsFileRequested, this, &ReviewPage::chooseWeightsFile);
    connect(note, &NoModelNote::experimentRequested, this, [this] {
        if (m_context.navigator != nullptr) {
            Q_EMIT m_context.navigator->pageRequested(QStringLiteral("experiments"));
        }
    });
}

void ReviewPage::setupKeys() {
    keepKeysInPopups();
    keepKeysWithFocus(this);
    const auto addKey = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    addKey(Qt::Key_Up, [this] { findings()->step(-1); });
    addKey(Qt::Key_Down, [this] { findings()->step(1); });
    addKey(Qt::Key_Left, [this] { m_casePanel->step(-1); });
    addKey(Qt::Key_Right, [this] { m_casePanel->step(1); });
    addKey(Qt::Key_A, [this] { m_reading->giveVerdict(Verdict::Accept); });
    addKey(Qt::Key_R, [this] { m_reading->giveVerdict(Verdict::Reject); });
    addKey(Qt::Key_U, [this] { m_reading->giveVerdict(Verdict::Uncertain); });
    addKey(Qt::Key_C, [this] { findings()->focusComment(); });
    addKey(Qt::Key_D, [this] { m_reading->sayRead(); });
    addKey(Qt::CTRL | Qt::Key_E, [this] { askForExport(); });
    addKey(Qt::Key_H, [this] { m_strip->toggleHeatmap(); });
    addKey(Qt::Key_BracketLeft, [this] { m_strip->changeOpacity(-0.1); });
    addKey(Qt::Key_BracketRight, [this] { m_strip->changeOpacity(0.1); });
    addKey(Qt::CTRL | Qt::Key_Z, [this] { m_store->undoStack()->undo(); });
    addKey(Qt::CTRL | Qt::SHIFT | Qt::Key_Z, [this] { m_store->undoStack()->redo(); });
    addKey(Qt::CTRL | Qt::Key_Y, [this] { m_store->undoStack()->redo(); });
    addKey(QKeySequence::Find, [this] { m_casePanel->focusSearch(); });
    m_view->setFurtherKeyHelp({{QStringLiteral("↑ ↓"), tr("finding")},
                               {QStringLiteral("← →"), tr("previous, next image")},
                               {QStringLiteral("A  R  U"), tr("accept, reject, uncertain")},
                               {QStringLiteral("D"), tr("image read, or not")},
                               {QStringLiteral("C"), tr("comment; Esc goes back")},
                               {QStringLiteral("H"), tr("heatmap on or off")},
                               {QStringLiteral("[  ]"), tr("heatmap opacity")},
                               {tr("Ctrl+Z  Ctrl+Y"), tr("undo, redo a verdict")},
                               {tr("Ctrl+E"), tr("export verdicts")},
                               {QStringLiteral("F"), tr("image alone, or with the panels")}},
                              {QStringLiteral("R  L"), QStringLiteral("H  V"), QStringLiteral("F")});
}

void ReviewPage::connectPanels() {
    connect(m_casePanel, &CaseListPanel::modelChosen, this, &ReviewPage::chooseModel);
    connect(m_casePanel, &CaseListPanel::weightsFileRequested, this, &ReviewPage::chooseWeightsFile);
    connect(m_casePanel, &CaseListPanel::imagesChosen, m_choice, &ReviewChoice::chooseImages);
    connect(m_casePanel, &CaseListPanel::caseChosen, this, &ReviewPage::showCase);
    connect(m_casePanel, &CaseListPanel::filterChanged, this, [this] {
        if (const QString finding = m_casePanel->filtered()->filter().finding; !finding.isEmpty()) {
            findings()->choose(finding);
        }
        wantAround();
    });
    connect(m_casePanel, &CaseListPanel::blindingChosen, this, &ReviewPage::setBlinding);
    connect(m_casePanel, &CaseListPanel::exportRequested, this, &ReviewPage::askForExport);
    connect(findings(), &FindingPanel::thresholdChanged, m_casePanel, &CaseListPanel::setThreshold);
    connect(findings(), &FindingPanel::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_strip, &HeatmapStrip::stepRequested, m_casePanel, &CaseListPanel::step);
    connect(m_reading, &CaseReading::overlaysChanged, this, [this](const CaseOverlays& overlays) {
        m_view->setBoxes(overlays.boxes);
        m_strip->setHeatmap(overlays.finding, overlays.heatmap, overlays.isBelowThreshold);
    });
    connect(m_view, &widgets::ImageView::fullScreenRequested, this,
            [this] { setPanelsVisible(m_casePanel->isHidden()); });
}

void ReviewPage::connectParts() {
    connect(m_choice, &ReviewChoice::listed, this, &ReviewPage::listModels);
    connect(m_choice, &ReviewChoice::modelChanged, this, &ReviewPage::takeModel);
    connect(m_choice, &ReviewChoice::imagesChanged, this, &ReviewPage::takeImages);
    connect(m_loader, &ReviewLoader::loaded, this, &ReviewPage::takeList);
    connect(m_loader, &ReviewLoader::failed, m_casePanel, &CaseListPanel::setNotice);
    connect(m_loader, &ReviewLoader::progressed, m_casePanel, &CaseListPanel::setNotice);
    connect(m_predictor, &PredictorClient::modelLoaded, this, [this] {
        if (m_cases->list() != nullptr && m_cases->list()->classes.isEmpty()) {
            m_casePanel->setFindings(m_reading->classes());
        }
        showTrainedOn();
        m_reading->refresh();
    });
    connect(m_store, &ReadingStore::heard, this,
            [this](const QList<ReadingAct>& acts) { m_casePanel->setReadElsewhere(ReadingWords::elsewhere(acts)); });
    connect(m_store, &ReadingStore::shown, this, [this](const QString& image, const QString& finding) {
        m_reading->wantFinding(finding);
        m_casePanel->choose(image);
        if (!finding.isEmpty()) {
            findings()->choose(finding);
        }
    });
    connect(m_store, &ReadingStore::failed, m_casePanel, &CaseListPanel::setNotice);
    if (m_context.navigator != nullptr) {
        connect(m_context.navigator, &Navigator::reviewRequested, this, &ReviewPage::open);
    }
}

void ReviewPage::restorePlace() {
    const QSettings settings;
    m_reading->setThreshold(settings.value(QStringLiteral("review/threshold"), m_cases->threshold()).toDouble());
    m_casePanel->setThreshold(m_cases->threshold());
    const int blinding = settings.value(QStringLiteral("review/blinding"), 0).toInt();
    setBlinding(blinding == int(Blinding::Labels)    ? Blinding::Labels
                : blinding == int(Blinding::Answers) ? Blinding::Answers
                                                     : Blinding::None);
    const ReviewPlace place = readReviewPlace(m_context.workspace);
    m_wantedPath = place.image;
    m_reading->wantFinding(place.finding);
}

void ReviewPage::keepSettings() const {
    QSettings settings;
    settings.setValue(QStringLiteral("review/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("review/threshold"), m_cases->threshold());
    settings.setValue(QStringLiteral("review/blinding"), int(m_cases->blinding()));
    m_strip->keepSettings();
}

void ReviewPage::keepPlace(const QString& finding) const {
    if (!m_reading->path().isEmpty()) { // else nothing was shown: the place of before stands
        keepReviewPlace(m_context.workspace, {m_choice->model().id, m_choice->images().id, m_reading->path(), finding});
    }
}

void ReviewPage::activated() {
    m_choice->refresh();
    m_reading->refreshReader();
    m_view->setFocus();
}

bool ReviewPage::isSettled() const {
    const QString path = m_reading->path();
    const bool answerThere = path.isEmpty() || !m_predictor->modelError().isEmpty() ||
                             m_predictor->find(path) != nullptr || !m_predictor->errorText(path).isEmpty();
    return !m_loader->isBusy() && !m_predictor->isLoading() && m_film->isSettled() && answerThere;
}

bool ReviewPage::isFetching() const {
    return m_film->isFetching() || m_predictor->isBusy();
}

void ReviewPage::open(const QString& what) {
    m_choice->refresh();
    chooseModel(what);
}

void ReviewPage::chooseModel(const QString& id) {
    if (!m_choice->choose(id) && m_context.navigator != nullptr) {
        Q_EMIT m_context.navigator->messageRequested(tr("The run %1 has no weights yet.").arg(id));
    }
}

void ReviewPage::chooseWeightsFile() {
    listModels(); // the list shows what is loaded, whatever comes of the question
    askForPath({PathQuestion::Wanted::File,
                tr("Choose a weights file"),
                m_context.workspace,
                tr("Weights"),
                {QStringLiteral(".safetensors")}},
               this, [this](const QString& file) { m_choice->chooseWeights(file); });
}

void ReviewPage::listModels() {
    m_casePanel->setModels(m_choice->models(), m_choice->model().id);
    m_stack->setCurrentIndex(m_choice->models().isEmpty() ? 0 : 1);
}

void ReviewPage::takeModel() {
    findings()->saveComment();
    if (!m_reading->path().isEmpty()) {
        m_wantedPath = m_reading->path(); // the same image, seen by another model
    }
    m_store->setSource(m_choice->model().id);
    m_predictor->setWeights(m_choice->model().weights);
    m_cases->forgetAnswers();
    showTrainedOn();
}

void ReviewPage::takeImages() {
    findings()->saveComment();
    m_casePanel->setImages(m_choice->imageSets(), m_choice->images().id);
    if (m_choice->imageSets().isEmpty()) {
        m_loader->stop();
        takeList(std::make_shared<ReviewList>());
        m_casePanel->setNotice(tr("There are no images to review. Add a data set in Studies."));
        return;
    }
    m_casePanel->setNotice(tr("Reading the list of images …"));
    m_cases->setList(nullptr);
    showCase(QString());
    m_loader->load(m_choice->model(), m_choice->images());
}

void ReviewPage::takeList(const std::shared_ptr<ReviewList>& list) {
    m_cases->setList(list);
    m_reading->takeActs();
    m_casePanel->setNotice(ReviewWords::problems(*list));
    m_casePanel->setFindings(m_reading->classes());
    m_casePanel->choose(m_wantedPath);
    if (list->cases.empty()) {
        showCase(QString());
    }
}

void ReviewPage::showTrainedOn() {
    const ReviewWords::TrainedOnText words = ReviewWords::trainedOn(*m_predictor);
    m_casePanel->setTrainedOn(words.text, words.tip);
}

void ReviewPage::showCase(const QString& path) {
    if (const QString listed = m_casePanel->filtered()->filter().finding; !listed.isEmpty()) {
        m_reading->wantFinding(listed);
    }
    const QStringList around = path.isEmpty() ? QStringList() : pathsAround();
    m_predictor->want(path.isEmpty() ? QStringList() : QStringList(path), around);
    m_strip->forgetAsked();
    m_reading->setCase(path);
    keepPlace({});
    m_film->setCase(m_reading->current(), around);
    m_strip->setSteps(!m_casePanel->pathAtDistance(-1).isEmpty(), !m_casePanel->pathAtDistance(1).isEmpty());
}

QStringList ReviewPage::pathsAround() const {
    QStringList paths;
    for (const int distance : {1, -1, 2, CasesAhead}) {
        if (const QString path = m_casePanel->pathAtDistance(distance); !path.isEmpty()) {
            paths << path;
        }
    }
    return paths;
}

void ReviewPage::wantAround() {
    if (!m_reading->path().isEmpty()) {
        m_film->fetchAhead(pathsAround());
        m_predictor->want({m_reading->path()}, pathsAround());
    }
}

void ReviewPage::setBlinding(Blinding blinding) {
    m_cases->setBlinding(blinding);
    m_casePanel->setBlinding(blinding);
    m_reading->refresh();
}

Status ReviewPage::exportVerdicts(const QString& file) const {
    if (m_cases->list() == nullptr) {
        return usageError(tr("There are no images whose verdicts could be exported.").toStdString());
    }
    const auto probabilityOf = [this](const ReviewCase& one, const QString& finding) {
        return m_cases->probabilityOf(m_cases->rowOf(one.path), finding);
    };
    return writeVerdicts(file, verdictsCsv(*m_cases->list(), m_store->allActs(), probabilityOf));
}

void ReviewPage::askForExport() {
    findings()->saveComment();
    const QString name = QDir(m_context.workspace).filePath(tr("verdicts", "name of a file") + QStringLiteral(".csv"));
    const PathQuestion question = {
        PathQuestion::Wanted::NewFile, tr("Export verdicts"), name, tr("CSV files"), {QStringLiteral(".csv")}};
    askForPath(question, this, [this](const QString& file) {
        const Status written = exportVerdicts(file);
        m_casePanel->setNotice(written ? tr("Verdicts written to %1").arg(file)
                                       : QString::fromStdString(written.error().toLine()));
    });
}

void ReviewPage::setPanelsVisible(bool visible) {
    m_casePanel->setVisible(visible);
    findings()->setVisible(visible);
}

} // namespace roentgen::app
