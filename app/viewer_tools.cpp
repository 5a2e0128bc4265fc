// The tool strip of a Viewer, and the words in the corners of its images.
#include "app/viewer.h"

#include "app/film_labels.h"

#include "widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::ImageView;

namespace {

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

QString firstOf(const std::string& known, const QString& fromFile) {
    return known.empty() ? fromFile : textOf(known);
}

} // namespace

QAction* Viewer::addTool(const QString& iconName, const QString& text, const QString& key, std::function<void()> act) {
    auto* action = new QAction(widgets::icon(iconName), text, this);
    action->setToolTip(key.isEmpty() ? text : tr("%1 (%2)", "tool and its key").arg(text, key));
    connect(action, &QAction::triggered, this, [this, act = std::move(act)] {
        act();
        activeView()->setFocus();
    });
    m_tools->addAction(action);
    return action;
}

void Viewer::setupTools() {
    m_tools = new QToolBar;
    m_tools->setObjectName(QStringLiteral("viewerTools"));
    m_tools->setIconSize({20, 20});
    m_tools->setMovable(false);
    addTool(QStringLiteral("cancel"), tr("Close"), tr("Esc"), [this] {
        setFullScreen(false);
        Q_EMIT closed();
    });
    m_previousAction =
        addTool(QStringLiteral("previous"), tr("Previous image"), QStringLiteral("←"), [this] { showNext(-1); });
    m_nextAction = addTool(QStringLiteral("next"), tr("Next image"), QStringLiteral("→"), [this] { showNext(1); });
    m_position = new QLabel;
    m_position->setProperty("role", QStringLiteral("secondary"));
    m_position->setContentsMargins(8, 0, 8, 0);
    m_tools->addWidget(m_position);
    m_tools->addSeparator();

    m_presets = new QComboBox;
    m_presets->setAccessibleName(tr("Window preset"));
    m_presets->setToolTip(tr("Window preset (1 … 9)"));
    m_presets->setPlaceholderText(tr("Window"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setMinimumContentsLength(9);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        activeView()->choosePreset(index + 1);
        activeView()->setFocus();
    });
    m_tools->addWidget(m_presets);
    m_invertAction = addTool(QStringLiteral("invert"), tr("Invert"), QStringLiteral("I"),
                             [this] { activeView()->setInverted(!activeView()->window().inverted); });
    m_invertAction->setCheckable(true);
    m_tools->addSeparator();
    addTool(QStringLiteral("fit"), tr("Whole image"), tr("double click"), [this] {
        activeView()->fit();
        link(m_active, false, true);
    });
    addTool(QStringLiteral("actual_size"), tr("One image pixel on one screen pixel"), tr("double click"),
            [this] { activeView()->actualSize(); });
    addTool(QStringLiteral("turn_left"), tr("Turn left"), QStringLiteral("L"), [this] { activeView()->turn(-1); });
    addTool(QStringLiteral("turn_right"), tr("Turn right"), QStringLiteral("R"), [this] { activeView()->turn(1); });
    addTool(QStringLiteral("mirror"), tr("Mirror"), QStringLiteral("H"), [this] { activeView()->mirror(true, false); });
    m_tools->addSeparator();
    m_boxesAction = addTool(QStringLiteral("boxes"), tr("Boxes"), QStringLiteral("B"), [this] {
        const bool visible = !activeView()->boxesVisible();
        for (const Pane& pane : m_panes) {
            pane.view->setBoxesVisible(visible);
        }
    });
    m_boxesAction->setCheckable(true);
    m_besideAction = addTool(QStringLiteral("beside"), tr("Next image beside"), QStringLiteral("S"),
                             [this] { setBeside(!m_beside); });
    m_besideAction->setCheckable(true);
    m_hangingAction =
        addTool(QStringLiteral("back_to_back"), tr("Chest walls back to back"), QStringLiteral("M"),
                [this] { setHanging(m_hanging == Hanging::BackToBack ? Hanging::SideBySide : Hanging::BackToBack); });
    m_hangingAction->setCheckable(true);
    m_tools->addSeparator();
    addTool(QStringLiteral("view_reset"), tr("Reset"), tr("Space"), [this] { activeView()->reset(); });
    addTool(QStringLiteral("full_screen"), tr("Full screen"), QStringLiteral("F"),
            [this] { setFullScreen(m_fullScreen == nullptr); });
    addTool(QStringLiteral("keys"), tr("Keys and mouse"), QStringLiteral("?"),
            [this] { activeView()->setKeyHelpVisible(!activeView()->keyHelpVisible()); });
    m_content->layout()->addWidget(m_tools);
    // What a narrow view has no room for.
    if (auto* more = m_tools->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"))) {
        more->setIcon(widgets::icon(QStringLiteral("more")));
        more->setToolTip(tr("More tools"));
        more->setAccessibleName(tr("More tools"));
    }
}

