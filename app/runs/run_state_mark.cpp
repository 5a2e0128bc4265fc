#include "app/runs/run_state_mark.h"

#include <QPainter>

namespace roentgen::app {

using widgets::Role;

Role runStateRole(RunState state) {
    switch (state) {
    case RunState::Starting:
    case RunState::Running:
        return Role::Accent;
    case RunState::Finished:
        return Role::Good;
    case RunState::Stalled:
    case RunState::Lost:
    case RunState::Unreachable:
        return Role::Warning;
    case RunState::Failed:
        return Role::Bad;
    case RunState::Prepared:
    case RunState::Stopping:
    case RunState::Stopped:
    case RunState::Queued:
        break;
    }
    return Role::Secondary;
}

void paintRunState(QPainter& painter, const QRectF& area, RunState state) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = widgets::color(runStateRole(state));
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(colour);
    const QRectF inner = area.adjusted(1, 1, -1, -1);
    const QPolygonF triangle({inner.topLeft(), {inner.right(), inner.center().y()}, inner.bottomLeft()});
    switch (state) {
    case RunState::Prepared:
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        break;
    case RunState::Starting:
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(triangle);
        break;
    case RunState::Running:
        painter.drawPolygon(triangle);
        break;
    case RunState::Stalled: {
        painter.setPen(Qt::NoPen);
        const double bar = inner.width() * 0.35;
        painter.drawRect(QRectF(inner.left(), inner.top(), bar, inner.height()));
        painter.drawRect(QRectF(inner.right() - bar, inner.top(), bar, inner.height()));
        break;
    }
    case RunState::Stopping: // not stopped yet: hollow
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(inner.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case RunState::Stopped:
        painter.drawRect(inner.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case RunState::Finished:
        painter.drawEllipse(inner);
        break;
    case RunState::Failed:
        painter.setPen(QPen(colour, 2.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case RunState::Queued: { // waits its turn: three bars
        painter.setPen(Qt::NoPen);
        const double bar = inner.height() * 0.2;
        for (double at : {0.0, 0.4, 0.8})
            painter.drawRect(QRectF(inner.left(), inner.top() + at * inner.height(), inner.width(), bar));
        break;
    }
    case RunState::Unreachable: // as running, but cut through
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(triangle);
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case RunState::Lost:
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(QPolygonF({{inner.center().x(), area.top()},
                                       {area.right(), inner.center().y()},
                                       {inner.center().x(), area.bottom()},
                                       {area.left(), inner.center().y()}}));
        break;
    }
    painter.restore();
}

} // namespace roentgen::app
