#include "tests/app/looks/painted_text.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include <cmath>

namespace roentgen::test {

namespace {

// Draws nothing and writes down what would have been written.
class TextRecorder : public QPaintEngine {
public:
    TextRecorder()
        : QPaintEngine(AllFeatures) {}

    std::vector<PaintedText> texts;
    const QWidget* widget = nullptr;
    QRectF widgetRect;

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}
    Type type() const override { return User; }

    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QPainter* by = painter();
        if (by == nullptr || item.text().trimmed().isEmpty())
            return;
        const QTransform toDevice = by->deviceTransform();
        PaintedText text;
        text.text = item.text();
        text.box = toDevice.mapRect(QRectF(at.x(), at.y() - QFontMetricsF(item.font()).capHeight(),
                                           item.width(), // what lies on the line
                                           QFontMetricsF(item.font()).capHeight()));
        text.room = by->hasClipping() ? widgetRect & toDevice.mapRect(by->clipBoundingRect()) : widgetRect;
        text.colour = by->pen().color();
        text.colour.setAlphaF(float(text.colour.alphaF() * by->opacity()));
        text.widget = widget;
        if (!texts.empty() && continues(texts.back(), text)) {
            texts.back().text += text.text;
            texts.back().box |= text.box;
        } else {
            texts.push_back(text);
        }
    }

private:
    // A line is painted in pieces where its script or its font changes.
    static bool continues(const PaintedText& last, const PaintedText& next) {
        return last.widget == next.widget && last.colour == next.colour &&
               std::abs(last.box.bottom() - next.box.bottom()) < 0.6 &&
               std::abs(last.box.right() - next.box.left()) < 1.6;
    }
};

class RecordingDevice : public QPaintDevice {
public:
    explicit RecordingDevice(const QSize& size)
        : m_size(size) {}

    TextRecorder recorder;
    QPaintEngine* paintEngine() const override { return const_cast<TextRecorder*>(&recorder); }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmWidthMM:
            return m_size.width() * 254 / 960;
        case PdmHeightMM:
            return m_size.height() * 254 / 960;
        case PdmNumColors:
            return 0;
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        default:
            return 96;
        }
    }

private:
    QSize m_size;
};

void record(QWidget* widget, const QWidget* window, RecordingDevice& device) {
    const QPoint at = widget->mapTo(window, QPoint());
    device.recorder.widget = widget;
    device.recorder.widgetRect = QRectF(QRect(at, widget->size()));
    widget->render(&device, at, {}, QWidget::RenderFlags());
    for (QObject* child : widget->children())
        if (auto* inside = qobject_cast<QWidget*>(child); inside && inside->isVisible() && !inside->isWindow())
            record(inside, window, device);
}

} // namespace

std::vector<PaintedText> paintedTexts(QWidget* window) {
    RecordingDevice device(window->size());
    record(window, window, device);
    return std::move(device.recorder.texts);
}

} // namespace roentgen::test
