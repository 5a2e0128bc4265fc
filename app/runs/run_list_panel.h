// Left of the charts: the runs of the workspace as a table, with a filter above it. As many columns are shown as the
// width holds, the most telling first; those that the user chose or put away stay so. GUI thread.
#pragma once

#include "app/runs/run_list_model.h"

#include <QFrame>

#include <array>
#include <map>

class QLineEdit;
class QTableView;

namespace roentgen::app {

class RunListPanel : public QFrame {
    Q_OBJECT
public:
    RunListPanel(RunListModel* model, QWidget* parent);
    ~RunListPanel() override;

    void select(const QString& runId); // does nothing where the filter hides it
    void takeFocus();
    void showOnly(const std::optional<QSet<QString>>& ids);       // these runs; nothing: all
    void setTop(QWidget* widget);                                 // above the filter
    void setColumnShown(RunListModel::Column column, bool shown); // from now on, whatever the width

Q_SIGNALS:
    void chosen(const QString& runId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupSearch();
    void setupTable();
    void setupColumns();
    void askForColumns(const QPoint& position);
    void fitColumns();
    void copyRows();

    RunListModel* m_model;
    RunFilterModel* m_filter;
    QLineEdit* m_search;
    QTableView* m_table;
    std::array<int, RunListModel::ColumnCount> m_widths{}; // also of hidden columns
    std::map<int, bool> m_wanted;                          // column → shown, as the user said
};

} // namespace roentgen::app
