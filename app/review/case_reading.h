// The case that is read: its findings as labels, model and readers have them, and what the reader says of it.
// Fills the finding panel and hears it; tells what lies over the film.
#pragma once

#include "app/review/finding_panel.h"
#include "app/review/predictor_client.h"
#include "app/review/reading_store.h"

#include "widgets/view_overlays.h"

#include <optional>

namespace roentgen::app {

class CaseModel;

struct CaseOverlays {
    std::vector<widgets::FilmBox> boxes;
    QString finding; // that is chosen; "": none
    std::optional<widgets::Heatmap> heatmap;
    bool isBelowThreshold = false; // the finding
};

class CaseReading : public QObject {
    Q_OBJECT
public:
    // All outlive it.
    CaseReading(CaseModel* cases, ReadingStore* store, PredictorClient* predictor, QObject* parent = nullptr);

    FindingPanel* panel() const { return m_panel; } // whoever takes it owns it
    QString path() const { return m_path; }
    const ReviewCase* current() const; // nullptr: none
    QStringList classes() const;       // of the list, else of the model

    void setCase(const QString& path); // "": none
    // Chosen once the findings of a case are there; else it is the surest one.
    void wantFinding(const QString& finding) { m_wantedFinding = finding; }
    void setThreshold(double threshold);
    void refresh();       // labels, answer or what is hidden may be others
    void takeActs();      // all of them again: another list, or another source
    void refreshReader(); // it may be another one, since the settings

    void giveVerdict(Verdict verdict); // on the chosen finding
    void sayRead();

Q_SIGNALS:
    void overlaysChanged(const roentgen::app::CaseOverlays& overlays);

private:
    void connectPanel();
    void takeAnswer(const QString& path);
    void judge(const QString& finding, Verdict verdict);
    void takeThreshold(double threshold);
    void showFindings(const ReviewCase& one);
    QList<FindingRow> findingRows(const ReviewCase& one, const PredictedFilm* predicted) const;
    void refreshReadings(const QString& image);
    bool showUnhidden();
    void tellOverlays();
    void showReadState();
    void showHistory();
    void showAnswerState();
    bool labelsShown() const;
    bool answersShown() const;

    CaseModel* m_cases;
    ReadingStore* m_store;
    PredictorClient* m_predictor;
    FindingModel* m_findings;
    FindingPanel* m_panel;
    QString m_path, m_wantedFinding;
    QString m_reader; // whose acts show what is hidden
};

} // namespace roentgen::app
