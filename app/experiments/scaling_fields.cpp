#include "app/experiments/scaling_fields.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QSettings>
#include <QStyle>
#include <QVBoxLayout>

#include <optional>

namespace roentgen::app {

namespace {

constexpr int MostHosts = 4096, MostNumbers = 32;
constexpr double LeastGigabits = 0.001, MostGigabits = 100000, MostMicroseconds = 1000000;

// "1, 2, 4" or "1 2 4" as "1,2,4"; nothing where it is no list of hosts.
std::optional<QString> readHosts(const QString& text) {
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    const QStringList parts = text.split(between, Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        bool good = false;
        const int count = part.toInt(&good);
        if (!good || count < 1 || count > MostHosts)
            return std::nullopt;
    }
    return parts.isEmpty() || parts.size() > MostNumbers ? std::nullopt : std::optional(parts.join(QLatin1Char(',')));
}

// A decimal comma is a point.
std::optional<double> readNumber(const QString& text, double least, double most) {
    bool good = false;
    const double value = QString(text).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&good);
    return good && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

void showInvalid(QLineEdit* line, bool invalid) {
    if (line->property("invalid").toBool() == invalid)
        return;
    line->setProperty("invalid", invalid);
    line->style()->unpolish(line);
    line->style()->polish(line);
}

} // namespace

ScalingFields::ScalingFields(QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_row = new QHBoxLayout;
    m_row->setSpacing(16);
    layout->addLayout(m_row);
    m_hosts = addField(tr("Hosts"), {}, tr("Numbers of hosts, 1 to %1, like 1, 2, 4, 8").arg(MostHosts), 168);
    m_bandwidth = addField(tr("Link bandwidth"), tr("Gbit/s"),
                           tr("Of the network between hosts, each way, %1 to %2 Gbit/s")
                               .arg(QLocale().toString(LeastGigabits), QLocale().toString(MostGigabits)),
                           72);
    m_latency = addField(tr("Link latency"), tr("µs", "microseconds"),
                         tr("Of one message between hosts, 0 to %1 µs").arg(QLocale().toString(MostMicroseconds)), 72);
    m_row->addStretch(1);
    m_wrong = new QLabel(this);
    m_wrong->setProperty("role", QStringLiteral("bad"));
    m_wrong->setTextFormat(Qt::PlainText);
    m_wrong->setWordWrap(true);
    m_wrong->hide();
    layout->addWidget(m_wrong);
    const QSettings settings;
    const ScalingLink usual;
    m_hosts->setText(settings.value(QStringLiteral("scaling/hosts"), usual.hosts)
                         .toString()
                         .replace(QLatin1Char(','), QStringLiteral(", ")));
    m_bandwidth->setText(settings.value(QStringLiteral("scaling/gigabits"), usual.gigabits).toString());
    m_latency->setText(settings.value(QStringLiteral("scaling/microseconds"), usual.microseconds).toString());
    take();
    for (QLineEdit* line : {m_hosts, m_bandwidth, m_latency})
        connect(line, &QLineEdit::textChanged, this, &ScalingFields::take);
}

QLineEdit* ScalingFields::addField(const QString& label, const QString& unit, const QString& tip, int width) {
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    auto* name = new QLabel(label, this);
    name->setProperty("role", QStringLiteral("secondary"));
    column->addWidget(name);
    auto* line = new QLineEdit(this);
    line->setFixedWidth(width);
    line->setToolTip(tip);
    line->setAccessibleName(unit.isEmpty() ? label : QStringLiteral("%1 (%2)").arg(label, unit));
    line->setAccessibleDescription(tip);
    name->setBuddy(line);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(line);
    if (!unit.isEmpty())
        row->addWidget(new QLabel(unit, this));
    column->addLayout(row);
    m_row->addLayout(column);
    return line;
}

void ScalingFields::take() {
    const std::optional<QString> hosts = readHosts(m_hosts->text());
    const std::optional<double> gigabits = readNumber(m_bandwidth->text(), LeastGigabits, MostGigabits);
    const std::optional<double> microseconds = readNumber(m_latency->text(), 0, MostMicroseconds);
    m_error = !hosts          ? m_hosts->toolTip()
              : !gigabits     ? m_bandwidth->toolTip()
              : !microseconds ? m_latency->toolTip()
                              : QString();
    showInvalid(m_hosts, !hosts);
    showInvalid(m_bandwidth, !gigabits);
    showInvalid(m_latency, !microseconds);
    m_wrong->setText(m_error);
    m_wrong->setVisible(!m_error.isEmpty());
    if (m_error.isEmpty()) {
        m_link = {*hosts, *gigabits, *microseconds};
        QSettings settings;
        settings.setValue(QStringLiteral("scaling/hosts"), m_link.hosts);
        settings.setValue(QStringLiteral("scaling/gigabits"), m_link.gigabits);
        settings.setValue(QStringLiteral("scaling/microseconds"), m_link.microseconds);
    }
    Q_EMIT edited();
}

} // namespace roentgen::app
