#include "app/studies/source_notice.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int ColumnWidth = 480; // fixed: the height of its wrapped text is then known to the layout

QLabel* makeLabel(const char* role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setProperty("role", QLatin1String(role));
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

SourceNotice::SourceNotice(QWidget* parent)
    : QWidget(parent) {
    auto* column = new QWidget(this);
    column->setFixedWidth(ColumnWidth);
    auto* outer = new QHBoxLayout(this);
    outer->addStretch();
    outer->addWidget(column);
    outer->addStretch();
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    m_title = makeLabel("title", this);
    m_text = makeLabel("secondary", this);
    m_text->setTextFormat(Qt::PlainText);
    m_offers = makeOffers();
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_offers);
    layout->addStretch(3);
}

QWidget* SourceNotice::makeOffers() {
    auto* offers = new QWidget(this);
    auto* add = new QPushButton(widgets::icon(QStringLiteral("add_folder"), widgets::Role::OnAccent), tr("Add folder…"),
                                offers);
    add->setObjectName(QStringLiteral("emptyAddFolder"));
    add->setProperty("primary", true);
    add->setToolTip(tr("Add folder… (%1)").arg(QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
    auto* phantoms = new QPushButton(widgets::icon(QStringLiteral("phantom")), tr("Make phantoms"), offers);
    phantoms->setObjectName(QStringLiteral("emptyPhantoms"));
    phantoms->setToolTip(tr("Synthetic chest films with planted findings, to try everything without patient data"));
    auto* row = new QHBoxLayout(offers);
    row->addStretch();
    row->addWidget(add);
    row->addWidget(phantoms);
    row->addStretch();
    connect(add, &QPushButton::clicked, this, &SourceNotice::addFolderRequested);
    connect(phantoms, &QPushButton::clicked, this, [this] {
        Q_EMIT phantomsRequested();
        setOffersEnabled(false); // until they are there, or what happened is said
    });
    return offers;
}

void SourceNotice::say(const QString& title, const QString& text, Offers offers) {
    m_title->setText(title);
    m_text->setText(text);
    m_offers->setVisible(offers == Offers::WaysToData);
}

void SourceNotice::setOffersEnabled(bool enabled) {
    m_offers->setEnabled(enabled);
}

} // namespace roentgen::app
