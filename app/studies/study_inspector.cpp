#include "app/studies/study_inspector.h"

#include "app/studies/data_words.h"
#include "app/studies/study_model.h"
#include "widgets/scroll_column.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

namespace {

constexpr int pictureSide = 288;
constexpr int longestWord = 190; // pixels of a value

void clear(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->deleteLater();
        }
        if (item->layout() != nullptr) {
            clear(item->layout());
        }
        delete item;
    }
}

QWidget* makeSection(const QString& title, QVBoxLayout** content, QWidget* parent) {
    auto* section = new QWidget(parent);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(textLabel(title, "section", section));
    *content = new QVBoxLayout;
    (*content)->setSpacing(6);
    layout->addLayout(*content);
    return section;
}

} // namespace

StudyInspector::StudyInspector(QWidget* parent)
    : QWidget(parent)
    , m_picture(new QLabel(this))
    , m_name(nullptr)
    , m_facts(new QFormLayout)
    , m_labelSection(nullptr)
    , m_labels(nullptr)
    , m_problemSection(nullptr)
    , m_problems(nullptr) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(320);
    QWidget* content = widgets::addScrollColumn(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    m_picture->setFixedSize(pictureSide, pictureSide);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setWordWrap(true);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    m_name = textLabel({}, "strong", content);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    layout->addWidget(m_name);
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(6);
    m_facts->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_facts);
    m_labelSection = makeSection(tr("LABELS"), &m_labels, content);
    layout->addWidget(m_labelSection);
    m_problemSection = makeSection(tr("IN THIS DATA SET"), &m_problems, content);
    layout->addWidget(m_problemSection);
    layout->addStretch();
    setImage(nullptr, nullptr);
    setDataset(nullptr);
}

void StudyInspector::setDataset(const StudyTable* table) {
    clear(m_problems);
    m_problemSection->setVisible(table != nullptr);
    if (table == nullptr) {
        return;
    }
    m_problems->addWidget(textLabel(tr("Read as: %1").arg(layoutText(QString::fromStdString(table->header().layout))),
                                    "secondary", m_problemSection));
    auto* layout = new QPushButton(tr("Change how it is read…"), m_problemSection);
    layout->setProperty("link", true);
    layout->setCursor(Qt::PointingHandCursor);
    connect(layout, &QPushButton::clicked, this, &StudyInspector::layoutRequested);
    m_problems->addWidget(layout, 0, Qt::AlignLeft);
    for (const DataProblem& problem : table->header().problems) {
        auto* text = textLabel(problemText(problem), "warning", m_problemSection);
        m_problems->addWidget(text);
        if (!problem.examples.empty()) {
            auto* show = new QPushButton(tr("Show list"), m_problemSection);
            show->setProperty("link", true);
            show->setCursor(Qt::PointingHandCursor);
            connect(show, &QPushButton::clicked, this, [this, problem] { Q_EMIT problemsRequested(problem); });
            m_problems->addWidget(show, 0, Qt::AlignLeft);
        }
    }
}

void StudyInspector::setImage(const StudyTable* table, const StudyTable::Row* row) {
    while (m_facts->rowCount() > 0) {
        m_facts->removeRow(0);
    }
    clear(m_labels);
    const bool any = table != nullptr && row != nullptr;
    m_picture->setVisible(any);
    m_name->setVisible(any);
    m_labelSection->setVisible(any && (row->labelled || row->labelCount > 0));
    if (any) {
        m_name->setText(table->string(row->image == 0 ? row->file : row->image));
        m_name->setToolTip(QDir::toNativeSeparators(table->path(*row)));
        showFacts(*table, *row);
        showLabels(*table, *row);
    }
}

void StudyInspector::addFact(const QString& name, const QString& value) {
    if (value.isEmpty()) {
        return;
    }
    auto* label = textLabel(value, "value", this);
    if (!value.contains(QLatin1Char(' '))) { // a UID cannot be broken into lines
        label->setText(label->fontMetrics().elidedText(value, Qt::ElideMiddle, longestWord));
        label->setToolTip(value);
    }
    m_facts->addRow(textLabel(name, "secondary", this), label);
}

void StudyInspector::showFacts(const StudyTable& table, const StudyTable::Row& row) {
    addFact(tr("Problem"), refusalText(table.string(row.refusal)));
    addFact(tr("Patient"), table.string(row.patient));
    addFact(tr("Name"), personName(table.string(row.patientName)));
    addFact(tr("Known by", "of a patient: by what it is known that a film is his"),
            row.patient == 0 ? QString() : patientRuleText(table.string(row.patientRule)));
    QStringList person;
    if (row.age >= 0) {
        person << tr("%n years", nullptr, row.age);
    }
    if (row.sex != 0) {
        person << sexText(table.string(row.sex));
    }
    addFact(tr("Age, sex"), person.join(QStringLiteral(", ")));
    addFact(tr("Study"), table.string(row.study));
    addFact(tr("Date"), table.string(row.date));
    addFact(tr("Modality"), table.string(row.modality));
    QStringList view;
    if (row.view != 0) {
        view << table.string(row.view);
    }
    if (row.laterality != 0) {
        view << lateralityText(table.string(row.laterality));
    }
    addFact(tr("View"), view.join(QStringLiteral(", ")));
    if (row.columns > 0) {
        addFact(tr("Size"), tr("%1 × %2 px").arg(row.columns).arg(row.rows));
    }
    if (row.frames > 1) {
        addFact(tr("Frames"), QLocale().toString(row.frames));
    }
    addFact(tr("Split"), splitText(table.string(row.split)));
}

void StudyInspector::showLabels(const StudyTable& table, const StudyTable::Row& row) {
    QMap<QString, int> boxes;
    const auto all = table.boxes(row);
    for (const LabelBox& box : all) {
        ++boxes[QString::fromStdString(box.label)];
    }
    if (row.labelCount == 0) {
        m_labels->addWidget(textLabel(tr("No finding"), "secondary", m_labelSection));
    }
    for (int i = 0; i < row.labelCount; ++i) {
        const QString label = table.string(table.labels(row)[i]);
        const int count = boxes.take(label);
        const QString text = findingText(label);
        m_labels->addWidget(
            textLabel(count == 0 ? text : tr("%1 · %n box(es)", nullptr, count).arg(text), "value", m_labelSection));
    }
    for (auto box = boxes.cbegin(); box != boxes.cend(); ++box) {
        m_labels->addWidget(textLabel(tr("%1 · %n box(es)", nullptr, box.value()).arg(findingText(box.key())), "value",
                                      m_labelSection));
    }
}

void StudyInspector::setPicture(const QImage& picture, const QString& failure) {
    QPixmap field(QSize(pictureSide, pictureSide) * devicePixelRatioF());
    field.setDevicePixelRatio(devicePixelRatioF());
    field.fill(widgets::color(widgets::Role::ImageBackground));
    QPainter painter(&field);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!picture.isNull()) {
        const QSize size = picture.size().scaled(pictureSide, pictureSide, Qt::KeepAspectRatio);
        painter.drawImage(QRect(QPoint((pictureSide - size.width()) / 2, (pictureSide - size.height()) / 2), size),
                          picture);
    } else if (!failure.isEmpty()) {
        painter.setFont(widgets::font(widgets::Type::Caption));
        painter.setPen(widgets::color(widgets::Role::ImageText));
        painter.drawText(QRect(16, 16, pictureSide - 32, pictureSide - 32), Qt::AlignCenter | Qt::TextWordWrap,
                         failure);
    }
    painter.end();
    m_picture->setPixmap(field);
}

} // namespace roentgen::app
