// The centre of Studies: the images of one data set as a table or a gallery, filtered and sorted in a worker.
#pragma once

#include "app/studies/study_model.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace roentgen::widgets {
class ThumbnailView;
}

namespace roentgen::app {

class NothingFound;
class StudyColumnLayout;

class StudyBrowser : public QWidget {
    Q_OBJECT
public:
    explicit StudyBrowser(QWidget* parent = nullptr);
    ~StudyBrowser() override;

    StudyModel* model() const { return m_model; }
    QTableView* table() const { return m_tableView; }
    widgets::ThumbnailView* gallery() const { return m_gallery; }

    // nullptr: none. The rows follow when the query has run; the current image stays current where it is among them.
    void setTable(std::shared_ptr<const StudyTable> table);
    void setQuery(const StudyQuery& query);
    const StudyQuery& query() const { return m_query; }
    bool isBusy() const { return m_busy; }

    bool isGallery() const { return m_isGallery; }
    void setGallery(bool gallery);

    int currentRow() const; // -1: none
    QString currentPath() const;
    QStringList selectedPaths() const; // in the order of the rows
    void setCurrentRow(int row);
    bool setCurrentPath(const QString& path); // remembered where the rows are not there yet
    QStringList allPaths() const;
    void copyRows() const; // the selected ones, as TSV

    void restoreLayout();
    void saveLayout() const;

Q_SIGNALS:
    void rowsChanged(); // after a query
    void currentChanged();
    void opened(int row);
    void sortChanged(const roentgen::app::StudyQuery& query);
    void queryWanted(const roentgen::app::StudyQuery& query); // chosen where a query found nothing

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupTable();
    void setupGallery();
    void run();
    struct Found;
    static Found find(const StudyTable& table, const StudyQuery& query, const std::atomic<bool>& cancelled,
                      bool measure);
    void take(std::shared_ptr<const StudyTable> table, Found found);
    void fetchInTheBackground();
    void showView(); // table, gallery, or that nothing was found

    StudyModel* m_model;
    QStackedWidget* m_stack;
    QTableView* m_tableView;
    widgets::ThumbnailView* m_gallery;
    NothingFound* m_nothing;
    StudyColumnLayout* m_columns;
    bool m_isGallery = false;
    std::shared_ptr<const StudyTable> m_table;
    std::shared_ptr<const StudyTable> m_measured; // whose columns are laid out
    StudyQuery m_query;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the query under way
    bool m_busy = false;
    QString m_wantedPath; // to be current after the next query
};

} // namespace roentgen::app
