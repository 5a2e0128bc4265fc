// Right of the form: what will happen, the exact command, the TOML, and the button that starts it.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/dataset_messages.h"

#include <QFrame>
#include <QStringList>

#include <map>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace roentgen::app {

struct SplitCounts {
    SplitPart train, validation, test;
    QStringList warnings; // of the data set's name and of how its patients are known
};

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

    enum class Tone { Plain, Warning };
    void setFact(Fact fact, const QString& text, const QString& tip = {}, Tone tone = Tone::Plain);
    void setFactShown(Fact fact, bool shown);
    void setLaunchText(bool sweep); // what the button starts
    QString fact(Fact fact) const;
    void setCounts(const SplitCounts& counts);
    void setCountsUnknown(const QString& why);
    void setBatches(const Experiment& experiment, std::optional<int64_t> trainImages);
    void setCommand(const QString& command);
    void setToml(const QString& toml);
    enum class Weight { Blocks, Warns };
    // "": it can be launched. What only warns can be launched nevertheless.
    void setReason(const QString& reason, Weight weight = Weight::Blocks);
    bool canLaunch() const { return m_canLaunch; }
    void setScriptShown(bool shown); // the button that opens the job script
    QToolButton* scriptButton() const { return m_script; }
    QPushButton* launchButton() const { return m_launch; }
    QString reason() const;
    QString toml() const;

Q_SIGNALS:
    void launchRequested();
    void scriptRequested();

private:
    void setupFacts();
    void setupTexts();
    void setupLaunch();
    QPlainTextEdit* addText(const QString& title, const QString& copyTip, int stretch, QWidget* action = nullptr);

    QGridLayout* m_grid;
    std::map<Fact, QLabel*> m_names, m_values;
    QPlainTextEdit *m_command, *m_toml;
    QLabel* m_reason;
    QPushButton* m_launch;
    QToolButton* m_script;
    bool m_canLaunch = false;
};

} // namespace roentgen::app
