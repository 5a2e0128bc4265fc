#include "app/studies/study_header.h"

#include "app/studies/filter_bar.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace roentgen::app {

StudyHeader::StudyHeader(QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_filters = new FilterBar(this);
    layout->addWidget(m_filters, 1);
    m_table = makeTool(QStringLiteral("table"), tr("Table"), QKeySequence(Qt::CTRL | Qt::Key_T));
    m_gallery = makeTool(QStringLiteral("gallery"), tr("Gallery"), QKeySequence(Qt::CTRL | Qt::Key_G));
    m_inspector = makeTool(QStringLiteral("inspector"), tr("Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I));
    m_beside = makeTool(QStringLiteral("beside"), tr("Open the two chosen images beside each other"),
                        QKeySequence(Qt::CTRL | Qt::Key_B));
    m_beside->setCheckable(false);
    for (QToolButton* button : {m_beside, m_table, m_gallery, m_inspector}) {
        layout->addWidget(button);
    }
    m_inspector->setChecked(QSettings().value(QStringLiteral("studies/inspector"), true).toBool());
    auto* views = new QButtonGroup(this);
    views->addButton(m_table);
    views->addButton(m_gallery);
    m_train = new QPushButton(tr("Train on this data set"), this);
    m_train->setProperty("primary", true);
    m_train->setToolTip(tr("Set up an experiment on this data set (Ctrl+E)"));
    m_train->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    layout->addSpacing(8);
    layout->addWidget(m_train);
    connect(m_beside, &QToolButton::clicked, this, &StudyHeader::besideRequested);
    connect(m_table, &QToolButton::clicked, this, [this] { Q_EMIT galleryChosen(false); });
    connect(m_gallery, &QToolButton::clicked, this, [this] { Q_EMIT galleryChosen(true); });
    connect(m_inspector, &QToolButton::toggled, this, &StudyHeader::inspectorToggled);
    connect(m_train, &QPushButton::clicked, this, &StudyHeader::trainRequested);
}

StudyHeader::~StudyHeader() {
    QSettings().setValue(QStringLiteral("studies/inspector"), wantsInspector());
}

QToolButton* StudyHeader::makeTool(const QString& iconName, const QString& text, const QKeySequence& keys) {
    auto* button = new QToolButton(this);
    button->setIcon(widgets::icon(iconName));
    button->setIconSize(QSize(20, 20));
    button->setFixedSize(32, 32);
    button->setCheckable(true);
    button->setShortcut(keys);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    button->setAccessibleName(text);
    return button;
}

bool StudyHeader::wantsInspector() const {
    return m_inspector->isChecked();
}

void StudyHeader::setSourceShown(bool shown) {
    m_train->setVisible(shown);
    m_filters->setVisible(shown);
    for (QToolButton* button : {m_beside, m_table, m_gallery, m_inspector}) {
        button->setVisible(shown);
    }
}

void StudyHeader::setGallery(bool gallery) {
    (gallery ? m_gallery : m_table)->setChecked(true);
}

void StudyHeader::setBesideEnabled(bool enabled) {
    m_beside->setEnabled(enabled);
}

} // namespace roentgen::app
