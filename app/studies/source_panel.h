// The left side of Studies: the data sets, and below them what their images can be filtered by. GUI thread.
#pragma once

#include <QWidget>

namespace roentgen::app {

class CountedList;
class FacetList;
class StudySources;

class SourcePanel : public QWidget {
    Q_OBJECT
public:
    explicit SourcePanel(StudySources* sources, QWidget* parent = nullptr);
    FacetList* facets() const { return m_facets; }
    void setCurrentSource(const QString& toml);

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void sourceChosen(const QString& toml);
    void addFolderRequested();
    void phantomsRequested();
    void removeRequested(const QString& toml);
    void renameRequested(const QString& toml);
    void layoutRequested(const QString& toml);

private:
    void setupSources();
    void showSources();
    void showSourceMenu(const QPoint& at);
    void shareHeight(); // between data sets and filters, as each needs it

    StudySources* m_sources;
    CountedList* m_list; // of the data sets
    FacetList* m_facets;
    QString m_current;
    bool m_listing = false;
};

} // namespace roentgen::app
