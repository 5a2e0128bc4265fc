#include "widgets/thumbnail_view.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace roentgen::widgets {

namespace {

constexpr int margin = 16;
constexpr int gap = 8;

} // namespace

ThumbnailView::ThumbnailView(QWidget* parent)
    : QAbstractItemView(parent) {
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its coming and going would change the number of columns
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    connect(&Theme::instance(), &Theme::changed, viewport(), QOverload<>::of(&QWidget::update));
}

void ThumbnailView::setCellWidth(int width) {
    m_cellWidth = std::clamp(width, 96, 512);
    updateGeometries();
    scrollTo(currentIndex());
    viewport()->update();
}

int ThumbnailView::rowCount() const {
    return model() == nullptr ? 0 : model()->rowCount(rootIndex());
}

int ThumbnailView::columnsShown() const {
    return std::max(1, (viewport()->width() - 2 * margin + gap) / (m_cellWidth + gap));
}

int ThumbnailView::side() const {
    return std::max(m_cellWidth, (viewport()->width() - 2 * margin + gap) / columnsShown() - gap);
}

QRect ThumbnailView::cellRect(int row) const {
    const int columns = columnsShown();
    return {margin + (row % columns) * (side() + gap),
            margin + (row / columns) * (cellHeight() + gap) - verticalOffset(), side(), cellHeight()};
}

QRect ThumbnailView::visualRect(const QModelIndex& index) const {
    return index.isValid() ? cellRect(index.row()) : QRect();
}

void ThumbnailView::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid()) {
        return;
    }
    const QRect cell = visualRect(index).adjusted(0, -margin, 0, margin);
    QScrollBar* bar = verticalScrollBar();
    if (hint == PositionAtCenter) {
        bar->setValue(bar->value() + cell.center().y() - viewport()->height() / 2);
    } else if (cell.top() < 0 || hint == PositionAtTop) {
        bar->setValue(bar->value() + cell.top());
    } else if (cell.bottom() > viewport()->height()) {
        bar->setValue(bar->value() + cell.bottom() - viewport()->height());
    }
}

QModelIndex ThumbnailView::indexAt(const QPoint& point) const {
    const int line = (point.y() + verticalOffset() - margin) / (cellHeight() + gap);
    const int column = (point.x() - margin) / (side() + gap);
    const int row = line * columnsShown() + column;
    if (point.x() < margin || column >= columnsShown() || row < 0 || row >= rowCount() ||
        !cellRect(row).contains(point)) {
        return {};
    }
    return model()->index(row, 0, rootIndex());
}

int ThumbnailView::verticalOffset() const {
    return verticalScrollBar()->value();
}

void ThumbnailView::updateGeometries() {
    const int lines = (rowCount() + columnsShown() - 1) / columnsShown();
    const int height = 2 * margin + lines * (cellHeight() + gap) - gap;
    verticalScrollBar()->setSingleStep(cellHeight() / 3);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void ThumbnailView::resizeEvent(QResizeEvent* event) {
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
    scrollTo(currentIndex());
}

void ThumbnailView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        setCellWidth(m_cellWidth + (event->angleDelta().y() > 0 ? 16 : -16));
        event->accept();
        return;
    }
    QAbstractItemView::wheelEvent(event);
}

void ThumbnailView::dataChanged(const QModelIndex&, const QModelIndex&, const QList<int>&) {
    viewport()->update();
}

void ThumbnailView::rowsInserted(const QModelIndex& parent, int start, int end) {
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    viewport()->update();
}

QModelIndex ThumbnailView::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    const int last = rowCount() - 1;
    if (last < 0) {
        return {};
    }
    const int columns = columnsShown();
    const int page = std::max(1, viewport()->height() / (cellHeight() + gap)) * columns;
    int row = currentIndex().isValid() ? currentIndex().row() : 0;
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        row -= 1;
        break;
    case MoveRight:
    case MoveNext:
        row += 1;
        break;
    case MoveUp:
        row -= row >= columns ? columns : 0;
        break;
    case MoveDown:
        row += row + columns <= last ? columns : 0;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = last;
        break;
    }
    return model()->index(std::clamp(row, 0, last), 0, rootIndex());
}

