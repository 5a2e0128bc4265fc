#include "tests/app/looks/layout_rules.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSplitterHandle>
#include <QStackedWidget>
#include <QTabBar>

namespace roentgen::test {

namespace {

bool arrangesItself(const QWidget* parent) {
    return qobject_cast<const QAbstractScrollArea*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QLineEdit*>(parent) ||
           qobject_cast<const QTabBar*>(parent);
}

bool isViewport(const QWidget* widget) {
    const auto* area = qobject_cast<const QAbstractScrollArea*>(widget->parentWidget());
    return area && area->viewport() == widget;
}

QList<const QWidget*> shownChildren(const QWidget* parent) {
    QList<const QWidget*> shown;
    for (const QObject* child : parent->children()) {
        const auto* widget = qobject_cast<const QWidget*>(child);
        // A splitter's handle is wider than its line, so that it can be caught.
        if (widget && widget->isVisible() && !widget->isWindow() && !qobject_cast<const QSplitterHandle*>(widget) &&
            !widget->testAttribute(Qt::WA_TransparentForMouseEvents) && !widget->size().isEmpty())
            shown << widget;
    }
    return shown;
}

QString placeText(const QRect& rect) {
    return QStringLiteral("%1,%2 %3x%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
}

void look(const QWidget* parent, Faults& faults) {
    const QList<const QWidget*> children = shownChildren(parent);
    for (int i = 0; !arrangesItself(parent) && !isViewport(parent) && i < children.size(); ++i) {
        const QWidget* child = children[i];
        if (!parent->rect().adjusted(-1, -1, 1, 1).contains(child->geometry()))
            faults << Fault{QStringLiteral("sticks out"), pathOf(child),
                            QStringLiteral("%1 in %2").arg(placeText(child->geometry()), placeText(parent->rect()))};
        for (int k = i + 1; k < children.size(); ++k) {
            const QRect both = child->geometry() & children[k]->geometry();
            if (both.width() > 1 && both.height() > 1)
                faults << Fault{
                    QStringLiteral("overlap"), pathOf(child),
                    QStringLiteral("%1 with %2 %3")
                        .arg(placeText(child->geometry()), pathOf(children[k]), placeText(children[k]->geometry()))};
        }
    }
    for (const QWidget* child : children)
        look(child, faults);
}

} // namespace

Faults misplacedWidgets(const QWidget* window) {
    Faults faults;
    look(window, faults);
    return faults;
}

} // namespace roentgen::test
