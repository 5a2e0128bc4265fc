#include "app/experiments/experiment_heading.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

ExperimentHeading::ExperimentHeading(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_source(new QLabel(this))
    , m_remark(new QLabel(this))
    , m_use(new QPushButton(tr("New experiment from this preset"), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_title->setProperty("role", QStringLiteral("title"));
    m_source->setProperty("role", QStringLiteral("secondary"));
    for (QLabel* label : {m_title, m_source, m_remark}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_use->setProperty("primary", true);
    connect(m_use, &QPushButton::clicked, this, &ExperimentHeading::useRequested);
    layout->addSpacing(4);
    layout->addWidget(m_use, 0, Qt::AlignLeft);
}

void ExperimentHeading::showStored(const QString& title, const QString& file) {
    m_title->setText(title);
    m_source->setText(QDir::toNativeSeparators(file));
    m_remark->hide();
    m_use->hide();
}

void ExperimentHeading::showPreset(const QString& title, const QString& source, const QString& finding) {
    m_title->setText(title);
    m_source->setText(source);
    showRemark(finding);
    m_use->show();
}

void ExperimentHeading::showRemark(const QString& text) {
    m_remark->setText(text);
    m_remark->show();
}

} // namespace roentgen::app
