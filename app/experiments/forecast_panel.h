// Right of the form: what will happen, the exact command, the TOML, and the button that starts it.
#pragma once

#include "app/experiments/forecast.h"

#include <QFrame>

#include <map>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace roentgen::app {

class ForecastPanel : public QFrame {
    Q_OBJECT
public:
    enum Fact {
        Train,
        Validation,
        Test,
        GlobalBatch,
        StepsPerEpoch,
        AllSteps,
        StartsFrom,
        Runs,
        Time,
        Disk,
        Memory,
        Placement,
        Machine,
        FactCount
    };

    explicit ForecastPanel(QWidget* parent = nullptr);

    void setFact(Fact fact, const QString& text, const QString& tip = {});
    void setFactShown(Fact fact, bool shown);
    void setLaunchText(bool sweep); // what the button starts
    QString fact(Fact fact) const;
    void setCounts(const SplitCounts& counts);
    void setCountsUnknown(const QString& why);
    void setBatches(const Experiment& experiment, std::optional<int64_t> trainImages);
    void setCommand(const QString& command);
    void setToml(const QString& toml);
    // "": it can be launched.
    void setReason(const QString& reason);
    QPushButton* launchButton() const { return m_launch; }
    QString reason() const;
    QString toml() const;

Q_SIGNALS:
    void launchRequested();

private:
    void setupFacts();
    void setupTexts();
    void setupLaunch();
    QPlainTextEdit* addText(const QString& title, const QString& copyTip, int stretch);

    QGridLayout* m_grid;
    std::map<Fact, QLabel*> m_names, m_values;
    QPlainTextEdit *m_command, *m_toml;
    QLabel* m_reason;
    QPushButton* m_launch;
};

} // namespace roentgen::app
