// The parts of the Review page, and its keys.
#include "app/review/review_page.h"

#include "app/popup_keys.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"

#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::ColorMap;
using widgets::ImageView;

namespace {

QToolButton* toolButton(const QString& icon, const QString& tip) {
    auto* button = new QToolButton;
    button->setIcon(widgets::icon(icon));
    button->setIconSize({20, 20});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

void ReviewPage::setupPanels() {
    m_casePanel = new CaseListPanel(m_cases);
    m_findingPanel = new FindingPanel(m_findings);
    m_view = new ImageView;
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    m_strip = makeStrip();
    column->addWidget(m_strip);

    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_casePanel);
    m_splitter->addWidget(centre);
    m_splitter->addWidget(m_findingPanel);
    m_splitter->setStretchFactor(1, 1);
    m_casePanel->setMinimumWidth(260);
    m_findingPanel->setMinimumWidth(328);
    m_splitter->setSizes({296, 800, 340});
    m_splitter->restoreState(QSettings().value(QStringLiteral("review/splitter")).toByteArray());

    m_stack = new QStackedWidget;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* ReviewPage::makeStrip() {
    auto* strip = new QWidget;
    strip->setProperty("panel", true);
    strip->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    m_previous = toolButton(QStringLiteral("previous"), tr("Previous image (←)"));
    m_next = toolButton(QStringLiteral("next"), tr("Next image (→)"));
    m_heatmapButton = toolButton(QStringLiteral("heatmap"), tr("Heatmap (H)"));
    m_heatmapButton->setCheckable(true);
    m_heatmapButton->setChecked(true);
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setPageStep(10);
    m_opacity->setMinimumWidth(80);
    m_opacity->setMaximumWidth(180);
    m_opacity->setAccessibleName(tr("Heatmap opacity"));
    m_opacity->setToolTip(tr("Heatmap opacity ([ and ])"));
    m_opacityText = new QLabel;
    m_opacityText->setProperty("role", QStringLiteral("secondary"));
    m_opacityText->setMinimumWidth(44);
    m_colorMap = new QComboBox;
    m_colorMap->setAccessibleName(tr("Colour map"));
    m_colorMap->setToolTip(tr("Colour map"));
    for (const ColorMap map : widgets::AllColorMaps) {
        m_colorMap->addItem(widgets::colorMapName(map), int(map));
    }
    row->addWidget(m_previous);
    row->addWidget(m_next);
    m_heatmapNote = new QLabel(tr("Below the threshold"));
    m_heatmapNote->setObjectName(QStringLiteral("heatmapNote"));
    m_heatmapNote->setProperty("role", QStringLiteral("caption"));
    m_heatmapNote->setToolTip(tr("The heatmap of a finding below the threshold is shown on request (H)."));
    m_heatmapNote->hide();
    row->addStretch(1);
    row->addWidget(m_heatmapNote);
    row->addWidget(m_heatmapButton);
    row->addWidget(m_opacity, 2);
    row->addWidget(m_opacityText);
    row->addWidget(m_colorMap);
    connect(m_previous, &QToolButton::clicked, this, [this] { m_casePanel->step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_casePanel->step(1); });
    connect(m_heatmapButton, &QToolButton::clicked, this, &ReviewPage::toggleHeatmap);
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) { setOpacity(percent / 100.0); });
    connect(m_colorMap, &QComboBox::currentIndexChanged, this,
            [this] { m_view->setColorMap(ColorMap(m_colorMap->currentData().toInt())); });
    const QSettings settings;
    setOpacity(settings.value(QStringLiteral("review/opacity"), 0.5).toDouble());
    m_colorMap->setCurrentIndex(
        std::max(0, m_colorMap->findData(settings.value(QStringLiteral("review/colorMap"), 0))));
    return strip;
}

