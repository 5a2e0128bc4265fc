// Looks at images one after the other, or two beside each other; covers the page that opened it.
#pragma once

#include "app/app_context.h"
#include "app/film_loader.h"

#include "engine/protocol/study_index.h"
#include "widgets/image_view.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <array>
#include <functional>

class QAction;
class QBoxLayout;
class QComboBox;
class QLabel;
class QToolBar;

namespace roentgen::app {

// How two images stand beside each other.
enum class Hanging {
    SideBySide, // as they are
    BackToBack, // mammograms: chest walls meet in the middle, the left one mirrored where it must be, right breast left
};

class Viewer : public QWidget {
    Q_OBJECT
public:
    explicit Viewer(const AppContext& context, QWidget* parent = nullptr);
    ~Viewer() override;

    // What is known of an image beyond its file: patient, view, labels, boxes. Asked for as images come up. May be
    // empty.
    using Describe = std::function<StudyImage(const QString& path)>;
    void setDescribe(Describe describe);
    // The data set's classes, in order: they choose the colours of the boxes.
    void setClasses(const QStringList& classes);

    void open(const QStringList& paths, int index = 0);
    // Right and left breast of one view hang back to back, anything else side by side.
    void openBeside(const QString& left, const QString& right);
    void clear(); // forgets its images

    QString currentPath() const; // of the left or only image; "" where nothing is open
    int currentIndex() const { return m_index; }
    bool isBeside() const { return m_beside; }
    Hanging hanging() const { return m_hanging; }
    widgets::ImageView* view(int pane = 0) const { return m_panes[size_t(pane)].view; }
    bool isSettled() const;                                // every pane shows its image or an error
    bool isFetching() const { return m_loader->isBusy(); } // also the neighbours

    void showNext(int distance); // ±1: following, previous; stops at the ends
    void setBeside(bool beside); // with the following image
    void setHanging(Hanging hanging);
    void setToolsVisible(bool visible);
    void setCine(bool running); // plays the frames of a stack, round and round
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
    struct Pane {
        widgets::ImageView* view = nullptr;
        FilmKey key;
        bool shown = false; // the film of `key`
        QString filmPath;   // of the film that the view holds
        int padding = 0;    // film columns beyond its chest wall
    };
    void setupPanes();
    void setupTools();
    QAction* addTool(const QString& icon, const QString& text, const QString& key, std::function<void()> act);
    void showCurrent();
    void wantFilms();
    void showFrame(int pane, int frame);
    void showNextFrame();
    void fillPane(Pane& pane);
    void describePane(Pane& pane, const FilmHeader& header);
    void hang();
    void matchScales();
    void alignOther(int from);
    void link(int from, bool window, bool transform);
    void updateTools();
    widgets::ImageView* activeView() const;
    StudyImage describe(const QString& path) const;

    AppContext m_context;
    FilmLoader* m_loader;
    Describe m_describe;
    QStringList m_classes;
    QStringList m_paths;
    int m_index = -1;
    QString m_besidePath; // of the second pane; "": none
    bool m_beside = false;
    Hanging m_hanging = Hanging::SideBySide;
    std::array<Pane, 2> m_panes;
    int m_active = 0;
    QTimer m_cine;

    QBoxLayout* m_paneLayout = nullptr;
    QWidget* m_content = nullptr; // moves to a window of its own in full screen
    QWidget* m_fullScreen = nullptr;
    QToolBar* m_tools = nullptr;
    QLabel* m_position = nullptr;
    QComboBox* m_presets = nullptr;
    QAction* m_previousAction = nullptr;
    QAction* m_nextAction = nullptr;
    QAction* m_besideAction = nullptr;
    QAction* m_hangingAction = nullptr;
    QAction* m_invertAction = nullptr;
    QAction* m_boxesAction = nullptr;
};

} // namespace roentgen::app
