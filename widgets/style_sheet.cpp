#include "widgets/style_sheet.h"

#include "widgets/theme.h"

#include <QHash>

namespace roentgen::widgets {

namespace {

// @role is replaced by the colour of that role.
const char* const kBase = R"(
QWidget { color: @text; }
QMainWindow, QDialog { background: @window; }
QFrame[panel="true"], QWidget[panel="true"] { background: @panel; border: none; }
QLabel { background: transparent; }
QLabel[role="caption"] { color: @secondary; font-size: 11px; }
QLabel[role="secondary"] { color: @secondary; }
QLabel[role="section"] { color: @secondary; font-size: 11px; font-weight: 600; }
QLabel[role="title"] { font-size: 16px; font-weight: 600; }
QLabel[role="number"] { font-size: 22px; font-weight: 600; }
QLabel[role="good"] { color: @good; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="bad"] { color: @bad; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @faded; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
)";

const char* const kControls = R"(
QPushButton, QToolButton[button="true"] { background: @raised; border: 1px solid @line; border-radius: 6px; padding: 0 12px;
  min-height: 30px; }
QPushButton:hover, QToolButton[button="true"]:hover { background: @hover; border-color: @secondary; }
QPushButton:pressed { background: @selection; }
QPushButton[verdict="true"] { padding: 0 4px; }
QPushButton[verdict="true"]:checked { background: @selection; border-color: @accent; }
QPushButton:focus, QToolButton[button="true"]:focus { border-color: @accent; }
QPushButton:disabled, QToolButton[button="true"]:disabled { color: @faded; background: @window; }
QPushButton[primary="true"] { background: @accent; color: @onaccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accenthover; border-color: @accenthover; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @raised; color: @faded; border-color: @line; }
QPushButton[link="true"] { background: transparent; border: none; color: @accent; padding: 0; min-height: 20px; text-align: left; }
QPushButton[link="true"]:hover, QPushButton[link="true"]:focus { text-decoration: underline; }
QToolButton { background: transparent; border: none; border-radius: 6px; padding: 4px; }
QToolButton:disabled { color: @faded; }
QToolButton:hover { background: @hover; }
QToolButton:checked { background: @selection; }
QToolButton:focus { border: 1px solid @accent; padding: 3px; }
QToolButton[chip="true"] { border: 1px solid @line; border-radius: 12px; padding: 0 10px; min-height: 22px; color: @secondary; }
QToolButton[chip="true"]:hover { border-color: @secondary; color: @text; }
QToolButton[chip="true"]:focus { border-color: @accent; padding: 0 10px; }
QToolButton[chip="true"]:checked { background: @selection; border-color: @accent; color: @text; }
QToolButton[chip="true"]::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: @raised; border: 1px solid @line;
  border-radius: 6px; padding: 0 8px; selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] { border-color: @bad; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @faded; background: @window; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; min-height: 0; padding: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 18px; border: none; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(:/icons/arrow_up_@variant.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/arrow_down_@variant.svg); width: 10px; height: 10px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/arrow_down_@variant.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; outline: none; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; min-height: 24px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @secondary; border-radius: 4px; background: @raised; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @secondary; border-radius: 9px; background: @raised; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus, QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/check_@variant.svg); }
QRadioButton::indicator:checked { background: @accent; border: 4px solid @raised; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { background: @text; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

const char* const kViews = R"(
QAbstractScrollArea { background: @panel; border: none; }
QPlainTextEdit, QTextEdit { background: @raised; border: 1px solid @line; border-radius: 6px; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: @accent; }
QAbstractScrollArea::corner { background: @panel; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractItemView { background: @panel; alternate-background-color: @panel; border: none; outline: none;
  selection-background-color: @selection; selection-color: @text; }
QTableView { gridline-color: transparent; }
QTableView::item, QTreeView::item { padding: 0 8px; border: none; }
QListView::item { padding: 0 8px; border-radius: 6px; border: none; }
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @secondary; border: none; border-bottom: 1px solid @line; padding: 0 11px;
  font-size: 11px; font-weight: 600; min-height: 28px; }
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow { image: url(:/icons/arrow_up_@variant.svg); width: 8px; height: 8px; subcontrol-position: center right;
  right: 6px; }
QHeaderView::down-arrow { image: url(:/icons/arrow_down_@variant.svg); width: 8px; height: 8px; subcontrol-position: center right;
  right: 6px; }
QTableCornerButton::section { background: @panel; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar::tab { background: transparent; color: @secondary; padding: 8px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
)";

const char* const kShell = R"(
#rail { background: @panel; border-right: 1px solid @line; }
#rail QToolButton { border-radius: 0; border: none; border-left: 2px solid transparent; padding: 8px 0 6px 0; color: @secondary;
  font-size: 10px; }
#rail QToolButton:hover { background: @hover; color: @text; }
#rail QToolButton:checked { background: @window; border-left: 2px solid @accent; color: @text; }
#rail QToolButton:focus { background: @hover; color: @text; }
#header { background: @window; border-bottom: 1px solid @line; }
#jobBar { background: @panel; border-top: 1px solid @line; }
#jobBar QLabel { font-size: 11px; color: @secondary; }
)";

QColor mixed(const QColor& a, const QColor& b, float share) {
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * share, a.greenF() + (b.greenF() - a.greenF()) * share,
                            a.blueF() + (b.blueF() - a.blueF()) * share);
}

} // namespace

QString styleSheet() {
    const bool dark = Theme::instance().isDark();
    QString sheet = QLatin1String(kBase) + QLatin1String(kControls) + QLatin1String(kViews) + QLatin1String(kShell);
    // Longer names first: "@accenthover" begins with "@accent".
    const QList<std::pair<QString, QString>> values = {
        {QStringLiteral("@accenthover"), mixed(color(Role::Accent), color(Role::Text), 0.15f).name()},
        {QStringLiteral("@onaccent"), color(Role::OnAccent).name()},
        {QStringLiteral("@faded"), mixed(color(Role::Secondary), color(Role::Window), 0.4f).name()},
        {QStringLiteral("@variant"), dark ? QStringLiteral("dark") : QStringLiteral("light")},
        {QStringLiteral("@selection"), color(Role::Selection).name()},
        {QStringLiteral("@secondary"), color(Role::Secondary).name()},
        {QStringLiteral("@warning"), color(Role::Warning).name()},
        {QStringLiteral("@window"), color(Role::Window).name()},
        {QStringLiteral("@raised"), color(Role::Raised).name()},
        {QStringLiteral("@accent"), color(Role::Accent).name()},
        {QStringLiteral("@panel"), color(Role::Panel).name()},
        {QStringLiteral("@hover"), color(Role::Hover).name()},
        {QStringLiteral("@text"), color(Role::Text).name()},
        {QStringLiteral("@line"), color(Role::Line).name()},
        {QStringLiteral("@good"), color(Role::Good).name()},
        {QStringLiteral("@bad"), color(Role::Bad).name()},
    };
    for (const auto& [name, value] : values) {
        sheet.replace(name, value);
    }
    return sheet;
}

} // namespace roentgen::widgets
