// What a viewer can be told to do, and the strip of tools that tells it.
#pragma once

#include "app/viewer/hanging.h"

#include <QToolBar>

#include <optional>

class QAction;
class QComboBox;
class QLabel;

namespace roentgen::widgets {
class ImageView;
}

namespace roentgen::app {

enum class ViewerCommand {
    Close,
    Back, // from the full screen, else it closes
    Previous,
    Next,
    First,
    Last,
    Invert,
    Fit,
    ActualSize,
    TurnLeft,
    TurnRight,
    Mirror,
    Boxes,
    Beside,
    BackToBack,
    Reset,
    FullScreen,
    KeyHelp,
    Tools,
    Cine
};

std::optional<ViewerCommand> viewerCommandOf(int key); // of those that are the viewer's, not an image's

class ViewerTools : public QToolBar {
    Q_OBJECT
public:
    explicit ViewerTools(QWidget* parent = nullptr);

    struct State {
        int index = -1, count = 0; // of images; -1: none
        bool isBeside = false;
        Hanging hanging = Hanging::SideBySide;
    };
    void showState(const State& state, const widgets::ImageView& active);

Q_SIGNALS:
    void chosen(roentgen::app::ViewerCommand command);
    void presetChosen(int number); // from 1

private:
    QAction* add(ViewerCommand command, const QString& icon, const QString& text, const QString& key);
    QAction* addCheckable(ViewerCommand command, const QString& icon, const QString& text, const QString& key);
    void addPresets();
    void showPresets(const widgets::ImageView& active);

    QLabel* m_position;
    QComboBox* m_presets;
    QAction *m_previous, *m_next, *m_invert, *m_boxes, *m_beside, *m_backToBack;
};

} // namespace roentgen::app
