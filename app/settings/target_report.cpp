#include "app/settings/target_report.h"

#include "app/settings/target_words.h"
#include "widgets/scroll_column.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

using widgets::textLabel;

namespace {

constexpr int MarkWidth = 14, NameWidth = 130;

} // namespace

TargetReport::TargetReport(QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    clear();
}

void TargetReport::clear() {
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = new QWidget(this);
    m_grid = new QGridLayout(m_rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    layout()->addWidget(m_rows);
}

void TargetReport::addWide(QWidget* widget) {
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 3);
}

void TargetReport::say(const QString& text, bool isError) {
    clear();
    addWide(textLabel(text, isError ? "bad" : "secondary", m_rows));
}

void TargetReport::showFacts(const QString& title, const std::vector<TargetFact>& facts) {
    clear();
    addWide(textLabel(title, "secondary", m_rows));
    const auto unknown =
        std::find_if(facts.begin(), facts.end(), [](const TargetFact& fact) { return fact.hostKey.has_value(); });
    if (unknown != facts.end()) { // the login's line says the same, for a terminal
        addRow({"login", false, tr("Its key is not known yet").toStdString(), {}});
        addHostKey(*unknown->hostKey);
        return;
    }
    for (const TargetFact& fact : facts) {
        addRow(fact);
    }
}

// A state has a shape and a colour.
void TargetReport::addRow(const TargetFact& fact) {
    const int row = m_grid->rowCount();
    auto* mark = textLabel(fact.ok ? QStringLiteral("✓") : QStringLiteral("✕"), fact.ok ? "good" : "bad", m_rows);
    mark->setFixedWidth(MarkWidth);
    mark->setAccessibleName(fact.ok ? tr("there") : tr("missing"));
    mark->setToolTip(mark->accessibleName());
    auto* name = textLabel(TargetWords::check(QString::fromStdString(fact.name)), "secondary", m_rows);
    name->setFixedWidth(NameWidth);
    m_grid->addWidget(mark, row, 0, Qt::AlignTop);
    m_grid->addWidget(name, row, 1, Qt::AlignTop);
    m_grid->addWidget(textLabel(QString::fromStdString(fact.value), fact.ok ? "value" : "bad", m_rows), row, 2,
                      Qt::AlignTop);
    // The test's own hint is a command for a terminal.
    const QString hint = !fact.ok && fact.name == "engine"
                             ? tr("This Roentgen's programs are missing there: Install puts them on another machine")
                             : QString::fromStdString(fact.hint);
    if (!hint.isEmpty()) {
        m_grid->addWidget(textLabel(hint, "secondary", m_rows), row + 1, 2, Qt::AlignTop);
    }
}

void TargetReport::addHostKey(const HostKeyFacts& key) {
    const QString print = QString::fromStdString(key.fingerprint);
    addWide(textLabel(tr("%1 shows a key that this machine has not seen before:").arg(QString::fromStdString(key.host)),
                      "value", m_rows));
    auto* fingerprint =
        textLabel(QStringLiteral("%1 %2").arg(QString::fromStdString(key.type), print), "strong", m_rows);
    fingerprint->setObjectName(QStringLiteral("fingerprint"));
    addWide(fingerprint);
    auto* compared = new QCheckBox(tr("I have compared it with what its administrator says"), m_rows);
    compared->setObjectName(QStringLiteral("compared"));
    addWide(compared);
    auto* trust = new QPushButton(tr("Trust this key"), m_rows);
    trust->setObjectName(QStringLiteral("trust"));
    trust->setMinimumHeight(32);
    trust->setEnabled(false);
    m_grid->addWidget(trust, m_grid->rowCount(), 0, 1, 3, Qt::AlignLeft);
    connect(compared, &QCheckBox::toggled, trust, &QWidget::setEnabled);
    connect(trust, &QPushButton::clicked, this, [this, print] { Q_EMIT trustConfirmed(print); });
}

} // namespace roentgen::app
