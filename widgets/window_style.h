// The style of all windows: Fusion with our own icons where Qt would draw its stock ones.
#pragma once

#include <QProxyStyle>

namespace roentgen::widgets {

// GUI thread only.
class WindowStyle : public QProxyStyle {
    Q_OBJECT
public:
    WindowStyle();

    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    QPixmap standardPixmap(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
};

} // namespace roentgen::widgets
