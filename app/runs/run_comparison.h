// What the selected runs differ in, as a table: a column a run, a row for how it went and for every key of the
// experiment that is not the same in all of them. GUI thread.
#pragma once

#include "app/runs/run_follower.h"
#include "engine/protocol/experiment_keys.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace roentgen::app {

QString keyValueText(const ExperimentKey& key, const Experiment& experiment); // with its unit; "–" where there is none

struct RunDifference {
    QString name, tip;  // tip: the key's path
    QStringList values; // of the runs, in their order
};

class RunComparison : public QWidget {
    Q_OBJECT
public:
    explicit RunComparison(QWidget* parent = nullptr);
    void show(const QVector<RunDetail>& runs);

    static QVector<RunDifference> outcomesOf(const QVector<RunDetail>& runs); // equal ones, too
    static QVector<RunDifference> differencesOf(const QVector<RunDetail>& runs);

private:
    struct Line { // of the table: a heading, which has no values, or a row
        RunDifference row;
        bool isHeading = false;
    };
    void showHeader(const QVector<RunDetail>& runs);
    void showLines(const QVector<Line>& lines);
    static void setLine(QTreeWidgetItem* item, const Line& line);
    void copyAll() const;

    QVector<RunDetail> m_runs;
    QStringList m_labels; // of the columns, which keep the widths that they were given by hand
    QLabel* m_title;
    QLabel* m_caption;
    QTreeWidget* m_table;
};

} // namespace roentgen::app