void Viewer::setToolsVisible(bool visible) {
    m_tools->setVisible(visible);
}

void Viewer::updateTools() {
    if (m_position == nullptr || m_panes[0].view == nullptr) {
        return;
    }
    const int count = int(m_paths.size());
    m_position->setText(m_index < 0 ? QString()
                                    : tr("%1 of %2").arg(QLocale().toString(m_index + 1), QLocale().toString(count)));
    m_previousAction->setEnabled(m_index > 0);
    m_nextAction->setEnabled(m_index >= 0 && m_index + 1 < count);
    m_besideAction->setEnabled(m_beside || m_index + 1 < count);
    m_besideAction->setChecked(m_beside);
    m_hangingAction->setEnabled(m_beside);
    m_hangingAction->setChecked(m_beside && m_hanging == Hanging::BackToBack);
    m_invertAction->setChecked(activeView()->window().inverted);
    m_boxesAction->setChecked(activeView()->boxesVisible());

    const QSignalBlocker blocker(m_presets);
    QStringList names;
    int chosen = -1;
    if (const auto film = activeView()->film()) {
        const auto& presets = film->presets();
        for (size_t i = 0; i < presets.size(); ++i) {
            names << tr("%1  %2", "number and name of a window preset").arg(i + 1).arg(presets[i].name);
            const widgets::WindowSetting window = activeView()->window();
            if (chosen < 0 && presets[i].center == window.center && presets[i].width == window.width) {
                chosen = int(i);
            }
        }
    }
    QStringList present;
    for (int i = 0; i < m_presets->count(); ++i) {
        present << m_presets->itemText(i);
    }
    if (names != present) {
        m_presets->clear();
        m_presets->addItems(names);
    }
    m_presets->setCurrentIndex(chosen);
    m_presets->setEnabled(!names.isEmpty());
}

void Viewer::describePane(Pane& pane, const FilmHeader& header) {
    const StudyImage image = describe(pane.key.path);
    widgets::CornerText corner;
    const QString id = firstOf(image.patient, header.patientId), name = firstOf(image.patientName, header.patientName);
    QStringList person;
    if (!name.isEmpty()) {
        person << name;
    }
    if (!id.isEmpty() && id != name) {
        person << tr("Patient %1").arg(id);
    }
    if (const QString sex = firstOf(image.sex, header.patientSex); !sex.isEmpty()) {
        person << sex;
    }
    if (image.age >= 0) {
        person << tr("aged %1").arg(image.age);
    }
    corner.topLeft << person.join(QStringLiteral(" · "));
    if (const QString date = firstOf(image.date, header.studyDate); !date.isEmpty()) {
        corner.topLeft << date;
    }
    corner.topLeft << QFileInfo(pane.key.path).fileName();
    if (image.labelled) {
        QStringList labels;
        for (const std::string& label : image.labels) {
            labels << findingTitle(textOf(label));
        }
        corner.topLeft << (labels.isEmpty() ? tr("No finding") : labels.join(QStringLiteral(", ")));
    }
    corner.topLeft.removeAll(QString());

    const QString side = firstOf(image.laterality, header.laterality), view = firstOf(image.view, header.viewPosition);
    const QString modality = firstOf(image.modality, header.modality);
    corner.topRight << QStringList({side, view}).join(QLatin1Char(' ')).trimmed();
    corner.topRight << modality << header.studyDescription;
    if (corner.topRight.first().isEmpty()) {
        corner.topRight.clear();
    }
    pane.view->setCornerText(corner);

    pane.view->setBoxes(filmBoxes(image.boxes, m_classes));
}

} // namespace roentgen::app
