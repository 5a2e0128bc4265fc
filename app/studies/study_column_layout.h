// The columns of the table of images: which are shown, in which order, how wide. They follow the content until the user
// draws one's edge. GUI thread.
#pragma once

#include "app/studies/study_columns.h"
#include "app/studies/study_model.h"

#include <QHash>
#include <QObject>
#include <QSet>

class QSettings;
class QTableView;

namespace roentgen::app {

class StudyColumnLayout : public QObject {
    Q_OBJECT
public:
    // Rows to measure each column by (rowsToMeasure), made by a worker.
    using Samples = std::vector<std::vector<uint32_t>>;
    static Samples samplesOf(const StudyTable& table);

    StudyColumnLayout(QTableView* view, StudyModel* model);

    void setTable(const std::shared_ptr<const StudyTable>& table, const Samples& samples); // shows what it has
    void fit();                                                                            // into the view's width
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupHeader();
    void showMenu(const QPoint& at);
    // Without those that are empty in this data set, that the user took away, or that have no room.
    QSet<int> shownColumns() const;
    ColumnNeed needOf(int column) const;
    int titleWidth(int column) const;

    QTableView* m_view;
    StudyModel* m_model;
    std::vector<int> m_content; // pixels of each column's longest text
    QSet<int> m_empty;          // columns that say nothing of any image
    QSet<int> m_saysLittle;     // or little, as the samples tell
    QHash<int, int> m_own;      // widths that the user chose
    QSet<int> m_unwanted;       // columns that the user took away
    bool m_scrolls = false;     // the user wants all of them, whatever the width
    bool m_fitting = false;     // sizes are being set from here
};

} // namespace roentgen::app
