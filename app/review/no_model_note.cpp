#include "app/review/no_model_note.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

NoModelNote::NoModelNote(QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    auto* heading = new QLabel(tr("No model to review yet"));
    heading->setProperty("role", QStringLiteral("title"));
    auto* text =
        new QLabel(tr("Review shows what a trained model says of an image and where it sees it, beside the labels. "
                      "Train a model first, or choose a weights file."));
    text->setProperty("role", QStringLiteral("secondary"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setFixedWidth(440);
    auto* train = new QPushButton(tr("Set up an experiment"));
    train->setProperty("primary", true);
    auto* choose = new QPushButton(tr("Choose a weights file …"));
    column->addStretch(1);
    column->addWidget(heading, 0, Qt::AlignHCenter);
    // Stretches, not an alignment: an aligned label is not given the height that its wrapped lines need.
    auto* textRow = new QHBoxLayout;
    textRow->addStretch(1);
    textRow->addWidget(text);
    textRow->addStretch(1);
    column->addLayout(textRow);
    column->addSpacing(16);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(train);
    buttons->addWidget(choose);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(2);
    connect(train, &QPushButton::clicked, this, &NoModelNote::experimentRequested);
    connect(choose, &QPushButton::clicked, this, &NoModelNote::weightsFileRequested);
}

} // namespace roentgen::app
