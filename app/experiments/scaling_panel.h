// What more hosts would bring to the shown experiment: measured on this machine, predicted for hosts and a link that
// the user types, with charts. GUI thread.
#pragma once

#include "app/experiments/scaling_planner.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace roentgen::widgets {
class LineChart;
}

namespace roentgen::app {

class ScalingFields;

class ScalingPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScalingPanel(const AppContext& context, QWidget* parent = nullptr);

    // name: "" for a preset, which is not planned. reason: why it cannot be measured; "": it can.
    void setExperiment(const QString& name, const QString& file, const Experiment& experiment, const QString& reason);
    void renamed(const QString& name, const QString& newName); // its measurement goes with it
    void measure();                                            // the shown experiment, as it is on the disk
    bool isSettled() const;

    ScalingFields* fields() const { return m_fields; }
    QPushButton* measureButton() const { return m_measure; }
    QString state() const;   // when and how it was measured
    QString warning() const; // "": what is shown is what the experiment is
    widgets::LineChart* speedChart() const { return m_speed; }
    widgets::LineChart* efficiencyChart() const { return m_efficiency; }

Q_SIGNALS:
    void measureRequested(); // the experiment is to be on the disk; then measure()

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setupMeasuring();
    void setupCharts();
    void buttonClicked();
    void reread();
    void refresh();
    void showState();
    void showWarning();
    void showRows(const QList<ScalingRow>& rows);
    QString measuredText() const;

    ScalingStore m_store;
    ScalingPlanner* m_planner;
    QTimer m_predictTimer;
    QString m_name, m_file, m_reason, m_failure;
    Experiment m_experiment;
    std::optional<ScalingRecord> m_record;
    bool m_pending = false; // a prediction is owed as soon as the panel is seen

    QLabel *m_state, *m_warning, *m_note;
    QProgressBar* m_progress;
    QPushButton* m_measure;
    ScalingFields* m_fields;
    widgets::LineChart *m_speed, *m_efficiency;
};

} // namespace roentgen::app
