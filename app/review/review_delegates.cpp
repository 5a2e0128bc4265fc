#include "app/review/review_delegates.h"

#include "app/review/case_model.h"
#include "app/review/finding_model.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace roentgen::app {

using widgets::color;
using widgets::font;
using widgets::Role;
using widgets::Type;

namespace {

constexpr int Padding = 12, Gap = 8, MarkSize = 10;
constexpr int CaseHeight = 46, FindingHeight = 46;

void paintBackground(QPainter& painter, const QStyleOptionViewItem& option) {
    const QWidget* widget = option.widget;
    const QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, widget);
}

void drawText(QPainter& painter, const QRect& rect, int flags, const QString& text, const QFont& textFont, Role role) {
    painter.setFont(textFont);
    painter.setPen(color(role));
    painter.drawText(rect, flags | Qt::TextSingleLine,
                     QFontMetrics(textFont).elidedText(text, Qt::ElideRight, rect.width()));
}

QString probabilityText(double probability) {
    return QLocale().toString(probability, 'f', 2);
}

void drawReadMark(QPainter& painter, const QRectF& rect, bool read) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(read ? Role::Good : Role::Secondary), 1.4));
    painter.setBrush(read ? QBrush(color(Role::Good)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(rect);
    if (read) { // a tick: the mark does not rest on its colour
        painter.setPen(QPen(color(Role::Panel), 1.6));
        painter.drawPolyline(QPolygonF({rect.topLeft() + QPointF(2.4, 5.2), rect.topLeft() + QPointF(4.4, 7.2),
                                        rect.topLeft() + QPointF(7.8, 3.2)}));
    }
}

void drawTruthMark(QPainter& painter, const QRectF& rect, Truth truth) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle = rect.center();
    const double half = rect.width() / 2;
    switch (truth) {
    case Truth::Present:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Role::Warning));
        painter.drawPolygon(QPolygonF({middle + QPointF(0, -half), middle + QPointF(half, 0), middle + QPointF(0, half),
                                       middle + QPointF(-half, 0)}));
        break;
    case Truth::Absent:
        painter.setPen(QPen(color(Role::Secondary), 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(middle, half - 1, half - 1);
        break;
    case Truth::Unknown:
        painter.setPen(QPen(color(Role::Secondary), 1.4));
        painter.drawLine(middle - QPointF(half - 2, 0), middle + QPointF(half - 2, 0));
        break;
    }
}

void drawVerdict(QPainter& painter, const QRect& rect, Verdict verdict) {
    switch (verdict) {
    case Verdict::Accept:
        widgets::icon(QStringLiteral("accept"), Role::Good).paint(&painter, rect);
        break;
    case Verdict::Reject:
        widgets::icon(QStringLiteral("reject"), Role::Bad).paint(&painter, rect);
        break;
    case Verdict::Uncertain:
        widgets::icon(QStringLiteral("uncertain"), Role::Warning).paint(&painter, rect);
        break;
    case Verdict::None:
        break;
    }
}

// unlike: of an image that the model knows nothing of: never the colour of an answer to rely on, and hatched.
void drawBar(QPainter& painter, const QRectF& rect, double probability, double threshold, bool unlike) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Line));
    painter.drawRoundedRect(rect, 2, 2);
    QRectF filled = rect;
    filled.setWidth(std::max(rect.width() * probability, 2.0));
    if (unlike) {
        painter.setBrush(QBrush(color(Role::Warning), Qt::BDiagPattern));
        painter.setPen(QPen(color(Role::Warning), 1));
        painter.drawRect(filled.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(Qt::NoPen);
    } else {
        painter.setBrush(color(probability >= threshold ? Role::Accent : Role::Secondary));
        painter.drawRoundedRect(filled, 2, 2);
    }
    const double x = rect.left() + rect.width() * threshold;
    painter.setBrush(color(Role::Text));
    painter.drawRect(QRectF(x - 0.8, rect.top() - 3, 1.6, rect.height() + 6));
}

} // namespace

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {160, CaseHeight};
}

void CaseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    paintBackground(*painter, item);
    const QRect area = item.rect.adjusted(Padding, 0, -Padding, 0);
    drawReadMark(*painter, QRectF(area.left(), area.center().y() - MarkSize / 2.0 + 0.5, MarkSize, MarkSize),
                 index.data(CaseModel::ReadRole).toBool());
    QRect text = area.adjusted(MarkSize + Gap + 2, 6, 0, -6);
    const QVariant probability = index.data(CaseModel::ProbabilityRole);
    if (probability.isValid()) {
        const QRect right(text.right() - 40, text.top(), 41, text.height() / 2);
        drawText(*painter, right, Qt::AlignRight | Qt::AlignVCenter, probabilityText(probability.toDouble()),
                 font(Type::Body), Role::Text);
    }
    const int firstLine = text.width() - (probability.isValid() ? 48 : 0);
    drawText(*painter, QRect(text.left(), text.top(), firstLine, text.height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
             index.data(Qt::DisplayRole).toString(), font(Type::Body), Role::Text);
    QStringList facts{index.data(CaseModel::PatientRole).toString(), index.data(CaseModel::LabelsRole).toString()};
    facts.removeAll(QString());
    drawText(*painter, QRect(text.left(), text.center().y() + 1, text.width(), text.height() / 2),
             Qt::AlignLeft | Qt::AlignVCenter, facts.join(QStringLiteral(" · ")), font(Type::Caption), Role::Secondary);
    painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {160, FindingHeight};
}

void FindingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    paintBackground(*painter, item);
    const QRect area = item.rect.adjusted(Padding, 6, -Padding, -8);
    const int lineHeight = area.height() - 8;
    const QRect verdict(area.right() - 16, area.top() + (lineHeight - 18) / 2, 18, 18);
    drawVerdict(*painter, verdict, Verdict(index.data(FindingModel::VerdictRole).toInt()));
    if (const QVariant truth = index.data(FindingModel::TruthRole); truth.isValid()) {
        drawTruthMark(*painter, QRectF(area.left(), area.top() + (lineHeight - MarkSize) / 2.0, MarkSize, MarkSize),
                      Truth(truth.toInt()));
    }

    const QVariant probability = index.data(FindingModel::ProbabilityRole);
    const QRect number(verdict.left() - Gap - 40, area.top(), 40, lineHeight);
    drawText(*painter, number, Qt::AlignRight | Qt::AlignVCenter,
             probability.isValid() ? probabilityText(probability.toDouble()) : QStringLiteral("–"), font(Type::Body),
             Role::Text);
    QString name = index.data(Qt::DisplayRole).toString();
    if (!index.data(FindingModel::CommentRole).toString().isEmpty()) {
        name += QStringLiteral(" ✎");
    }
    const int nameLeft = area.left() + MarkSize + Gap;
    drawText(*painter, QRect(nameLeft, area.top(), number.left() - Gap - nameLeft, lineHeight),
             Qt::AlignLeft | Qt::AlignVCenter, name,
             font(Type::Body, item.state & QStyle::State_Selected ? QFont::DemiBold : QFont::Normal), Role::Text);
    if (probability.isValid()) {
        drawBar(*painter, QRectF(nameLeft, area.bottom() - 4, verdict.right() - nameLeft, 4), probability.toDouble(),
                index.data(FindingModel::ThresholdRole).toDouble(), index.data(FindingModel::UnlikeRole).toBool());
    }
    painter->restore();
}

} // namespace roentgen::app
