// Right of the charts: where the chosen run ran, its parameters, the end of its log.
#pragma once

#include "app/runs/run_follower.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QTreeWidget;

namespace roentgen::app {

class RunInspector : public QFrame {
    Q_OBJECT
public:
    explicit RunInspector(QWidget* parent = nullptr);
    void show(const RunDetail& detail);
    void clear();

private:
    void setupFacts();
    void setupParameters();
    void setupLog();
    void showFacts(const RunDetail& detail);
    void showParameters(const Experiment& experiment);
    void showLog(const QString& text);

    QString m_parametersOf; // the run whose parameters are shown
    QLabel* m_name;
    QGridLayout* m_facts;
    QTreeWidget* m_parameters;
    QPlainTextEdit* m_log;
};

} // namespace roentgen::app
