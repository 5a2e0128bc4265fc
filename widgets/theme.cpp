#include "widgets/theme.h"

#include "widgets/fonts.h"
#include "widgets/line_icon.h"
#include "widgets/style_sheet.h"
#include "widgets/window_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QToolTip>

#include <array>

namespace roentgen::widgets {

namespace {

struct Colours {
    const char* dark;
    const char* light;
};

Colours coloursOf(Role role) {
    switch (role) {
    case Role::Window:
        return {"#101418", "#F5F6F8"};
    case Role::Panel:
        return {"#161B21", "#FFFFFF"};
    case Role::Raised:
        return {"#1E252D", "#FFFFFF"};
    case Role::Line:
        return {"#2B343E", "#D9DEE4"};
    case Role::Text:
        return {"#E7EBF0", "#1B2229"};
    case Role::Secondary:
        return {"#9AA6B2", "#5C6873"};
    case Role::Accent:
        return {"#4C9FE0", "#1F6FB2"};
    case Role::OnAccent:
        return {"#0B1014", "#FFFFFF"};
    case Role::Selection:
        return {"#213A50", "#D6E7F6"};
    case Role::Hover:
        return {"#1B222A", "#EDF1F5"};
    case Role::Good:
        return {"#58B98A", "#247A50"};
    case Role::Warning:
        return {"#E0B040", "#8A6100"};
    case Role::Bad:
        return {"#E2574C", "#C0362C"};
    case Role::ImageBackground:
        return {"#000000", "#000000"};
    case Role::ImageText:
        return {"#E7EBF0", "#E7EBF0"};
    }
    return {"#FF00FF", "#FF00FF"};
}

QPalette makePalette() {
    QPalette palette;
    palette.setColor(QPalette::Window, color(Role::Window));
    palette.setColor(QPalette::WindowText, color(Role::Text));
    palette.setColor(QPalette::Base, color(Role::Panel));
    palette.setColor(QPalette::AlternateBase, color(Role::Hover));
    palette.setColor(QPalette::Text, color(Role::Text));
    palette.setColor(QPalette::PlaceholderText, color(Role::Secondary));
    palette.setColor(QPalette::Button, color(Role::Raised));
    palette.setColor(QPalette::ButtonText, color(Role::Text));
    palette.setColor(QPalette::BrightText, color(Role::Bad));
    palette.setColor(QPalette::Highlight, color(Role::Selection));
    palette.setColor(QPalette::HighlightedText, color(Role::Text));
    palette.setColor(QPalette::Link, color(Role::Accent));
    palette.setColor(QPalette::ToolTipBase, color(Role::Raised));
    palette.setColor(QPalette::ToolTipText, color(Role::Text));
    palette.setColor(QPalette::LinkVisited, color(Role::Accent));
    // The edges that a style draws by itself. All are set: what is not stays as the theme before left it.
    for (QPalette::ColorRole edge :
         {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow}) {
        palette.setColor(edge, color(Role::Line));
    }
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = color(Role::Secondary);
        faded.setAlphaF(0.6f);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

} // namespace

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

void Theme::apply(ThemeMode mode) {
    static const bool systemIsDark = QApplication::palette().color(QPalette::Window).lightnessF() < 0.5f;
    static const bool styled = [] {
        QApplication::setStyle(new WindowStyle);
        return true;
    }();
    Q_UNUSED(styled);
    m_mode = mode;
    m_dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && systemIsDark);
    QApplication::setFont(font(Type::Body));
    QApplication::setPalette(makePalette());
    QToolTip::setPalette(makePalette());
    qApp->setStyleSheet(styleSheet());
    Q_EMIT changed();
}

QColor color(Role role) {
    const Colours colours = coloursOf(role);
    return QColor(QLatin1String(Theme::instance().isDark() ? colours.dark : colours.light));
}

QColor seriesColor(int index) {
    // Okabe & Ito 2008; black is replaced by grey, and the light theme darkens the yellow and the light ones.
    static constexpr std::array<Colours, 8> series = {{{"#56B4E9", "#0072B2"},
                                                       {"#E69F00", "#C97F00"},
                                                       {"#009E73", "#007A59"},
                                                       {"#D55E00", "#C24F00"},
                                                       {"#CC79A7", "#B0558B"},
                                                       {"#F0E442", "#9A8F00"},
                                                       {"#3D8BD4", "#3FA0DA"},
                                                       {"#999999", "#6E6E6E"}}};
    const Colours& colours = series[size_t(index < 0 ? 0 : index) % series.size()];
    return QColor(QLatin1String(Theme::instance().isDark() ? colours.dark : colours.light));
}

QFont font(Type type, QFont::Weight weight) {
    QFont result;
    result.setFamilies(fontFamilies());
    result.setStyleHint(QFont::SansSerif);
    switch (type) {
    case Type::Body:
        result.setPixelSize(13);
        break;
    case Type::Caption:
        result.setPixelSize(11);
        break;
    case Type::Title:
        result.setPixelSize(16);
        break;
    case Type::Number:
        result.setPixelSize(22);
        break;
    }
    result.setWeight(weight);
    return result;
}

QFont fixedFont(int pixels) {
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(pixels);
    return fixed;
}

QIcon icon(const QString& name, Role off, Role on) {
    return QIcon(new LineIcon(name, off, on));
}

} // namespace roentgen::widgets