void ThumbnailView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        event->accept();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void ThumbnailView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
    // From the cell at one corner to that at the other in reading order, as in a text.
    const QModelIndex first = indexAt(rect.topLeft()), last = indexAt(rect.bottomRight());
    if (first.isValid() && last.isValid()) {
        selectionModel()->select(QItemSelection(std::min(first, last), std::max(first, last)), command);
    } else if (first.isValid() || last.isValid()) {
        const QModelIndex one = first.isValid() ? first : last;
        selectionModel()->select(QItemSelection(one, one), command);
    } else {
        selectionModel()->select(QItemSelection(), command);
    }
}

QRegion ThumbnailView::visualRegionForSelection(const QItemSelection& selection) const {
    // Changed selections repaint the view: a region of every selected cell could be a hundred thousand rectangles.
    return selection.isEmpty() ? QRegion() : QRegion(viewport()->rect());
}

void ThumbnailView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), color(Role::Window));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int firstLine = std::max(0, (verticalOffset() - margin) / (cellHeight() + gap));
    const int lastLine = (verticalOffset() + viewport()->height()) / (cellHeight() + gap);
    const int end = std::min(rowCount(), (lastLine + 1) * columnsShown());
    // Backwards: what is asked for last comes first, and that is the upper left cell.
    for (int row = end - 1; row >= firstLine * columnsShown(); --row) {
        const QRect cell = cellRect(row);
        if (cell.intersects(viewport()->rect())) {
            paintCell(painter, row, cell);
        }
    }
    if (end >= rowCount() && model() != nullptr && model()->canFetchMore(rootIndex())) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (model()->canFetchMore(rootIndex())) {
                    model()->fetchMore(rootIndex());
                }
            },
            Qt::QueuedConnection);
    }
}

void ThumbnailView::paintCell(QPainter& painter, int row, const QRect& cell) {
    const QModelIndex index = model()->index(row, 0, rootIndex());
    const bool selected = selectionModel() != nullptr && selectionModel()->isSelected(index);
    const bool current = index.row() == currentIndex().row() && hasFocus();
    QPainterPath frame;
    frame.addRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(frame, color(selected ? Role::Selection : Role::Panel));
    if (current || selected) {
        painter.setPen(QPen(color(current ? Role::Accent : Role::Line), 1));
        painter.drawPath(frame);
    }
    const QRect field(cell.left() + 4, cell.top() + 4, cell.width() - 8, side() - 8);
    painter.fillRect(field, color(Role::ImageBackground));
    const QImage picture = index.data(Qt::DecorationRole).value<QImage>();
    if (!picture.isNull()) {
        const QSize size = picture.size().scaled(field.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRect(field.center() - QPoint(size.width() / 2, size.height() / 2), size), picture);
    } else if (m_failureRole >= 0) {
        paintFailure(painter, field, index.data(m_failureRole).toString());
    }
    const QRect text(cell.left() + 8, field.bottom() + 6, cell.width() - 16, 18);
    painter.setFont(widgets::font(Type::Body));
    painter.setPen(color(Role::Text));
    const QString title = index.siblingAtColumn(m_titleColumn).data(Qt::DisplayRole).toString();
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(title, Qt::ElideMiddle, text.width()));
    painter.setFont(widgets::font(Type::Caption));
    painter.setPen(color(Role::Secondary));
    const QString caption = index.data(m_captionRole).toString();
    painter.drawText(text.translated(0, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption, Qt::ElideRight, text.width()));
}

void ThumbnailView::paintFailure(QPainter& painter, const QRect& field, const QString& why) {
    if (why.isEmpty()) {
        return;
    }
    constexpr int iconSide = 20, inset = 8;
    const QRect text = field.adjusted(inset, inset, -inset, -inset);
    painter.setFont(widgets::font(Type::Caption));
    const int lines = std::max(1, (text.height() - iconSide - inset) / painter.fontMetrics().lineSpacing());
    const QRect room(text.left(), 0, text.width(), lines * painter.fontMetrics().lineSpacing());
    const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const int height = std::min(painter.fontMetrics().boundingRect(room, flags, why).height(), room.height());
    const int top = text.center().y() - (iconSide + inset + height) / 2;
    icon(QStringLiteral("warning"), Role::Warning)
        .paint(&painter, QRect(text.center().x() - iconSide / 2, top, iconSide, iconSide));
    painter.setPen(color(Role::ImageText));
    painter.drawText(QRect(text.left(), top + iconSide + inset, text.width(), height), flags, why);
}

} // namespace roentgen::widgets
