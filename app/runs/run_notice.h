// The line above the charts that says what is wrong with a run, or what it waits for, and what to do. Hidden where
// there is nothing to say. GUI thread.
#pragma once

#include "engine/protocol/run_state.h"

#include <QLabel>

namespace roentgen::app {

class RunNotice : public QLabel {
    Q_OBJECT
public:
    explicit RunNotice(QWidget* parent = nullptr);

    void showFor(const RunSummary& summary);

private:
    QString textFor(const RunSummary& summary) const;
    QString failedText(const RunSummary& summary) const;
    QString lostText(const RunSummary& summary) const;
    QString stoppedText(const RunSummary& summary) const;
    QString resumeText(const RunSummary& summary) const;
    QString queueText(const RunSummary& summary) const;
    QString reasonText(const std::string& reason) const; // Slurm's code in words, with the code
};

} // namespace roentgen::app
