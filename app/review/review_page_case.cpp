// The case that Review shows: its film, its findings, its heatmap.
#include "app/review/review_page.h"

#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"

#include <QFileInfo>
#include <QLocale>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace roentgen::app {

void ReviewPage::showCase(const QString& path) {
    m_findingPanel->saveComment(); // of the case before
    m_path = path;
    m_filmShown = false;
    const QString listed = m_casePanel->filtered()->filter().finding;
    if (!listed.isEmpty()) {
        m_wantedFinding = listed;
    }
    wantAround();
    m_findings->setRows({});
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

    const QStringList names = classes();
    std::vector<widgets::FilmBox> boxes;
    for (const LabelBox& box : one->boxes) {
        const QString finding = QString::fromStdString(box.label);
        boxes.push_back({QRectF(box.x, box.y, box.width, box.height), findingTitle(finding),
                         int(std::max<qsizetype>(0, names.indexOf(finding)))});
    }
    m_view->setBoxes(std::move(boxes));
    showHeatmap();
}

void ReviewPage::showFindings() {
    const ReviewCase* one = currentCase();
    if (one == nullptr) {
        m_findings->setRows({});
        showHeatmap();
        showHistory();
        return;
    }
    const QString chosen =
        m_findingPanel->currentFinding().isEmpty() ? m_wantedFinding : m_findingPanel->currentFinding();
    const PredictedFilm* predicted = m_predictor->find(m_path);
    const QStringList names = classes();
    const QStringList labelled = m_cases->list()->labelledClasses;
    QList<FindingRow> rows;
    for (qsizetype i = 0; i < names.size(); ++i) {
        FindingRow row;
        row.name = names[i];
        row.slot = int(i);
        row.truth = one->truthOf(row.name, labelled);
        if (size_t(i) < one->probabilities.size()) {
            row.probability = double(one->probabilities[size_t(i)]);
        }
        if (predicted != nullptr) {
            for (const PredictedClass& entry : *predicted) {
                if (entry.name == row.name) {
                    row.probability = entry.probability;
                }
            }
        }
        rows << row;
    }
    m_findings->setRows(std::move(rows));
    m_findings->setReadings(m_store->readings(m_path));
    m_findingPanel->choose(chosen);
    m_wantedFinding.clear();
    showHeatmap();
    showHistory();
}

void ReviewPage::showHeatmap() {
    const PredictedFilm* predicted = m_path.isEmpty() ? nullptr : m_predictor->find(m_path);
    const QString finding = m_findingPanel->currentFinding();
    std::optional<widgets::Heatmap> heatmap;
    if (predicted != nullptr) {
        for (const PredictedClass& entry : *predicted) {
            if (entry.name == finding && entry.heatmap.isValid()) {
                heatmap = entry.heatmap;
                heatmap->name = findingTitle(entry.name);
            }
        }
    }
    m_view->setHeatmap(std::move(heatmap));
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
