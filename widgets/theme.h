// The one place that defines colours and type. Widgets ask for roles, never for values.
// GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

namespace roentgen::widgets {

enum class Role {
    Window, // behind everything
    Panel,  // lists, inspectors, charts
    Raised, // fields, buttons, menus
    Line,   // separators, frames
    Text,
    Secondary, // captions, axes, icons
    Accent,    // links, focus, the chosen thing
    OnAccent,  // text on Accent
    Selection, // behind a selected row
    Hover,     // behind the row under the mouse
    Good,
    Warning,
    Bad,
    ImageBackground, // behind an image: pure black in both themes
    ImageText,       // corner text over an image
};

enum class ThemeMode { Dark, Light, System };

enum class Type {
    Body,    // 13 px
    Caption, // 11 px
    Title,   // 16 px, page titles
    Number,  // 22 px, the one number that matters
};

class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    // Sets palette, style sheet and font of the application. Widgets that paint themselves repaint on changed().
    void apply(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    ThemeMode m_mode = ThemeMode::Dark;
    bool m_dark = true;
};

QColor color(Role role);
// Okabe–Ito colours in a fixed order, readable on both themes; index wraps around.
QColor seriesColor(int index);
// Inter with tabular figures where it is installed, else the system's; Chinese falls back to WenQuanYi.
QFont font(Type type, QFont::Weight weight = QFont::Normal);
QFont fixedFont(int pixels); // of one width, for logs, commands and files

// A line icon of resources/icons by its name without ".svg", drawn in the role's colour at every device pixel
// ratio, and again after a change of theme. Checked and selected states take `on`.
QIcon icon(const QString& name, Role off = Role::Secondary, Role on = Role::Accent);

} // namespace roentgen::widgets
