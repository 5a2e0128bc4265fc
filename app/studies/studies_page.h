// Studies: data sets and filters on the left, their images in the centre, the current image on the right.
#pragma once

#include "app/app_context.h"
#include "app/page.h"
#include "app/studies/source_notice.h"
#include "app/studies/study_query.h"

#include <memory>

class QSplitter;

namespace roentgen::app {

class SourceActions;
class SourcePanel;
class StudyBrowser;
class StudyCentre;
class StudyHeader;
class StudyInspector;
class StudySources;
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
    Viewer* viewer() const;
    bool isViewing() const; // the viewer covers the centre

private:
    void setupBody();
    void setupHeader();
    void setupThumbnails();
    void connectSources();
    void connectActions();
    void connectFilters();
    void connectImages();
    void openFolder(const QString& folder);
    void keepFilter(const QString& suggestedName);
    void showSource(const QString& toml);
    void showFirstSource();
    void takeTable(const QString& toml, std::shared_ptr<const StudyTable> table);
    void say(const QString& title, const QString& text, SourceNotice::Offers offers = SourceNotice::Offers::None);
    void setQuery(const StudyQuery& query);
    void showCurrent();
    void showCount();
    void setGallery(bool gallery);

    AppContext m_context;
    StudySources* m_sources;
    SourceActions* m_actions;
    ThumbnailStore* m_thumbnails;
    QString m_current; // TOML of the source that is shown
    std::shared_ptr<const StudyTable> m_table;

    StudyHeader* m_header;
    QSplitter* m_splitter;
    SourcePanel* m_panel;
    StudyCentre* m_centre;
    StudyBrowser* m_browser; // of the centre
    StudyInspector* m_inspector;
};

} // namespace roentgen::app