void ReviewPage::setupEmpty() {
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
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
    m_stack->addWidget(empty);
    m_stack->addWidget(m_splitter);
    connect(train, &QPushButton::clicked, this, [this] {
        if (m_context.navigator != nullptr) {
            Q_EMIT m_context.navigator->pageRequested(QStringLiteral("experiments"));
        }
    });
    connect(choose, &QPushButton::clicked, this, &ReviewPage::chooseWeightsFile);
}

void ReviewPage::addKey(const QKeySequence& key, const std::function<void()>& act) {
    auto* shortcut = new QShortcut(key, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, act);
}

void ReviewPage::setupKeys() {
    keepKeysInPopups();
    addKey(Qt::Key_Up, [this] { m_findingPanel->step(-1); });
    addKey(Qt::Key_Down, [this] { m_findingPanel->step(1); });
    addKey(Qt::Key_Left, [this] { m_casePanel->step(-1); });
    addKey(Qt::Key_Right, [this] { m_casePanel->step(1); });
    addKey(Qt::Key_A, [this] { giveVerdict(m_findingPanel->currentFinding(), Verdict::Accept); });
    addKey(Qt::Key_R, [this] { giveVerdict(m_findingPanel->currentFinding(), Verdict::Reject); });
    addKey(Qt::Key_U, [this] { giveVerdict(m_findingPanel->currentFinding(), Verdict::Uncertain); });
    addKey(Qt::Key_C, [this] { m_findingPanel->focusComment(); });
    addKey(Qt::Key_D, [this] { sayRead(); });
    addKey(Qt::CTRL | Qt::Key_E, [this] { askForExport(); });
    addKey(Qt::Key_H, [this] { toggleHeatmap(); });
    addKey(Qt::Key_BracketLeft, [this] { setOpacity(m_view->heatmapOpacity() - 0.1); });
    addKey(Qt::Key_BracketRight, [this] { setOpacity(m_view->heatmapOpacity() + 0.1); });
    addKey(Qt::CTRL | Qt::Key_Z, [this] { m_store->undoStack()->undo(); });
    addKey(Qt::CTRL | Qt::SHIFT | Qt::Key_Z, [this] { m_store->undoStack()->redo(); });
    addKey(Qt::CTRL | Qt::Key_Y, [this] { m_store->undoStack()->redo(); });
    addKey(QKeySequence::Find, [this] { m_casePanel->focusSearch(); });
    connect(m_view, &ImageView::fullScreenRequested, this, [this] { setPanelsVisible(m_casePanel->isHidden()); });
    m_view->setFurtherKeyHelp({{QStringLiteral("↑ ↓"), tr("finding")},
                               {QStringLiteral("← →"), tr("previous, next image")},
                               {QStringLiteral("A  R  U"), tr("accept, reject, uncertain")},
                               {QStringLiteral("D"), tr("image read, or not")},
                               {QStringLiteral("C"), tr("comment; Esc goes back")},
                               {QStringLiteral("H"), tr("heatmap on or off")},
                               {QStringLiteral("[  ]"), tr("heatmap opacity")},
                               {tr("Ctrl+Z  Ctrl+Y"), tr("undo, redo a verdict")},
                               {tr("Ctrl+E"), tr("export verdicts")},
                               {QStringLiteral("F"), tr("image alone, or with the panels")}},
                              {QStringLiteral("R  L"), QStringLiteral("H  V"), QStringLiteral("F")});
}

void ReviewPage::setOpacity(double opacity) {
    m_view->setHeatmapOpacity(opacity);
    const int percent = int(m_view->heatmapOpacity() * 100 + 0.5);
    const QSignalBlocker blocker(m_opacity);
    m_opacity->setValue(percent);
    m_opacityText->setText(tr("%1 %").arg(QLocale().toString(percent)));
}

void ReviewPage::setPanelsVisible(bool visible) {
    m_casePanel->setVisible(visible);
    m_findingPanel->setVisible(visible);
}

} // namespace roentgen::app
