#include "app/runs/run_delegates.h"

#include "app/runs/run_list_model.h"
#include "app/runs/run_state_mark.h"
#include "widgets/series_look.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace roentgen::app {

namespace {

constexpr int MarkSize = 10, MarkGap = 8, Padding = 8, SwatchWidth = 3;

void paintBackground(QPainter* painter, const QStyleOptionViewItem& option) {
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
}

// The line that stands for the run in the charts.
void paintSwatch(QPainter* painter, const QRect& area, int colourSlot) {
    widgets::ChartSeries series;
    series.colourSlot = colourSlot;
    painter->setPen(QPen(widgets::seriesColour(series), SwatchWidth, widgets::seriesStyle(series), Qt::FlatCap));
    const double x = area.left() + SwatchWidth / 2.0 + 1;
    painter->drawLine(QPointF(x, area.top() + 4), QPointF(x, area.bottom() - 3));
}

} // namespace

void RunNameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintBackground(painter, item);
    const QRect area = item.rect.adjusted(Padding, 0, -Padding, 0);
    if (const QVariant slot = index.data(RunListModel::ColourSlotRole); slot.isValid())
        paintSwatch(painter, item.rect, slot.toInt());
    const QVariant state = index.data(RunListModel::StateRole);
    if (state.isValid())
        paintRunState(*painter, QRectF(area.left(), area.center().y() - MarkSize / 2.0 + 0.5, MarkSize, MarkSize),
                      RunState(state.toInt()));
    painter->setFont(item.font);
    painter->setPen(widgets::color(state.isValid() ? widgets::Role::Text : widgets::Role::Secondary));
    const QRect text = area.adjusted(MarkSize + MarkGap, 0, 0, 0);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      item.fontMetrics.elidedText(item.text, Qt::ElideMiddle, text.width()));
}

QSize SparklineDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {72, 30};
}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintBackground(painter, item);
    const auto values = index.data(RunListModel::TrendRole).value<QVector<double>>();
    double lowest = 1, highest = 0;
    for (double value : values) {
        if (std::isnan(value))
            continue;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    if (highest < lowest)
        return;
    const QRectF area = QRectF(item.rect).adjusted(Padding, 8, -Padding, -8);
    const double height = std::max(highest - lowest, 1e-3);
    QPolygonF line;
    for (int i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i]))
            line << QPointF(area.left() + area.width() * i / std::max<qsizetype>(1, values.size() - 1),
                            area.bottom() - area.height() * (values[i] - lowest) / height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(widgets::color(widgets::Role::Secondary), 1.4));
    painter->drawPolyline(line);
    painter->setPen(Qt::NoPen);
    painter->setBrush(widgets::color(widgets::Role::Accent));
    painter->drawEllipse(line.last(), 2.2, 2.2);
    painter->restore();
}

} // namespace roentgen::app
