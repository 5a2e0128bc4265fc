// Review: step through images with what a model says of them, beside the truth, and say what one thinks.
#pragma once

#include "app/app_context.h"
#include "app/film_loader.h"
#include "app/page.h"
#include "app/review/case_model.h"
#include "app/review/finding_model.h"
#include "app/review/predictor_client.h"
#include "app/review/reading_store.h"
#include "app/review/review_sources.h"

#include "widgets/image_view.h"

class QComboBox;
class QLabel;
class QSlider;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace roentgen::app {

class CaseListPanel;
class FindingPanel;

class ReviewPage : public Page {
    Q_OBJECT
public:
    explicit ReviewPage(const AppContext& context, QWidget* parent = nullptr);
    ~ReviewPage() override;

    void activated() override;
    bool isSettled() const override;
    bool isFetching() const { return m_films->isBusy() || m_predictor->isBusy(); } // also the neighbours
    void open(const QString& what) override;                                       // a run's id, or a weights file

    void chooseModel(const QString& id);
    QString modelId() const { return m_model.id; }
    CaseListPanel* cases() const { return m_casePanel; }
    FindingPanel* findings() const { return m_findingPanel; }
    widgets::ImageView* view() const { return m_view; }
    void setBlinding(Blinding blinding);
    Status exportVerdicts(const QString& file) const;

protected:
    bool event(QEvent* event) override; // keys go to what has the focus first

private:
    void setupPanels();
    void setupEmpty();
    QWidget* makeStrip();
    void setupKeys();
    void connectParts();
    void addKey(const QKeySequence& key, const std::function<void()>& act);

    void refreshModels();
    void setModel(const ReviewModel& model);
    void setImages(const ReviewImages& images);
    void takeList(const std::shared_ptr<ReviewList>& list);
    void chooseWeightsFile();

    void showCase(const QString& path);
    void showFilm();
    void showBoxes();
    QList<FindingRow> findingRows(const ReviewCase& one, const PredictedFilm* predicted) const;
    void showFindings();
    void showHeatmap();
    void showPredictionState();
    void wantAround();
    void refreshReadings(const QString& image);
    void showOthersReadings(const QList<ReadingAct>& acts);
    void showHistory();
    void takeActs();
    bool showUnhidden();
    void showReadings(const QList<Reading>& readings);
    void showReadState();
    void showTrainedOn();
    void giveVerdict(const QString& finding, Verdict verdict);
    void sayRead();
    void askForExport();
    void restorePlace();
    void keepPlace() const;
    void toggleHeatmap();
    bool isBelowThreshold() const; // of the chosen finding on this image
    bool answersShown() const;
    bool labelsShown() const;
    void setOpacity(double opacity);
    void setPanelsVisible(bool visible);
    const ReviewCase* currentCase() const;
    QStringList classes() const;

    AppContext m_context;
    CaseModel* m_cases;
    FindingModel* m_findings;
    ReadingStore* m_store;
    ReviewLoader* m_loader;
    FilmLoader* m_films;
    PredictorClient* m_predictor;

    QList<ReviewModel> m_models;
    ReviewModel m_model;
    QList<ReviewImages> m_imageSets;
    ReviewImages m_images; // of them, the one that is gone through
    QString m_path;        // of the case that is shown
    QString m_wantedPath;  // to go to when its list is there
    QString m_wantedFinding;
    QString m_reader;                  // whose acts show what is hidden
    QString m_keptModel, m_keptImages; // of the last sitting
    bool m_filmShown = false;
    bool m_heatmapWanted = true; // in general
    QString m_askedFor;          // the finding below the threshold whose heatmap the reader asked for, on this image

    QStackedWidget* m_stack = nullptr; // empty page, or the work
    QSplitter* m_splitter = nullptr;
    CaseListPanel* m_casePanel = nullptr;
    FindingPanel* m_findingPanel = nullptr;
    widgets::ImageView* m_view = nullptr;
    QToolButton *m_previous = nullptr, *m_next = nullptr, *m_heatmapButton = nullptr;
    QSlider* m_opacity = nullptr;
    QLabel *m_opacityText = nullptr, *m_heatmapNote = nullptr;
    QComboBox* m_colorMap = nullptr;
    QWidget* m_strip = nullptr;
};

} // namespace roentgen::app
