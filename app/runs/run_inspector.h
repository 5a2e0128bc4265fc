// Right of the charts: where the selected run ran, its parameters, the end of its log; of several runs what differs.
#pragma once

#include "app/runs/run_follower.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeWidget;

namespace roentgen::app {

class RunComparison;

class RunInspector : public QFrame {
    Q_OBJECT
public:
    explicit RunInspector(QWidget* parent = nullptr);
    void show(const QVector<RunDetail>& runs);

private:
    void setupFacts();
    void setupParameters();
    void setupLog();
    void clear();
    void showOne(const RunDetail& detail);
    void showFacts(const RunDetail& detail);
    void showParameters(const Experiment& experiment);
    void showLog(const QString& text);

    QVector<RunDetail> m_runs;
    QString m_parametersOf; // the run whose parameters are shown
    QStackedWidget* m_pages;
    RunComparison* m_comparison;
    QWidget* m_one;
    QLabel* m_name;
    QGridLayout* m_facts;
    QTreeWidget* m_parameters;
    QPlainTextEdit* m_log;
};

} // namespace roentgen::app
