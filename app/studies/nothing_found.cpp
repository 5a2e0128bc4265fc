#include "app/studies/nothing_found.h"

#include "app/studies/study_model.h"
#include "app/studies/study_search.h"
#include "widgets/scroll_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr size_t mostOffers = 4;

} // namespace

NothingFound::NothingFound(QWidget* parent)
    : QWidget(parent)
    , m_text(nullptr)
    , m_offers(new QVBoxLayout) {
    auto* column = new QWidget(this);
    column->setFixedWidth(440);
    auto* outer = new QHBoxLayout(this);
    outer->addStretch();
    outer->addWidget(column);
    outer->addStretch();
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    layout->addStretch(2);
    auto* title = widgets::textLabel(tr("No image matches"), "title", column);
    layout->addWidget(title);
    m_text = widgets::textLabel({}, "secondary", column);
    layout->addWidget(m_text);
    m_offers->setSpacing(8);
    layout->addLayout(m_offers);
    layout->addStretch(3);
}

void NothingFound::explain(const StudyQuery& query, const std::vector<Relaxation>& relaxations) {
    while (QLayoutItem* item = m_offers->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const QStringList words = searchWords(query.text);
    m_text->setText(words.size() > 1
                        ? tr("Every word must occur in the row of an image: in its patient, study, file, labels, sex, "
                             "view, side, date, modality, split or problem.")
                        : tr("A word may occur in the patient, study, file, labels, sex, view, side, date, modality, "
                             "split or problem of an image."));
    m_text->setVisible(!words.isEmpty());
    for (size_t i = 0; i < std::min(relaxations.size(), mostOffers); ++i) {
        const Relaxation& relaxed = relaxations[i];
        offer(relaxed.word.isEmpty()
                  ? tr("Without the filter %1: %Ln image(s)", nullptr, relaxed.count).arg(facetTitle(relaxed.facet))
                  : tr("Without \"%1\": %Ln image(s)", nullptr, relaxed.count).arg(relaxed.word),
              relaxed.query);
    }
    StudyQuery all = query;
    all.text.clear();
    for (QStringList& chosen : all.chosen) {
        chosen.clear();
    }
    offer(tr("Show all images"), all);
}

void NothingFound::offer(const QString& text, const StudyQuery& query) {
    auto* button = new QPushButton(text, this);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    connect(button, &QPushButton::clicked, this, [this, query] { Q_EMIT queryChosen(query); });
    m_offers->addWidget(button, 0, Qt::AlignLeft);
}

} // namespace roentgen::app
