// Studies: data sets and filters on the left, their images in the centre, the current image on the right.
#pragma once

#include "app/app_context.h"
#include "app/page.h"
#include "app/studies/study_query.h"

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace roentgen {
struct DatasetFile;
}

namespace roentgen::app {

class FilterBar;
class SourcePanel;
class StudyBrowser;
class StudyInspector;
class StudySources;
class StudyTable;
class ThumbnailStore;
class Viewer;

class StudiesPage : public Page {
    Q_OBJECT
public:
    explicit StudiesPage(const AppContext& context, QWidget* parent = nullptr);
    ~StudiesPage() override;

    QWidget* headerActions() override;
    void activated() override;
    bool isSettled() const override;
    // A folder: added where it is not a source yet, and shown. An image of a source: shown in its row.
    void open(const QString& what) override;

    StudyBrowser* browser() const { return m_browser; }
    Viewer* viewer() const { return m_viewer; }
    bool isViewing() const; // the viewer covers the centre

private:
    void setupHeader();
    void setupBody();
    void setupEmpty();
    void connectSources();
    void connectBrowser();
    void setupViewer();
    void view(int row);
    void viewBeside();
    void leaveViewer();
    void keepFilter(const QString& suggestedName);
    void showMenu(QWidget* view, const QPoint& at);
    void showSource(const QString& toml);
    void takeTable(const QString& toml, std::shared_ptr<const StudyTable> table);
    void showMessage(const QString& title, const QString& text, bool offer);
    void setQuery(const StudyQuery& query);
    void showCurrent();
    void showCount();
    void addFolder();
    void removeSource(const QString& toml);
    void renameSource(const QString& toml);
    void changeLayout(const QString& toml);
    void describe(const QString& toml, const DatasetFile& description);
    void train();
    void setGallery(bool gallery);

    AppContext m_context;
    StudySources* m_sources;
    ThumbnailStore* m_thumbnails;
    QString m_current; // TOML of the source that is shown
    std::shared_ptr<const StudyTable> m_table;

    QWidget* m_header;
    FilterBar* m_filters;
    QToolButton* m_tableButton;
    QToolButton* m_galleryButton;
    QToolButton* m_inspectorButton;
    QToolButton* m_besideButton;
    QPushButton* m_trainButton;

    QSplitter* m_splitter;
    SourcePanel* m_panel;
    QStackedWidget* m_centre; // browser, or what there is to say instead
    StudyBrowser* m_browser;
    Viewer* m_viewer;
    QString m_wantedView; // an image to open once the rows are there
    StudyInspector* m_inspector;
    QWidget* m_empty;
    QLabel* m_emptyTitle;
    QLabel* m_emptyText;
    QWidget* m_emptyActions;
};

} // namespace roentgen::app
