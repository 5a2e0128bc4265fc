#include "app/review/case_reading.h"

#include "app/film_labels.h"
#include "app/review/case_model.h"
#include "app/review/reading_words.h"
#include "app/review/review_words.h"

#include <QSet>

namespace roentgen::app {

CaseReading::CaseReading(CaseModel* cases, ReadingStore* store, PredictorClient* predictor, QObject* parent)
    : QObject(parent)
    , m_cases(cases)
    , m_store(store)
    , m_predictor(predictor)
    , m_findings(new FindingModel(this))
    , m_panel(new FindingPanel(m_findings)) {
    connectPanel();
    connect(m_predictor, &PredictorClient::predicted, this, &CaseReading::takeAnswer);
    connect(m_predictor, &PredictorClient::modelFailed, this, &CaseReading::showAnswerState);
    connect(m_store, &ReadingStore::changed, this, &CaseReading::refreshReadings);
    connect(m_store, &ReadingStore::heard, this, [this](const QList<ReadingAct>& acts) {
        QSet<QString> images;
        for (const ReadingAct& act : acts) {
            images.insert(act.image);
        }
        for (const QString& image : std::as_const(images)) {
            refreshReadings(image);
        }
    });
}

void CaseReading::connectPanel() {
    connect(m_panel, &FindingPanel::findingChosen, this, [this] {
        tellOverlays();
        showHistory();
    });
    connect(m_panel, &FindingPanel::verdictGiven, this, &CaseReading::judge);
    connect(m_panel, &FindingPanel::commentGiven, this, [this](const QString& finding, const QString& comment) {
        if (!m_path.isEmpty() && !m_store->setComment(m_path, finding, comment)) {
            m_panel->keepTyped();
        }
    });
    connect(m_panel, &FindingPanel::thresholdChanged, this, &CaseReading::takeThreshold);
    connect(m_panel, &FindingPanel::saidToBeRead, this, &CaseReading::sayRead);
}

void CaseReading::setThreshold(double threshold) {
    m_findings->setThreshold(threshold);
    m_panel->showThreshold();
    takeThreshold(threshold);
}

void CaseReading::takeThreshold(double threshold) {
    m_cases->setThreshold(threshold);
    if (!showUnhidden()) {
        tellOverlays();
        showReadState();
    }
}

void CaseReading::setCase(const QString& path) {
    m_findings->setRows({}); // what was typed of the case before is saved with it
    m_path = path;
    refresh();
}

const ReviewCase* CaseReading::current() const {
    const int row = m_path.isEmpty() ? -1 : m_cases->rowOf(m_path);
    return row < 0 ? nullptr : &m_cases->at(row);
}

QStringList CaseReading::classes() const {
    const ReviewList* list = m_cases->list();
    return list != nullptr && !list->classes.isEmpty() ? list->classes : m_predictor->classes();
}

void CaseReading::takeAnswer(const QString& path) {
    if (const PredictedFilm* film = m_predictor->find(path); film != nullptr) {
        QHash<QString, double> probabilities;
        for (const PredictedClass& entry : film->classes) {
            probabilities.insert(entry.name, entry.probability);
        }
        m_cases->setAnswer(path, probabilities);
    }
    if (path == m_path) {
        refresh();
    }
}

// The model's own answer, else what the run's table says.
QList<FindingRow> CaseReading::findingRows(const ReviewCase& one, const PredictedFilm* predicted) const {
    const QStringList names = classes();
    QList<FindingRow> rows;
    for (qsizetype i = 0; i < names.size(); ++i) {
        FindingRow row;
        row.name = names[i];
        row.slot = int(i);
        row.truth = one.truthOf(row.name, m_cases->list()->labelledClasses);
        if (size_t(i) < one.probabilities.size()) {
            row.probability = double(one.probabilities[size_t(i)]);
        }
        if (predicted != nullptr) {
            for (const PredictedClass& entry : predicted->classes) {
                if (entry.name == row.name) {
                    row.probability = entry.probability;
                }
            }
        }
        rows << row;
    }
    FindingModel::take(readingsOf(m_store->acts(one.path)), rows);
    return rows;
}

void CaseReading::refresh() {
    m_panel->saveComment(); // before its rows go
    if (const ReviewCase* one = current(); one != nullptr) {
        showFindings(*one);
    } else {
        m_findings->setRows({});
        m_panel->setWarnings({});
    }
    tellOverlays();
    showReadState();
    showHistory();
    showAnswerState();
}

void CaseReading::showFindings(const ReviewCase& one) {
    const QString now = m_panel->currentFinding();
    // Until the reader has come to work the surest finding is chosen, also where the answer comes late.
    const QString chosen = now.isEmpty() || m_panel->isAtStart() ? m_wantedFinding : now;
    const PredictedFilm* predicted = m_predictor->find(m_path);
    QList<FindingRow> rows = findingRows(one, predicted);
    const bool known = !rows.isEmpty() && (predicted != nullptr || !one.probabilities.empty());
    const QList<FilmWarning> warnings = predicted != nullptr ? predicted->warnings : QList<FilmWarning>();
    m_findings->setRows(std::move(rows), {labelsShown(), answersShown(), !warnings.isEmpty()});
    m_panel->setWarnings(warnings);
    m_panel->choose(chosen);
    if (known) {
        m_wantedFinding.clear();
    }
}

bool CaseReading::labelsShown() const {
    const int row = m_cases->rowOf(m_path);
    return row < 0 || m_cases->labelsShown(row);
}

bool CaseReading::answersShown() const {
    const int row = m_cases->rowOf(m_path);
    return row < 0 || m_cases->answersShown(row);
}

void CaseReading::tellOverlays() {
    CaseOverlays overlays;
    if (const ReviewCase* one = current(); one != nullptr && labelsShown()) {
        overlays.boxes = filmBoxes(one->boxes, classes());
    }
    overlays.finding = m_panel->currentFinding();
    if (const int row = m_findings->rowOf(overlays.finding); row >= 0) {
        overlays.isBelowThreshold = m_findings->at(row).probability.value_or(1) < m_findings->threshold();
    }
    const PredictedFilm* predicted = m_path.isEmpty() || !answersShown() ? nullptr : m_predictor->find(m_path);
    if (predicted != nullptr) {
        for (const PredictedClass& entry : predicted->classes) {
            if (entry.name == overlays.finding && entry.heatmap.isValid()) {
                overlays.heatmap = entry.heatmap;
                overlays.heatmap->name = findingTitle(entry.name);
            }
        }
    }
    Q_EMIT overlaysChanged(overlays);
}

void CaseReading::showReadState() {
    FindingPanel::ReadState state;
    if (const int row = m_path.isEmpty() ? -1 : m_cases->rowOf(m_path); row >= 0) {
        const bool told = m_cases->blinding() != Blinding::Answers && !classes().isEmpty();
        state.any = true;
        state.read = m_cases->isRead(row);
        state.said = m_cases->isSaidToBeRead(row);
        state.hidden = !labelsShown() || !answersShown();
        state.open = told ? int(m_cases->openFindings(row).size()) : -1;
    }
    m_panel->setReadState(state);
}

void CaseReading::showHistory() {
    const QString finding = m_panel->currentFinding();
    QStringList lines;
    if (!m_path.isEmpty() && !finding.isEmpty()) {
        const QList<ReadingAct> acts = m_store->history(m_path, finding);
        for (const ReadingAct& act : acts) {
            lines.prepend(ReadingWords::historyLine(act));
        }
    }
    m_panel->setHistory(lines);
}

void CaseReading::showAnswerState() {
    const ReviewWords::AnswerState state = ReviewWords::answerState(*m_predictor, m_path);
    m_panel->setNotice(state.text, state.isBad);
}

void CaseReading::giveVerdict(Verdict verdict) {
    judge(m_panel->currentFinding(), verdict);
}

void CaseReading::judge(const QString& finding, Verdict verdict) {
    const int row = m_findings->rowOf(finding);
    if (!m_path.isEmpty() && row >= 0) {
        m_panel->saveComment();
        m_store->giveVerdict(m_path, finding, verdict, m_findings->at(row).verdict);
    }
}

void CaseReading::sayRead() {
    if (const int row = m_cases->rowOf(m_path); !m_path.isEmpty() && row >= 0) {
        m_panel->saveComment();
        m_store->sayRead(m_path, m_cases->isSaidToBeRead(row));
        showReadState(); // the button is pressed already, saved or not
    }
}

void CaseReading::takeActs() {
    m_reader = m_store->reader();
    m_cases->setActs(m_store->allActs(), m_reader);
}

void CaseReading::refreshReader() {
    if (m_reader != m_store->reader()) {
        takeActs();
        showUnhidden();
    }
}

void CaseReading::refreshReadings(const QString& image) {
    const QList<ReadingAct> acts = m_store->acts(image);
    m_cases->setActs(image, acts, m_store->reader());
    if (image == m_path && !showUnhidden()) {
        m_findings->setReadings(readingsOf(acts));
        showReadState();
        showHistory();
    }
}

// What was hidden shows once the image is read, and goes again where a verdict is taken back. False where it is as it
// was.
bool CaseReading::showUnhidden() {
    const FindingDisplay& shown = m_findings->display();
    if (m_path.isEmpty() || (shown.labels == labelsShown() && shown.answers == answersShown())) {
        return false;
    }
    refresh();
    return true;
}

} // namespace roentgen::app
