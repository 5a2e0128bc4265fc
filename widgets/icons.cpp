#include "widgets/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace roentgen::widgets {

namespace {

// Our own SVG, black strokes, tinted with the role's colour of the moment.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QString name, Role off, Role on)
        : m_name(std::move(name))
        , m_off(off)
        , m_on(on) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
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

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

private:
    QString m_name;
    Role m_off, m_on;
};

} // namespace

QIcon icon(const QString& name, Role off, Role on) {
    return QIcon(new LineIconEngine(name, off, on));
}

} // namespace roentgen::widgets
