#include "app/rail.h"

#include "widgets/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeySequence>
#include <QLabel>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

Rail::Rail(QWidget* parent)
    : QFrame(parent)
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
    , m_group(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(64);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    auto* mark = new QLabel(this);
    const auto draw = [mark] {
        mark->setPixmap(widgets::icon(QStringLiteral("roentgen"), widgets::Role::Accent).pixmap(QSize(24, 24)));
    };
    draw();
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, mark, draw);
    mark->setFixedHeight(48);
    mark->setAlignment(Qt::AlignCenter);
    mark->setAccessibleName(QStringLiteral("Roentgen"));
    layout->addWidget(mark);
    m_top->setSpacing(4);
    layout->addLayout(m_top);
    layout->addStretch();
    layout->addLayout(m_bottom);
    connect(m_group, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton* button) { Q_EMIT chosen(button->objectName()); });
}

void Rail::addButton(const QString& id, const QString& iconName, const QString& label, bool atBottom) {
    auto* button = new QToolButton(this);
    button->setObjectName(id);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setText(label);
    button->setIcon(widgets::icon(iconName));
    button->setIconSize(QSize(20, 20));
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setFixedSize(63, 56);
    button->setAccessibleName(label);
    const QKeySequence keys =
        atBottom ? QKeySequence(Qt::CTRL | Qt::Key_Comma) : QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + m_shortcuts++));
    button->setToolTip(QStringLiteral("%1 (%2)").arg(label, keys.toString(QKeySequence::NativeText)));
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WindowShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, id] { Q_EMIT chosen(id); });
    m_group->addButton(button);
    (atBottom ? m_bottom : m_top)->addWidget(button);
}

void Rail::setCurrent(const QString& id) {
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        button->setChecked(button->objectName() == id);
    }
}

} // namespace roentgen::app
