#include "widgets/window_style.h"

#include "widgets/theme.h"

#include <QStyleFactory>

namespace roentgen::widgets {

namespace {

constexpr int ToolBarMoreWidth = 32;

// A null icon where Qt's is good enough or nothing of ours shows it.
QIcon ownIcon(QStyle::StandardPixmap which) {
    switch (which) {
    case QStyle::SP_MessageBoxWarning:
        return icon(QStringLiteral("warning"), Role::Warning);
    case QStyle::SP_MessageBoxCritical:
        return icon(QStringLiteral("warning"), Role::Bad);
    case QStyle::SP_MessageBoxQuestion:
        return icon(QStringLiteral("question"), Role::Accent);
    case QStyle::SP_MessageBoxInformation:
        return icon(QStringLiteral("information"), Role::Accent);
    case QStyle::SP_LineEditClearButton:
        return icon(QStringLiteral("cancel"));
    default:
        return {};
    }
}

} // namespace

WindowStyle::WindowStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

QIcon WindowStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const QIcon own = ownIcon(which);
    return own.isNull() ? QProxyStyle::standardIcon(which, option, widget) : own;
}

QPixmap WindowStyle::standardPixmap(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const QIcon own = ownIcon(which);
    const int size = pixelMetric(PM_MessageBoxIconSize, option, widget);
    return own.isNull() ? QProxyStyle::standardPixmap(which, option, widget) : own.pixmap(size);
}

// The sign for what a tool bar has no room for is as large as its other signs, not cut.
int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    return metric == PM_ToolBarExtensionExtent ? ToolBarMoreWidth : QProxyStyle::pixelMetric(metric, option, widget);
}

// The words of a dialog's buttons are enough.
int WindowStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* returned) const {
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace roentgen::widgets
