// Our own SVG, black strokes, tinted with the role's colour of the moment: what icon() of theme.h hands out.
#pragma once

#include "widgets/theme.h"

#include <QIconEngine>

namespace roentgen::widgets {

class LineIcon : public QIconEngine {
public:
    LineIcon(QString name, Role off, Role on)
        : m_name(std::move(name))
        , m_off(off)
        , m_on(on) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine* clone() const override { return new LineIcon(*this); }

private:
    QString m_name;
    Role m_off, m_on;
};

} // namespace roentgen::widgets
