// The left side of Review: which model, which images, the work-list with its filters and progress.
#pragma once

#include "app/review/case_model.h"
#include "app/review/review_sources.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QToolButton;

namespace roentgen::app {

class CaseListPanel : public QWidget {
    Q_OBJECT
public:
    explicit CaseListPanel(CaseModel* cases, QWidget* parent = nullptr);

    void setModels(const QList<ReviewModel>& models, const QString& currentId);
    void setImages(const QList<ReviewImages>& images, const QString& currentId);
    void setFindings(const QStringList& findings); // to filter by
    void setNotice(const QString& text);           // under the list: what is loading, failed or missing; "": nothing
    void setReadElsewhere(const QString& text);    // below it: what others read meanwhile
    void setThreshold(double threshold);
    void setTrainedOn(const QString& text, const QString& tip); // of the model; "": not known yet
    void setBlinding(Blinding blinding);

    QString currentPath() const; // "": none
    void choose(const QString& path);
    bool step(int distance); // in the filtered list; false at its ends
    QString pathAtDistance(int distance) const;
    CaseFilterModel* filtered() const { return m_filtered; }
    QListView* view() const { return m_view; }
    void focusSearch();

Q_SIGNALS:
    void modelChosen(const QString& id);
    void weightsFileRequested();
    void imagesChosen(const QString& id);
    void caseChosen(const QString& path);
    void filterChanged();
    void blindingChosen(roentgen::app::Blinding blinding);
    void exportRequested();

private:
    QComboBox* addCombo(const QString& name);
    void setupModel();
    void setupFilters();
    void setupProgress();
    void setupList();
    void applyFilter();
    void showProgress();

    CaseModel* m_cases;
    CaseFilterModel* m_filtered;
    QComboBox *m_model, *m_images, *m_blinding, *m_finding, *m_read, *m_split;
    QLineEdit* m_search;
    QListView* m_view;
    QLabel *m_trainedOn, *m_progressText, *m_notice, *m_elsewhere;
    QToolButton* m_export;
    QProgressBar* m_progress;
    double m_threshold = 0.5;
};

} // namespace roentgen::app
