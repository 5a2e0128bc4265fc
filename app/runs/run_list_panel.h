// Left of the charts: the runs of the workspace as a table, with a filter above it. As many columns are shown as the
// width holds, the most telling first; those that the user chose or put away stay so. GUI thread.
#pragma once

#include "app/runs/run_list_model.h"

#include <QFrame>

#include <map>
#include <vector>

class QLineEdit;
class QTableView;

namespace roentgen::app {

class RunListPanel : public QFrame {
    Q_OBJECT
public:
    RunListPanel(RunListModel* model, QWidget* parent);

    // The runs that are highlighted, those that were longer so first. It is what charts show and actions act on.
    const QStringList& selected() const { return m_selected; }
    void select(const QStringList& runIds); // of those that the filter does not hide
    void ensureSelection();                 // the first that is shown, where none is selected
    bool shows(const QString& runId) const;
    void clearFilter(); // the words, not showOnly()
    void takeFocus();
    void showOnly(const std::optional<QSet<QString>>& ids); // these runs; nothing: all
    void saveColumns() const;
    void setTop(QWidget* widget);                                 // above the filter
    void setColumnShown(RunListModel::Column column, bool shown); // from now on, whatever the width

Q_SIGNALS:
    void selectionChanged(const QStringList& runIds);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupSearch();
    void setupTable();
    void setupColumns();
    void restoreColumns();
    void columnsCame(int first, int last);
    void columnsWent();
    void takeSelection();
    void askForColumns(const QPoint& position);
    void fitColumns();
    void copyRows();

    RunListModel* m_model;
    RunFilterModel* m_filter;
    QLineEdit* m_search;
    QTableView* m_table;
    std::vector<int> m_widths;              // also of hidden columns
    std::map<int, bool> m_wanted;           // column → shown, as the user said; not of varied keys
    int m_sortedBy = RunListModel::Started; // as the user chose last; not by a varied key, which goes with its sweep
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    QStringList m_selected;
};

} // namespace roentgen::app
