#include "app/experiments/form_section.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

FormSectionBox::FormSectionBox(const QString& title, QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_button = new QToolButton(this);
    m_button->setText(title);
    m_button->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setIconSize({14, 14});
    m_button->setCheckable(true);
    m_button->setStyleSheet(QStringLiteral("QToolButton:checked { background: transparent; }"));
    m_button->setToolTip(tr("Open or close this section"));
    m_summary = new QLabel(this);
    m_summary->setProperty("role", QStringLiteral("secondary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QSizePolicy keepsPlace = m_summary->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true); // so that the row does not move
    m_summary->setSizePolicy(keepsPlace);
    m_wrong = new QLabel(tr("needs a correction", "of a section of the form"), this);
    m_wrong->setProperty("role", QStringLiteral("bad"));
    m_wrong->hide();
    row->addWidget(m_button);
    row->addWidget(m_summary, 1);
    row->addWidget(m_wrong);
    layout->addLayout(row);
    m_content = new QWidget(this);
    m_contentLayout = new QVBoxLayout(m_content);
    m_contentLayout->setContentsMargins(8, 0, 0, 12);
    m_contentLayout->setSpacing(8);
    layout->addWidget(m_content);
    setupFold();
    auto* line = new QFrame(this);
    line->setFixedHeight(1);
    line->setStyleSheet(QStringLiteral("background: palette(mid);"));
    layout->addWidget(line);
    connect(m_button, &QToolButton::toggled, this, &FormSectionBox::setOpen);
    setOpen(false);
}

void FormSectionBox::setupFold() {
    m_fold = new QToolButton(m_content);
    m_fold->setProperty("chip", true);
    m_fold->setCheckable(true);
    m_fold->setToolTip(tr("Keys that the chosen optimizer, loss, schedule or architecture does not use"));
    m_fold->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(22, 0, 0, 0);
    row->addWidget(m_fold);
    row->addStretch(1);
    m_contentLayout->addLayout(row);
    connect(m_fold, &QToolButton::toggled, this, &FormSectionBox::foldToggled);
}

void FormSectionBox::setFolded(int count) {
    m_fold->setText(m_fold->isChecked() ? tr("Hide %n unused key(s)", nullptr, count)
                                        : tr("%n unused key(s)", nullptr, count));
    m_fold->setVisible(count > 0);
}

bool FormSectionBox::showsFolded() const {
    return m_fold->isChecked();
}

// Above the fold button.
void FormSectionBox::add(QWidget* widget) {
    m_contentLayout->insertWidget(m_contentLayout->count() - 1, widget);
}

QLabel* FormSectionBox::addHeading(const QString& text) {
    auto* label = new QLabel(text, m_content);
    label->setProperty("role", QStringLiteral("section"));
    label->setContentsMargins(22, 8, 0, 0);
    add(label);
    return label;
}

void FormSectionBox::setSummary(const QString& text) {
    m_summary->setText(text);
    m_summary->setToolTip(text);
    m_button->setAccessibleDescription(text);
}

void FormSectionBox::setWrong(bool wrong) {
    m_wrong->setVisible(wrong);
}

void FormSectionBox::setOpen(bool open) {
    m_button->setChecked(open);
    m_button->setIcon(widgets::icon(open ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right")));
    m_content->setVisible(open);
    m_summary->setVisible(!open);
}

bool FormSectionBox::isOpen() const {
    return m_button->isChecked();
}

} // namespace roentgen::app
