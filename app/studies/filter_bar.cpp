#include "app/studies/filter_bar.h"

#include "app/studies/study_model.h"
#include "widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>

namespace roentgen::app {

namespace {

constexpr int mostChips = 3;

} // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_chips(new QHBoxLayout)
    , m_keep(new QToolButton(this))
    , m_count(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_text->setObjectName(QStringLiteral("filter"));
    m_text->setFixedWidth(220);
    m_text->setClearButtonEnabled(true);
    m_text->addAction(widgets::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_text->setPlaceholderText(tr("Words of any column …"));
    m_text->setToolTip(tr("Every word must occur in the row: patient, study, image, label, sex, view, side, "
                          "date, split … Put \"several words\" that belong together in quotes (Ctrl+F)"));
    m_text->setAccessibleName(tr("Filter"));
    layout->addWidget(m_text);
    m_chips->setSpacing(6);
    layout->addLayout(m_chips);
    m_keep->setObjectName(QStringLiteral("keepFilter"));
    m_keep->setIcon(widgets::icon(QStringLiteral("keep")));
    m_keep->setIconSize(QSize(18, 18));
    m_keep->setShortcut(QKeySequence::Save);
    m_keep->setToolTip(tr("Keep this filter under a name (Ctrl+S)"));
    m_keep->setAccessibleName(tr("Keep this filter"));
    m_keep->hide();
    connect(m_keep, &QToolButton::clicked, this, [this] { Q_EMIT keepRequested(words()); });
    layout->addWidget(m_keep);
    m_count->setProperty("role", QStringLiteral("secondary"));
    layout->addWidget(m_count);
    layout->addStretch();
    m_typing.setSingleShot(true);
    m_typing.setInterval(120);
    connect(m_text, &QLineEdit::textChanged, &m_typing, QOverload<>::of(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (m_query.text != m_text->text()) {
            m_query.text = m_text->text();
            Q_EMIT queryChanged(m_query);
        }
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, &FilterBar::focusText);
}

void FilterBar::focusText() {
    m_text->setFocus();
    m_text->selectAll();
}

void FilterBar::setQuery(const StudyQuery& query) {
    m_query = query;
    if (m_text->text() != query.text) {
        m_text->setText(query.text);
    }
    m_keep->setVisible(query.isFiltering());
    showChips();
}

QString FilterBar::words() const {
    QStringList words;
    if (!m_query.text.trimmed().isEmpty()) {
        words << m_query.text.trimmed();
    }
    for (int facet = 0; facet < int(Facet::Count); ++facet) {
        for (const QString& value : m_query.chosen[facet]) {
            words << facetValueText(Facet(facet), value);
        }
    }
    return words.join(QStringLiteral(", "));
}

void FilterBar::setCounts(int shown, int all) {
    const QLocale locale;
    m_count->setText(
        all < 0 ? QString()
        : shown == all
            ? tr("%Ln image(s)", nullptr, all)
            : tr("%1 of %2", "images shown of all images").arg(locale.toString(shown), locale.toString(all)));
}

void FilterBar::showChips() {
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    int chips = 0;
    QStringList hidden;
    for (int facet = 0; facet < int(Facet::Count); ++facet) {
        for (const QString& value : std::as_const(m_query.chosen[facet])) {
            const QString text = facetValueText(Facet(facet), value);
            if (++chips > mostChips) {
                hidden << text;
                continue;
            }
            QStringList remaining = m_query.chosen[facet];
            remaining.removeOne(value);
            addChip(text, tr("%1: %2. Click to take the filter away").arg(facetTitle(Facet(facet)), text), Facet(facet),
                    remaining);
        }
    }
    if (!hidden.isEmpty()) {
        auto* more = new QLabel(QStringLiteral("+%1").arg(hidden.size()), this);
        more->setProperty("role", QStringLiteral("secondary"));
        more->setToolTip(hidden.join(QStringLiteral(", ")));
        m_chips->addWidget(more);
    }
}

void FilterBar::addChip(const QString& text, const QString& tip, Facet facet, const QStringList& remaining) {
    auto* chip = new QToolButton(this);
    chip->setProperty("chip", true);
    chip->setCheckable(true);
    chip->setChecked(true);
    chip->setText(text);
    chip->setToolTip(tip);
    chip->setIcon(widgets::icon(QStringLiteral("cancel"), widgets::Role::Text, widgets::Role::Text));
    chip->setIconSize(QSize(10, 10));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(chip, &QToolButton::clicked, this, [this, facet, remaining] {
        m_query.chosen[size_t(facet)] = remaining;
        Q_EMIT queryChanged(m_query);
    });
    m_chips->addWidget(chip);
}

} // namespace roentgen::app
