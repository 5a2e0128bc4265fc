// The left side of Studies: the data sets, and below them what their images can be filtered by, with counts.
#pragma once

#include "app/studies/saved_filters.h"
#include "app/studies/study_facets.h"
#include "app/studies/study_sources.h"

#include <QWidget>

#include <optional>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace roentgen::app {

class SourcePanel : public QWidget {
    Q_OBJECT
public:
    explicit SourcePanel(StudySources* sources, QWidget* parent = nullptr);

    void setCurrentSource(const QString& toml);
    void setTable(std::shared_ptr<const StudyTable> table); // counts follow; nullptr: none
    void setChosen(const StudyQuery& query);                // marks its filters; the counts follow
    void countAgain();                                      // also what is kept: after a filter was kept or removed
    bool isCounting() const { return m_counting; }

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void sourceChosen(const QString& toml);
    void chosenChanged(roentgen::app::Facet facet, const QStringList& values);
    void savedFilterChosen(const roentgen::app::StudyQuery& query);
    void addFolderRequested();
    void phantomsRequested();
    void removeRequested(const QString& toml);
    void renameRequested(const QString& toml);
    void layoutRequested(const QString& toml);

private:
    void setupSources();
    void setupFacets();
    void showSources();
    void showSourceMenu(const QPoint& at);
    struct Counts {
        std::vector<std::vector<FacetCount>> facets;
        std::vector<int> saved; // of m_saved
    };
    void count(); // what is kept only where that is not known
    void showCounts(const Counts& counts);
    bool updateCounts(const Counts& counts); // false: the values are others than those in the list
    void shareHeight();                      // between data sets and filters, as each needs it
    void addTitle(const QString& text);
    void showFilterMenu(const QPoint& at);
    void emitChosen();

    StudySources* m_sources;
    QTreeWidget* m_sourceList;
    QTreeWidget* m_facetList;
    QLabel* m_facetTitle = nullptr;
    QString m_current;
    StudyQuery m_query;
    QList<SavedFilter> m_saved;
    std::optional<std::vector<int>> m_savedCounts; // they do not depend on the query
    std::shared_ptr<const StudyTable> m_table;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the counting under way
    bool m_counting = false;
    bool m_marking = false; // the selection is being set from the query
};

QString facetTitle(Facet facet);
QString facetValueText(Facet facet, const QString& value); // "not known" for ""

} // namespace roentgen::app
