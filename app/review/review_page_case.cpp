// The case that Review shows: its film, its findings, its heatmap.
#include "app/review/review_page.h"

#include "app/film_labels.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"

#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

namespace roentgen::app {

void ReviewPage::showCase(const QString& path) {
    m_findings->setRows({}); // what was typed of the case before is saved with it
    m_path = path;
    m_filmShown = false;
    m_askedFor.clear();
    if (!path.isEmpty()) {
        keepPlace();
    }
    const QString listed = m_casePanel->filtered()->filter().finding;
    if (!listed.isEmpty()) {
        m_wantedFinding = listed;
    }
    wantAround();
    showFilm();
    showFindings();
    showPredictionState();
    m_previous->setEnabled(!m_casePanel->pathAtDistance(-1).isEmpty());
    m_next->setEnabled(!m_casePanel->pathAtDistance(1).isEmpty());
}

void ReviewPage::showFilm() {
    const ReviewCase* one = currentCase();
    if (one == nullptr) {
        m_view->setFilm(nullptr);
        m_view->setMessage({});
        return;
    }
    const FilmKey key{m_path, 0};
    const LoadedFilm* loaded = m_films->find(key);
    if (loaded == nullptr) {
        const QString error = m_films->errorText(key);
        m_filmShown = !error.isEmpty();
        m_view->setFilm(nullptr);
        m_view->setMessage(error.isEmpty() ? tr("Reading %1 …").arg(one->image)
                                           : tr("Could not show %1.\n%2").arg(one->image, error));
        return;
    }
    m_filmShown = true;
    m_view->setMessage({});
    m_view->setFilm(loaded->film);
    widgets::CornerText corner;
    const QString patient = one->patient.isEmpty() ? loaded->header.patientId : one->patient;
    if (!patient.isEmpty()) {
        corner.topLeft << tr("Patient %1").arg(patient);
    }
    corner.topLeft << one->image;
    const QString side = one->laterality.isEmpty() ? loaded->header.laterality : one->laterality;
    const QString view = one->view.isEmpty() ? loaded->header.viewPosition : one->view;
    if (const QString label = (side + QLatin1Char(' ') + view).trimmed(); !label.isEmpty()) {
        corner.topRight << label;
    }
    corner.researchUseOnly = true;
    m_view->setCornerText(corner);
    showBoxes();
    showHeatmap();
}

void ReviewPage::showBoxes() {
    const ReviewCase* one = currentCase();
    if (one == nullptr) {
        return;
    }
    m_view->setBoxes(filmBoxes(labelsShown() ? one->boxes : std::vector<LabelBox>(), classes()));
}

// The model's own answer, else what the run's table says.
QList<FindingRow> ReviewPage::findingRows(const ReviewCase& one, const PredictedFilm* predicted) const {
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

void ReviewPage::showFindings() {
    m_findingPanel->saveComment(); // before its rows go
    const ReviewCase* one = currentCase();
    if (one == nullptr) {
        m_findings->setRows({});
        m_findingPanel->setWarnings({});
        showHeatmap();
        showReadState();
        showHistory();
        return;
    }
    const QString current = m_findingPanel->currentFinding();
    // Until the reader has come to work the surest finding is chosen, also where the answer comes late.
    const QString chosen = current.isEmpty() || m_findingPanel->isAtStart() ? m_wantedFinding : current;
    const PredictedFilm* predicted = m_predictor->find(m_path);
    QList<FindingRow> rows = findingRows(*one, predicted);
    const bool known = !rows.isEmpty() && (predicted != nullptr || !one->probabilities.empty());
    const QList<FilmWarning> warnings = predicted != nullptr ? predicted->warnings : QList<FilmWarning>();
    const QString asked = m_askedFor;
    m_findings->setRows(std::move(rows), {labelsShown(), answersShown(), !warnings.isEmpty()});
    m_findingPanel->setWarnings(warnings);
    m_findingPanel->choose(chosen);
    m_askedFor = asked; // the same finding again
    if (known) {
        m_wantedFinding.clear();
    }
    showHeatmap();
    showReadState();
    showHistory();
}

bool ReviewPage::labelsShown() const {
    const int row = m_cases->rowOf(m_path);
    return row < 0 || m_cases->labelsShown(row);
}

bool ReviewPage::answersShown() const {
    const int row = m_cases->rowOf(m_path);
    return row < 0 || m_cases->answersShown(row);
}

void ReviewPage::showReadState() {
    const int row = m_path.isEmpty() ? -1 : m_cases->rowOf(m_path);
    if (row < 0) {
        m_findingPanel->setReadState({});
        return;
    }
    const bool told = m_cases->blinding() != Blinding::Answers && !classes().isEmpty();
    FindingPanel::ReadState state;
    state.any = true;
    state.read = m_cases->isRead(row);
    state.said = m_cases->isSaidToBeRead(row);
    state.hidden = !labelsShown() || !answersShown();
    state.open = told ? int(m_cases->openFindings(row).size()) : -1;
    m_findingPanel->setReadState(state);
}

bool ReviewPage::isBelowThreshold() const {
    const int row = m_findings->rowOf(m_findingPanel->currentFinding());
    return row >= 0 && m_findings->at(row).probability.value_or(1) < m_findings->threshold();
}

// A map takes its full colour from its own maximum, however little that is: of a finding that does not count as found
// it is shown where the reader asks for it.
void ReviewPage::showHeatmap() {
    const PredictedFilm* predicted = m_path.isEmpty() || !answersShown() ? nullptr : m_predictor->find(m_path);
    const QString finding = m_findingPanel->currentFinding();
    std::optional<widgets::Heatmap> heatmap;
    if (predicted != nullptr) {
        for (const PredictedClass& entry : predicted->classes) {
            if (entry.name == finding && entry.heatmap.isValid()) {
                heatmap = entry.heatmap;
                heatmap->name = findingTitle(entry.name);
            }
        }
    }
    const bool heldBack = heatmap && isBelowThreshold() && m_askedFor != finding;
    m_view->setHeatmap(std::move(heatmap));
    m_view->setHeatmapVisible(m_heatmapWanted && !heldBack);
    m_heatmapNote->setVisible(m_heatmapWanted && heldBack);
    const QSignalBlocker blocker(m_heatmapButton);
    m_heatmapButton->setChecked(m_view->heatmapVisible());
}

// Of a finding below the threshold: for this finding on this image. Else in general.
void ReviewPage::toggleHeatmap() {
    const bool visible = m_view->heatmapVisible();
    if (isBelowThreshold() && m_view->hasHeatmap()) {
        m_askedFor = visible ? QString() : m_findingPanel->currentFinding();
        m_heatmapWanted = m_heatmapWanted || !visible;
    } else {
        m_heatmapWanted = !visible;
    }
    showHeatmap();
}

void ReviewPage::showTrainedOn() {
    if (m_predictor->isLoading() || !m_predictor->modelError().isEmpty() || m_predictor->classes().isEmpty()) {
        m_casePanel->setTrainedOn({}, {});
    } else if (const auto& trained = m_predictor->trainedOn()) {
        const QString films = FilmWarningWords::trainedOn(*trained);
        m_casePanel->setTrainedOn(tr("Trained on %1", "number and kind of images").arg(films),
                                  tr("An image that is unlike these gets a warning."));
    } else {
        m_casePanel->setTrainedOn(
            tr("What it was trained on is not known"),
            tr("The weights do not say it, so images that are unlike those of the training cannot be told."));
    }
}

void ReviewPage::showPredictionState() {
    if (!m_predictor->modelError().isEmpty()) {
        m_findingPanel->setNotice(tr("The model could not be loaded. %1").arg(m_predictor->modelError()), true);
    } else if (m_predictor->isLoading()) {
        m_findingPanel->setNotice(tr("Loading the model …"), false);
    } else if (!m_path.isEmpty() && !m_predictor->errorText(m_path).isEmpty()) {
        m_findingPanel->setNotice(tr("No answer for this image. %1").arg(m_predictor->errorText(m_path)), true);
    } else if (!m_path.isEmpty() && m_predictor->find(m_path) == nullptr) {
        m_findingPanel->setNotice(tr("Asking the model …"), false);
    } else {
        m_findingPanel->setNotice({}, false);
    }
}

} // namespace roentgen::app
