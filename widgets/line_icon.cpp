#include "widgets/line_icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace roentgen::widgets {

void LineIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    const bool lit = state == QIcon::On || mode == QIcon::Selected;
    const QColor tint = color(lit ? m_on : m_off);
    QSvgRenderer renderer(file.readAll().replace("currentColor", tint.name().toLatin1()));
    const qreal opacity = painter->opacity();
    painter->setOpacity(mode == QIcon::Disabled ? opacity * 0.4 : opacity);
    renderer.render(painter, rect);
    painter->setOpacity(opacity);
}

QPixmap LineIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    QPixmap result(size);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return result;
}

} // namespace roentgen::widgets
