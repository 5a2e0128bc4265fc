#include "app/viewer/viewer_tools.h"

#include "widgets/image_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHash>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

namespace roentgen::app {

using Command = ViewerCommand;

std::optional<ViewerCommand> viewerCommandOf(int key) {
    static const QHash<int, Command> commands = {
        {Qt::Key_Left, Command::Previous}, {Qt::Key_Up, Command::Previous}, {Qt::Key_PageUp, Command::Previous},
        {Qt::Key_Right, Command::Next},    {Qt::Key_Down, Command::Next},   {Qt::Key_PageDown, Command::Next},
        {Qt::Key_Home, Command::First},    {Qt::Key_End, Command::Last},    {Qt::Key_T, Command::Tools},
        {Qt::Key_C, Command::Cine},        {Qt::Key_S, Command::Beside},    {Qt::Key_M, Command::BackToBack},
        {Qt::Key_Escape, Command::Back},
    };
    const auto found = commands.constFind(key);
    return found == commands.constEnd() ? std::nullopt : std::optional(*found);
}

ViewerTools::ViewerTools(QWidget* parent)
    : QToolBar(parent) {
    setObjectName(QStringLiteral("viewerTools"));
    setIconSize({20, 20});
    setMovable(false);
    add(Command::Close, QStringLiteral("cancel"), tr("Close"), tr("Esc"));
    m_previous = add(Command::Previous, QStringLiteral("previous"), tr("Previous image"), QStringLiteral("←"));
    m_next = add(Command::Next, QStringLiteral("next"), tr("Next image"), QStringLiteral("→"));
    m_position = new QLabel;
    m_position->setProperty("role", QStringLiteral("secondary"));
    m_position->setContentsMargins(8, 0, 8, 0);
    addWidget(m_position);
    addSeparator();
    addPresets();
    m_invert = addCheckable(Command::Invert, QStringLiteral("invert"), tr("Invert"), QStringLiteral("I"));
    addSeparator();
    add(Command::Fit, QStringLiteral("fit"), tr("Whole image"), tr("double click"));
    add(Command::ActualSize, QStringLiteral("actual_size"), tr("One image pixel on one screen pixel"),
        tr("double click"));
    add(Command::TurnLeft, QStringLiteral("turn_left"), tr("Turn left"), QStringLiteral("L"));
    add(Command::TurnRight, QStringLiteral("turn_right"), tr("Turn right"), QStringLiteral("R"));
    add(Command::Mirror, QStringLiteral("mirror"), tr("Mirror"), QStringLiteral("H"));
    addSeparator();
    m_boxes = addCheckable(Command::Boxes, QStringLiteral("boxes"), tr("Boxes"), QStringLiteral("B"));
    m_beside = addCheckable(Command::Beside, QStringLiteral("beside"), tr("Next image beside"), QStringLiteral("S"));
    m_backToBack = addCheckable(Command::BackToBack, QStringLiteral("back_to_back"), tr("Chest walls back to back"),
                                QStringLiteral("M"));
    addSeparator();
    add(Command::Reset, QStringLiteral("view_reset"), tr("Reset"), tr("Space"));
    add(Command::FullScreen, QStringLiteral("full_screen"), tr("Full screen"), QStringLiteral("F"));
    add(Command::KeyHelp, QStringLiteral("keys"), tr("Keys and mouse"), QStringLiteral("?"));
    // What a narrow view has no room for.
    if (auto* more = findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"))) {
        more->setIcon(widgets::icon(QStringLiteral("more")));
        more->setToolTip(tr("More tools"));
        more->setAccessibleName(tr("More tools"));
    }
}

QAction* ViewerTools::add(ViewerCommand command, const QString& icon, const QString& text, const QString& key) {
    auto* action = new QAction(widgets::icon(icon), text, this);
    action->setToolTip(tr("%1 (%2)", "tool and its key").arg(text, key));
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT chosen(command); });
    addAction(action);
    return action;
}

QAction* ViewerTools::addCheckable(ViewerCommand command, const QString& icon, const QString& text,
                                   const QString& key) {
    QAction* action = add(command, icon, text, key);
    action->setCheckable(true);
    return action;
}

void ViewerTools::addPresets() {
    m_presets = new QComboBox;
    m_presets->setAccessibleName(tr("Window preset"));
    m_presets->setToolTip(tr("Window preset (1 … 9)"));
    m_presets->setPlaceholderText(tr("Window"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setMinimumContentsLength(9);
    connect(m_presets, &QComboBox::activated, this, [this](int index) { Q_EMIT presetChosen(index + 1); });
    addWidget(m_presets);
}

void ViewerTools::showState(const State& state, const widgets::ImageView& active) {
    const bool any = state.index >= 0, isLast = state.index + 1 >= state.count;
    const QLocale locale;
    m_position->setText(any ? tr("%1 of %2").arg(locale.toString(state.index + 1), locale.toString(state.count))
                            : QString());
    m_previous->setEnabled(state.index > 0);
    m_next->setEnabled(any && !isLast);
    m_beside->setEnabled(state.isBeside || !isLast);
    m_beside->setChecked(state.isBeside);
    m_backToBack->setEnabled(state.isBeside);
    m_backToBack->setChecked(state.isBeside && state.hanging == Hanging::BackToBack);
    m_invert->setChecked(active.window().inverted);
    m_boxes->setChecked(active.boxesVisible());
    showPresets(active);
}

void ViewerTools::showPresets(const widgets::ImageView& active) {
    const QSignalBlocker blocker(m_presets);
    QStringList names;
    int current = -1;
    if (const auto film = active.film()) {
        const auto& presets = film->presets();
        for (size_t i = 0; i < presets.size(); ++i) {
            names << tr("%1  %2", "number and name of a window preset").arg(i + 1).arg(presets[i].name);
            const widgets::WindowSetting window = active.window();
            if (current < 0 && presets[i].center == window.center && presets[i].width == window.width) {
                current = int(i);
            }
        }
    }
    QStringList present;
    for (int i = 0; i < m_presets->count(); ++i) {
        present << m_presets->itemText(i);
    }
    if (names != present) {
        m_presets->clear();
        m_presets->addItems(names);
    }
    m_presets->setCurrentIndex(current);
    m_presets->setEnabled(!names.isEmpty());
}

} // namespace roentgen::app
