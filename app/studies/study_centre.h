// The middle of Studies: the images of a data set in the browser, one or two of them in the viewer, or what there is
// to say instead. GUI thread.
#pragma once

#include "app/app_context.h"
#include "app/studies/source_notice.h"
#include "app/studies/study_table.h"

#include <QStackedWidget>

namespace roentgen::app {

class StudyBrowser;
class Viewer;

class StudyCentre : public QStackedWidget {
    Q_OBJECT
public:
    explicit StudyCentre(const AppContext& context, QWidget* parent = nullptr);

    StudyBrowser* browser() const { return m_browser; }
    Viewer* viewer() const { return m_viewer; }
    SourceNotice* notice() const { return m_notice; }
    bool isViewing() const; // the viewer covers the rest

    void showTable(std::shared_ptr<const StudyTable> table); // in the browser
    void say(const QString& title, const QString& text, SourceNotice::Offers offers);
    void view(const QString& path);           // with its neighbours; of no row: by itself
    void viewWhenListed(const QString& path); // as soon as the rows that are on their way are there
    void viewBeside();                        // the two that are selected
    void leaveViewer();

private:
    void setupViewer();
    void setupMenus();
    void viewRow(int row);
    void viewWanted();
    void showMenu(QWidget* view, const QPoint& at);

    StudyBrowser* m_browser;
    Viewer* m_viewer;
    SourceNotice* m_notice;
    QString m_wanted; // an image to open once the rows are there
};

} // namespace roentgen::app
