// What the selected runs differ in, as a table: a column a run, a row for how it went and for every key of the
// experiment that is not the same in all of them. GUI thread.
#pragma once

#include "app/runs/run_follower.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace roentgen::app {

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
    void addRows(const QString& heading, const QVector<RunDifference>& rows);
    void copyAll() const;

    QVector<RunDetail> m_runs;
    QLabel* m_title;
    QLabel* m_caption;
    QTreeWidget* m_table;
};

} // namespace roentgen::app
