// Review: step through images with what a model says of them, beside the truth, and say what one thinks.
#pragma once

#include "app/app_context.h"
#include "app/page.h"
#include "app/review/case_reading.h"
#include "app/review/review_choice.h"

#include "widgets/image_view.h"

class QSplitter;
class QStackedWidget;

namespace roentgen::app {

class CaseFilm;
class CaseListPanel;
class HeatmapStrip;

class ReviewPage : public Page {
    Q_OBJECT
public:
    explicit ReviewPage(const AppContext& context, QWidget* parent = nullptr);
    ~ReviewPage() override;

    void activated() override;
    bool isSettled() const override;
    bool isFetching() const;                 // also the neighbours
    void open(const QString& what) override; // a run's id, or a weights file

    void chooseModel(const QString& id);
    QString modelId() const { return m_choice->model().id; }
    CaseListPanel* cases() const { return m_casePanel; }
    FindingPanel* findings() const { return m_reading->panel(); }
    widgets::ImageView* view() const { return m_view; }
    void setBlinding(Blinding blinding);
    Status exportVerdicts(const QString& file) const;

private:
    void setupPanels();
    void setupKeys();
    void connectPanels();
    void connectParts();
    void restorePlace();
    void keepSettings() const;
    void keepPlace(const QString& finding) const;
    void setPanelsVisible(bool visible);

    void listModels();
    void chooseWeightsFile();
    void takeModel();
    void takeImages();
    void takeList(const std::shared_ptr<ReviewList>& list);
    void showTrainedOn();
    void showCase(const QString& path);
    QStringList pathsAround() const;
    void wantAround();
    void askForExport();

    AppContext m_context;
    CaseModel* m_cases;
    ReadingStore* m_store;
    ReviewLoader* m_loader;
    PredictorClient* m_predictor;
    ReviewChoice* m_choice;
    CaseReading* m_reading;
    widgets::ImageView* m_view;
    CaseFilm* m_film;
    QString m_wantedPath; // to go to when its list is there

    QStackedWidget* m_stack = nullptr; // the note that there is no model, or the work
    QSplitter* m_splitter = nullptr;
    CaseListPanel* m_casePanel = nullptr;
    HeatmapStrip* m_strip = nullptr;
};

} // namespace roentgen::app
