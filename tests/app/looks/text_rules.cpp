#include "tests/app/looks/text_rules.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextDocumentFragment>

#include <cmath>
#include <map>

namespace roentgen::test {

namespace {

constexpr double LeastContrast = 4.5;
const QChar Ellipsis(0x2026);

template <typename View>
View* viewOf(const QWidget* viewport) {
    auto* view = qobject_cast<View*>(viewport->parentWidget());
    return view && view->viewport() == viewport ? view : nullptr;
}

QModelIndex indexUnder(const PaintedText& text) {
    const auto* view = viewOf<QAbstractItemView>(text.widget);
    return view ? view->indexAt(text.widget->mapFrom(text.widget->window(), text.box.center().toPoint()))
                : QModelIndex();
}

QStringList textsOfHeader(const QHeaderView* header) {
    QStringList texts;
    for (int section = 0; section < header->count(); ++section)
        texts << header->model()->headerData(section, header->orientation()).toString();
    return texts;
}

// What the widget was given to show.
QStringList wholeTexts(const PaintedText& text) {
    QStringList whole;
    const QWidget* widget = text.widget;
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        whole << label->text() << QTextDocumentFragment::fromHtml(label->text()).toPlainText();
    else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        whole << button->text().remove(QLatin1Char('&'));
    else if (const auto* field = qobject_cast<const QLineEdit*>(widget))
        whole << field->text() << field->placeholderText();
    else if (const auto* edit = viewOf<QPlainTextEdit>(widget))
        whole << edit->toPlainText() << edit->placeholderText();
    else if (const auto* combo = qobject_cast<const QComboBox*>(widget))
        whole << combo->currentText();
    else if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
        for (int tab = 0; tab < tabs->count(); ++tab)
            whole << tabs->tabText(tab);
    else if (const auto* header = viewOf<QHeaderView>(widget))
        whole = textsOfHeader(header);
    const QModelIndex index = indexUnder(text);
    for (int column = 0; index.isValid() && column < index.model()->columnCount(index.parent()); ++column)
        for (int role = Qt::DisplayRole; role < Qt::UserRole + 32;
             role = role == Qt::DisplayRole ? int(Qt::UserRole) : role + 1)
            whole << index.siblingAtColumn(column).data(role).toString();
    return whole;
}

bool isShortened(const PaintedText& text) {
    if (!text.text.contains(Ellipsis))
        return false;
    const QStringList whole = wholeTexts(text);
    const bool meant =
        std::any_of(whole.begin(), whole.end(), [&](const QString& one) { return one.contains(text.text); });
    if (!meant)
        return true;
    // A program may have shortened it before: its tool tip then goes on where the text stops.
    const QString tip = text.widget->toolTip(), before = text.text.section(Ellipsis, 0, 0);
    return qobject_cast<const QLabel*>(text.widget) && before.size() > 3 && tip.startsWith(before) &&
           !tip.contains(Ellipsis);
}

bool isToldOnHover(const PaintedText& text) {
    const QString tip = indexUnder(text).data(Qt::ToolTipRole).toString();
    return tip.contains(text.text.section(Ellipsis, 0, 0).trimmed()) && tip.size() > text.text.size();
}

// Sideways and up and down: what can be scrolled into sight is not cut.
bool isCut(const PaintedText& text) {
    bool sideways = text.box.left() < text.room.left() - 1 || text.box.right() > text.room.right() + 1;
    bool upright = text.box.top() < text.room.top() - 1 || text.box.bottom() > text.room.bottom() + 1;
    if (const auto* area = viewOf<QAbstractScrollArea>(text.widget)) {
        sideways = sideways && area->horizontalScrollBar()->maximum() == area->horizontalScrollBar()->minimum();
        upright = false;
        if (const auto* header = qobject_cast<const QHeaderView*>(area)) // scrolled with its table
            sideways = sideways && header->length() <= header->viewport()->width();
    }
    if (const auto* field = qobject_cast<const QLineEdit*>(text.widget); field && !field->text().isEmpty())
        sideways = false;
    return sideways || upright;
}

double luminance(const QColor& colour) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

// The most frequent colour: strokes cover less than half of a text's box, and their edges are of many colours.
QColor behind(const QRectF& box, const QImage& picture) {
    const qreal scale = picture.devicePixelRatio();
    const QRect pixels =
        QRectF(box.topLeft() * scale, box.size() * scale).toAlignedRect().adjusted(-2, -2, 2, 2) & picture.rect();
    std::map<QRgb, int> counts;
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            ++counts[picture.pixel(x, y)];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? QColor() : QColor(most->first);
}

bool isOverAFilm(const QWidget* widget) {
    return widget->inherits("roentgen::widgets::ImageView");
}

// Painted once in each colour, and cut to the part that has it.
bool hasASelection(const QWidget* widget) {
    const auto* field = qobject_cast<const QLineEdit*>(widget);
    return field && field->hasSelectedText();
}

bool isDisabled(const PaintedText& text) {
    return !text.widget->isEnabled() || text.colour.alphaF() < 0.99f ||
           (indexUnder(text).isValid() && !(indexUnder(text).flags() & Qt::ItemIsEnabled));
}

} // namespace

Faults cutTexts(const std::vector<PaintedText>& texts) {
    Faults faults;
    for (const PaintedText& text : texts) {
        if (isShortened(text) && !isToldOnHover(text))
            faults << Fault{QStringLiteral("elided"), pathOf(text.widget), text.text};
        else if (isCut(text))
            faults << Fault{QStringLiteral("clipped"), pathOf(text.widget),
                            QStringLiteral("\"%1\" takes %2 to %3, %4 to %5; there is %6 to %7, %8 to %9")
                                .arg(text.text)
                                .arg(text.box.left())
                                .arg(text.box.right())
                                .arg(text.box.top())
                                .arg(text.box.bottom())
                                .arg(text.room.left())
                                .arg(text.room.right())
                                .arg(text.room.top())
                                .arg(text.room.bottom())};
    }
    return faults;
}

Faults faintTexts(const std::vector<PaintedText>& texts, const QImage& picture) {
    Faults faults;
    for (const PaintedText& text : texts) {
        const QWidget* window = text.widget->window();
        const QRect inSight =
            text.widget->visibleRegion().boundingRect().translated(text.widget->mapTo(window, QPoint()));
        const QRectF seen = text.box & text.room & QRectF(inSight); // the rest is scrolled away
        if (seen.isEmpty() || isDisabled(text) || isOverAFilm(text.widget) || hasASelection(text.widget))
            continue;
        const QColor ground = behind(seen, picture);
        const double a = luminance(text.colour), b = luminance(ground);
        const double contrast = (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
        if (ground.isValid() && contrast < LeastContrast)
            faults << Fault{QStringLiteral("contrast"), pathOf(text.widget),
                            QStringLiteral("%1 : 1, \"%2\" in %3 on %4")
                                .arg(contrast, 0, 'f', 2)
                                .arg(text.text, text.colour.name(), ground.name())};
    }
    return faults;
}

} // namespace roentgen::test
