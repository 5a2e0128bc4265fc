// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include <QKeyEvent>
#include <QToolButton>

#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
}

bool LineChart::plotDoubleClicked(const QPoint& position) {
    const QRect area = m_plot->view->axisRect()->rect();
    if (area.contains(position)) {
        Q_EMIT maximiseRequested();
        return true;
    }
    if (position.x() < area.left())
        m_plot->yZoomed = false;
    if (position.y() > area.bottom()) {
        m_plot->xZoomed = false;
        Q_EMIT xReset();
    }
    rebuildSeries();
    return true;
}

bool LineChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_plot->view)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonDblClick:
        return plotDoubleClicked(static_cast<QMouseEvent*>(event)->pos());
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        m_plot->chooseAxis(static_cast<QMouseEvent*>(event)->pos());
        break;
    case QEvent::Wheel:
        m_plot->chooseAxis(static_cast<QWheelEvent*>(event)->position().toPoint());
        break;
    case QEvent::MouseMove: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->buttons() == Qt::NoButton) {
            const QRect area = m_plot->view->axisRect()->rect();
            setCrosshair(area.contains(mouse->pos()) ? m_plot->view->xAxis->pixelToCoord(mouse->pos().x()) : NaN);
            Q_EMIT crosshairMoved(m_crosshair);
        }
        break;
    }
    case QEvent::Leave:
        setCrosshair(NaN);
        Q_EMIT crosshairMoved(NaN);
        break;
    case QEvent::Resize:
        QMetaObject::invokeMethod(
            this, [this] { rebuildSeries(); }, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void LineChart::zoom(double factor) {
    QCPAxis* axis = m_plot->view->xAxis;
    axis->scaleRange(factor, std::isfinite(m_crosshair) ? m_crosshair : axis->range().center());
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        stepCrosshair(-1);
        break;
    case Qt::Key_Right:
        stepCrosshair(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(0.8);
        break;
    case Qt::Key_Minus:
        zoom(1.25);
        break;
    case Qt::Key_Home:
        resetByHand();
        break;
    case Qt::Key_L:
        if (!(event->modifiers() & Qt::ShiftModifier))
            m_logButton->click();
        else if (m_data.xNumbers != AxisNumbers::PowersOfTwo) // which is logarithmic already
            setLogarithmicByHand(Qt::Horizontal, !isLogarithmic(Qt::Horizontal));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT maximiseRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    Q_EMIT crosshairMoved(m_crosshair);
}

} // namespace roentgen::widgets
