#include "app/review/review_page.h"

#include "app/path_question.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"

#include <QFileInfo>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int CasesAhead = 3;

} // namespace

ReviewPage::ReviewPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_cases(new CaseModel(this))
    , m_findings(new FindingModel(this))
    , m_store(new ReadingStore(context.library, this))
    , m_loader(new ReviewLoader(context, this))
    , m_films(new FilmLoader(context.dataService, this))
    , m_predictor(new PredictorClient(context.predictService, this)) {
    setupPanels();
    setupEmpty();
    setupKeys();
    connectParts();
    restorePlace();
    refreshModels();
}

ReviewPage::~ReviewPage() {
    m_findingPanel->saveComment();
    QSettings settings;
    settings.setValue(QStringLiteral("review/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("review/opacity"), m_view->heatmapOpacity());
    settings.setValue(QStringLiteral("review/colorMap"), int(m_view->colorMap()));
    settings.setValue(QStringLiteral("review/threshold"), m_findings->threshold());
    settings.setValue(QStringLiteral("review/blinding"), int(m_cases->blinding()));
    keepPlace();
}

void ReviewPage::connectParts() {
    connect(m_casePanel, &CaseListPanel::modelChosen, this, &ReviewPage::chooseModel);
    connect(m_casePanel, &CaseListPanel::weightsFileRequested, this, &ReviewPage::chooseWeightsFile);
    connect(m_casePanel, &CaseListPanel::imagesChosen, this, [this](const QString& id) {
        for (const ReviewImages& images : std::as_const(m_imageSets)) {
            if (images.id == id) {
                setImages(images);
                return;
            }
        }
    });
    connect(m_casePanel, &CaseListPanel::caseChosen, this, &ReviewPage::showCase);
    connect(m_casePanel, &CaseListPanel::filterChanged, this, [this] {
        if (const QString finding = m_casePanel->filtered()->filter().finding; !finding.isEmpty()) {
            m_findingPanel->choose(finding);
        }
        wantAround();
    });
    connect(m_loader, &ReviewLoader::loaded, this, &ReviewPage::takeList);
    connect(m_loader, &ReviewLoader::failed, m_casePanel, &CaseListPanel::setNotice);
    connect(m_loader, &ReviewLoader::progressed, m_casePanel, &CaseListPanel::setNotice);

    const auto filmCame = [this](const FilmKey& key) {
        if (key.path == m_path && !m_filmShown) {
            showFilm();
        }
    };
    connect(m_films, &FilmLoader::loaded, this, filmCame);
    connect(m_films, &FilmLoader::failed, this, filmCame);
    connect(m_predictor, &PredictorClient::predicted, this, [this](const QString& path) {
        if (const PredictedFilm* film = m_predictor->find(path); film != nullptr) {
            QHash<QString, double> probabilities;
            for (const PredictedClass& entry : film->classes) {
                probabilities.insert(entry.name, entry.probability);
            }
            m_cases->setAnswer(path, probabilities);
        }
        if (path == m_path) {
            showBoxes();
            showFindings();
            showPredictionState();
        }
    });
    connect(m_predictor, &PredictorClient::modelLoaded, this, [this] {
        if (m_cases->list() != nullptr && m_cases->list()->classes.isEmpty()) {
            m_casePanel->setFindings(classes());
        }
        showTrainedOn();
        showFindings();
        showPredictionState();
    });
    connect(m_predictor, &PredictorClient::modelFailed, this, &ReviewPage::showPredictionState);

    connect(m_findingPanel, &FindingPanel::findingChosen, this, [this] {
        m_askedFor.clear();
        showHeatmap();
        showHistory();
    });
    connect(m_findingPanel, &FindingPanel::verdictGiven, this, &ReviewPage::giveVerdict);
    connect(m_findingPanel, &FindingPanel::commentGiven, this, [this](const QString& finding, const QString& comment) {
        if (!m_path.isEmpty() && !m_store->setComment(m_path, finding, comment)) {
            m_findingPanel->keepTyped();
        }
    });
    connect(m_findingPanel, &FindingPanel::thresholdChanged, this, [this](double threshold) {
        m_cases->setThreshold(threshold);
        m_casePanel->setThreshold(threshold);
        if (!showUnhidden()) {
            showHeatmap();
            showReadState();
        }
    });
    connect(m_findingPanel, &FindingPanel::saidToBeRead, this, &ReviewPage::sayRead);
    connect(m_casePanel, &CaseListPanel::blindingChosen, this, &ReviewPage::setBlinding);
    connect(m_casePanel, &CaseListPanel::exportRequested, this, &ReviewPage::askForExport);
    connect(m_findingPanel, &FindingPanel::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_store, &ReadingStore::changed, this, &ReviewPage::refreshReadings);
    connect(m_store, &ReadingStore::heard, this, &ReviewPage::showOthersReadings);
    connect(m_store, &ReadingStore::shown, this, [this](const QString& image, const QString& finding) {
        m_wantedFinding = finding;
        m_casePanel->choose(image);
        if (!finding.isEmpty()) {
            m_findingPanel->choose(finding);
        }
    });
    connect(m_store, &ReadingStore::failed, m_casePanel, &CaseListPanel::setNotice);
    if (m_context.navigator != nullptr) {
        connect(m_context.navigator, &Navigator::reviewRequested, this, &ReviewPage::open);
    }
}

void ReviewPage::activated() {
    refreshModels();
    if (m_reader != m_store->reader()) { // another one, since the settings
        takeActs();
        showUnhidden();
    }
    m_view->setFocus();
}

bool ReviewPage::isSettled() const {
    const bool filmThere = m_path.isEmpty() || m_filmShown;
    const bool answerThere = m_path.isEmpty() || !m_predictor->modelError().isEmpty() ||
                             m_predictor->find(m_path) != nullptr || !m_predictor->errorText(m_path).isEmpty();
    return !m_loader->isBusy() && !m_predictor->isLoading() && filmThere && answerThere;
}

void ReviewPage::open(const QString& what) {
    refreshModels();
    if (what.endsWith(QLatin1String(".safetensors")) && QFileInfo::exists(what)) {
        setModel(modelOfWeights(what));
    } else {
        chooseModel(what);
    }
}

// What there is may have changed while another page was shown: a run has finished, a data set was added.
void ReviewPage::refreshModels() {
    m_models = listReviewModels(m_context.workspace);
    const auto known = [this](const QString& id) {
        return std::any_of(m_models.begin(), m_models.end(), [&](const ReviewModel& model) { return model.id == id; });
    };
    if (!m_model.id.isEmpty() && !known(m_model.id) && QFileInfo::exists(m_model.weights)) {
        m_models << m_model; // a weights file from elsewhere
    }
    m_casePanel->setModels(m_models, m_model.id);
    m_stack->setCurrentIndex(m_models.isEmpty() ? 0 : 1);
    if (m_model.id.isEmpty() && known(m_keptModel)) {
        chooseModel(m_keptModel);
    } else if (m_model.id.isEmpty() && m_keptModel.endsWith(QLatin1String(".safetensors")) &&
               QFileInfo::exists(m_keptModel)) {
        setModel(modelOfWeights(m_keptModel)); // from elsewhere
    } else if (m_model.id.isEmpty() && !m_models.isEmpty()) {
        // A run with images that it kept aside shows most.
        const auto best = std::find_if(m_models.begin(), m_models.end(), [this](const ReviewModel& model) {
            const QList<ReviewImages> sets = listReviewImages(m_context.workspace, model);
            return !sets.isEmpty() && sets.first().id.isEmpty();
        });
        setModel(best == m_models.end() ? m_models.first() : *best);
    } else if (!m_model.id.isEmpty()) {
        const QList<ReviewImages> sets = listReviewImages(m_context.workspace, m_model);
        if (m_imageSets.isEmpty() && !sets.isEmpty()) {
            m_imageSets = sets;
            setImages(sets.first());
        }
    }
}

void ReviewPage::chooseModel(const QString& id) {
    for (const ReviewModel& model : std::as_const(m_models)) {
        if (model.id == id) {
            setModel(model);
            return;
        }
    }
    if (m_context.navigator != nullptr) {
        Q_EMIT m_context.navigator->messageRequested(tr("The run %1 has no weights yet.").arg(id));
    }
}

void ReviewPage::chooseWeightsFile() {
    m_casePanel->setModels(m_models, m_model.id); // the list shows what is loaded, whatever comes of the question
    askForPath({PathQuestion::Wanted::File,
                tr("Choose a weights file"),
                m_context.workspace,
                tr("Weights"),
                {QStringLiteral(".safetensors")}},
               this, [this](const QString& file) { setModel(modelOfWeights(file)); });
}

void ReviewPage::setModel(const ReviewModel& model) {
    m_findingPanel->saveComment();
    if (!m_path.isEmpty()) {
        m_wantedPath = m_path; // the same image, seen by another model
    }
    m_model = model;
    m_store->setSource(model.id);
    const bool listed =
        std::any_of(m_models.begin(), m_models.end(), [&](const ReviewModel& m) { return m.id == model.id; });
    if (!listed) {
        m_models << model;
    }
    m_stack->setCurrentIndex(1);
    m_casePanel->setModels(m_models, model.id);
    m_predictor->setWeights(model.weights);
    m_cases->forgetAnswers();
    showTrainedOn();
    m_imageSets = listReviewImages(m_context.workspace, model);
    m_casePanel->setImages(m_imageSets, m_imageSets.isEmpty() ? QString() : m_imageSets.first().id);
    if (m_imageSets.isEmpty()) {
        takeList(std::make_shared<ReviewList>());
        m_casePanel->setNotice(tr("There are no images to review. Add a data set in Studies."));
    } else {
        const auto kept = std::find_if(m_imageSets.begin(), m_imageSets.end(), [&](const ReviewImages& set) {
            return model.id == m_keptModel && set.id == m_keptImages;
        });
        setImages(kept == m_imageSets.end() ? m_imageSets.first() : *kept);
    }
    showPredictionState();
}

void ReviewPage::setImages(const ReviewImages& images) {
    m_findingPanel->saveComment();
    m_images = images;
    m_casePanel->setImages(m_imageSets, images.id);
    m_casePanel->setNotice(tr("Reading the list of images …"));
    m_cases->setList(nullptr);
    showCase(QString());
    m_loader->load(m_model, images);
}

void ReviewPage::takeList(const std::shared_ptr<ReviewList>& list) {
    m_cases->setList(list);
    takeActs();
    QStringList problems;
    const QLocale locale;
    if (list->withoutImage > 0) {
        problems
            << tr("Images of the run that the data set no longer has: %1.").arg(locale.toString(list->withoutImage));
    }
    if (list->badRows > 0) {
        problems << tr("Damaged rows of predictions.csv, left out: %1.").arg(locale.toString(list->badRows));
    }
    m_casePanel->setNotice(problems.join(QLatin1Char(' ')));
    m_casePanel->setFindings(classes());
    m_casePanel->choose(m_wantedPath);
    if (list->cases.empty()) {
        showCase(QString());
    }
}

QStringList ReviewPage::classes() const {
    const bool ownTable = m_cases->list() != nullptr && !m_cases->list()->classes.isEmpty();
    return ownTable ? m_cases->list()->classes : m_predictor->classes();
}

const ReviewCase* ReviewPage::currentCase() const {
    const int row = m_path.isEmpty() ? -1 : m_cases->rowOf(m_path);
    return row < 0 ? nullptr : &m_cases->at(row);
}

void ReviewPage::wantAround() {
    if (m_path.isEmpty()) {
        m_films->want({}, {});
        m_predictor->want({}, {});
        return;
    }
    QList<FilmKey> soonFilms;
    QStringList soon;
    for (const int distance : {1, -1, 2, CasesAhead}) {
        if (const QString path = m_casePanel->pathAtDistance(distance); !path.isEmpty()) {
            soon << path;
            soonFilms << FilmKey{path, 0};
        }
    }
    m_films->want({{m_path, 0}}, soonFilms);
    m_predictor->want({m_path}, soon);
}

} // namespace roentgen::app
