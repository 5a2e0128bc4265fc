// The middle of the Experiments page: the heading, and under it the set-up (form and preview) or the scaling plan.
// GUI thread.
#pragma once

#include "app/app_context.h"

#include <QWidget>

class QLineEdit;
class QTabBar;

namespace roentgen::app {

class AugmentationPreview;
class ExperimentForm;
class ExperimentHeading;
class ScalingPanel;

class ExperimentCentre : public QWidget {
    Q_OBJECT
public:
    enum View { SetUp, Scaling };

    explicit ExperimentCentre(const AppContext& context, QWidget* parent = nullptr);

    ExperimentHeading* heading() const { return m_heading; }
    ExperimentForm* form() const { return m_form; }
    AugmentationPreview* preview() const { return m_preview; }
    ScalingPanel* scaling() const { return m_scaling; }

    void setBroken(bool broken); // the file cannot be read: the heading alone is shown
    void showView(View view);
    View view() const;
    QLineEdit* search() const { return m_search; } // of the form's keys

private:
    void setupSearch();
    void arrange();

    ExperimentHeading* m_heading;
    QTabBar* m_tabs;
    QLineEdit* m_search;
    ExperimentForm* m_form;
    AugmentationPreview* m_preview;
    ScalingPanel* m_scaling;
    bool m_broken = false, m_augmentation = false;
};

} // namespace roentgen::app
