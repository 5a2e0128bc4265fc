// Looks at images one after the other, or two beside each other; covers the page that opened it.
#pragma once

#include "app/app_context.h"
#include "app/viewer/pane_row.h"
#include "app/viewer/viewer_tools.h"

#include <QTimer>

namespace roentgen::app {

class Viewer : public QWidget {
    Q_OBJECT
public:
    explicit Viewer(const AppContext& context, QWidget* parent = nullptr);
    ~Viewer() override;

    void setDescribe(PaneRow::Describe describe);
    // The data set's classes, in order: they choose the colours of the boxes.
    void setClasses(const QStringList& classes);

    void open(const QStringList& paths, int index = 0);
    // Right and left breast of one view hang back to back, anything else side by side.
    void openBeside(const QString& left, const QString& right);
    void clear(); // forgets its images

    QString currentPath() const; // of the left or only image; "" where nothing is open
    int currentIndex() const { return m_index; }
    bool isBeside() const { return m_panes->isBeside(); }
    Hanging hanging() const { return m_panes->hanging(); }
    widgets::ImageView* view(int pane = 0) const { return m_panes->view(pane); }
    bool isSettled() const { return m_panes->isSettled(); } // every pane shows its image or an error
    bool isFetching() const { return m_loader->isBusy(); }  // also the neighbours

    void showNext(int distance); // ±1: following, previous; stops at the ends
    void setBeside(bool beside); // with the following image
    void setCine(bool running);  // plays the frames of a stack, round and round
    bool isCine() const { return m_cine.isActive(); }
    void setFullScreen(bool fullScreen);

Q_SIGNALS:
    void closed(); // Esc: the page takes its place again
    void currentChanged(const QString& path);
    void frameChanged(int frame);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupTools();
    void setupPanes();
    void carryOut(ViewerCommand command);
    void showCurrent(bool beside, Hanging hanging);
    void wantFilms(const QList<FilmKey>& films);
    void showFrame(int pane, int frame);
    void showNextFrame();
    void updateTools();

    FilmLoader* m_loader;
    QStringList m_paths;
    int m_index = -1;
    QString m_besidePath; // of the second pane; "": the following image
    QTimer m_cine;
    QWidget* m_content;              // moves to a window of its own in full screen
    QWidget* m_fullScreen = nullptr; // that window
    ViewerTools* m_tools;
    PaneRow* m_panes;
};

} // namespace roentgen::app
