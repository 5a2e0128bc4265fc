// What the images of a data set can be filtered by, with how many of each there are: first the filters that the user
// kept, then the values of every facet. Counted in a worker. GUI thread.
#pragma once

#include "app/studies/counted_list.h"
#include "app/studies/saved_filters.h"
#include "app/studies/study_facets.h"

#include <map>
#include <optional>

namespace roentgen::app {

class FacetList : public CountedList {
    Q_OBJECT
public:
    explicit FacetList(QWidget* parent = nullptr);

    // dataset: whose kept filters are offered; its TOML. Counts follow; nullptr: none.
    void setTable(const QString& dataset, std::shared_ptr<const StudyTable> table);
    void setChosen(const StudyQuery& query); // marks its filters; the counts follow
    void countAgain();                       // also what is kept: after a filter was kept or removed
    bool isCounting() const { return m_counting; }
    int contentHeight() const; // of all rows

Q_SIGNALS:
    void chosenChanged(roentgen::app::Facet facet, const QStringList& values);
    void savedFilterChosen(const roentgen::app::StudyQuery& query);
    void relisted(); // contentHeight() may be another

private:
    struct Counts {
        std::vector<std::vector<FacetCount>> facets;
        std::vector<int> saved; // of m_saved
    };
    using Key = std::pair<int, QString>; // a facet and one of its values, or what is kept and its name
    struct Entry {
        Key key;
        QString text;
        int count = 0;
    };
    void count(); // what is kept only where that is not known
    std::vector<Entry> entriesOf(const Counts& counts) const;
    void showCounts(const Counts& counts);
    void list(const std::vector<Entry>& entries);
    void addTitle(const QString& text);
    void showMenu(const QPoint& at);
    void emitChosen();

    std::map<Key, QTreeWidgetItem*> m_items;
    QString m_dataset;
    StudyQuery m_query;
    QList<SavedFilter> m_saved;
    std::optional<std::vector<int>> m_savedCounts; // they do not depend on the query
    std::shared_ptr<const StudyTable> m_table;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the counting under way
    bool m_counting = false;
    bool m_marking = false; // the selection is being set from the query
};

} // namespace roentgen::app
