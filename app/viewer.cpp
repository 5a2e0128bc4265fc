#include "app/viewer.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

using widgets::ImageView;

namespace {

constexpr int NeighboursAhead = 2;
constexpr int FramesAhead = 4;
constexpr int CineMilliseconds = 100;

} // namespace

Viewer::Viewer(const AppContext& context, QWidget* parent)
    : QWidget(parent)
    , m_loader(new FilmLoader(context.dataService, this))
    , m_content(new QWidget)
    , m_tools(new ViewerTools)
    , m_panes(new PaneRow(m_loader)) {
    setObjectName(QStringLiteral("viewer"));
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* contentLayout = new QVBoxLayout(m_content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_tools);
    contentLayout->addWidget(m_panes, 1);
    layout->addWidget(m_content);
    setFocusProxy(m_panes->view(0));
    setupTools();
    setupPanes();
    m_cine.setInterval(CineMilliseconds);
    connect(&m_cine, &QTimer::timeout, this, &Viewer::showNextFrame);
    updateTools();
}

Viewer::~Viewer() {
    m_panes->disconnect(this); // the focus moves on while they go
    delete m_fullScreen;
}

void Viewer::setupTools() {
    connect(m_tools, &ViewerTools::chosen, this, [this](ViewerCommand command) {
        carryOut(command);
        m_panes->active().view()->setFocus();
    });
    connect(m_tools, &ViewerTools::presetChosen, this, [this](int number) {
        m_panes->active().view()->choosePreset(number);
        m_panes->active().view()->setFocus();
    });
}

void Viewer::setupPanes() {
    connect(m_panes, &PaneRow::displayChanged, this, &Viewer::updateTools);
    connect(m_panes, &PaneRow::fullScreenRequested, this, [this] { carryOut(ViewerCommand::FullScreen); });
    connect(m_panes, &PaneRow::frameRequested, this, [this](int pane, int frame) {
        setCine(false);
        showFrame(pane, frame);
    });
    for (int i = 0; i < PaneRow::MostPanes; ++i) {
        view(i)->setFurtherKeyHelp({{QStringLiteral("← →"), tr("previous, next image")},
                                    {QStringLiteral("S"), tr("next image beside")},
                                    {QStringLiteral("M"), tr("chest walls back to back")},
                                    {QStringLiteral("C"), tr("play the frames of a stack")},
                                    {QStringLiteral("T"), tr("tools on or off")},
                                    {tr("Esc"), tr("close")}});
    }
}

void Viewer::setDescribe(PaneRow::Describe describe) {
    m_panes->setDescribe(std::move(describe));
}

void Viewer::setClasses(const QStringList& classes) {
    m_panes->setClasses(classes);
}

void Viewer::open(const QStringList& paths, int index) {
    m_paths = paths;
    m_index = paths.isEmpty() ? -1 : std::clamp(index, 0, int(paths.size()) - 1);
    m_besidePath.clear();
    showCurrent(false, Hanging::SideBySide);
    m_panes->focus(0);
}

void Viewer::openBeside(const QString& left, const QString& right) {
    const HungFilms hung = hangBeside(m_panes->describe(left), m_panes->describe(right));
    m_paths = hung.paths;
    m_index = 0;
    m_besidePath = m_paths[1];
    showCurrent(true, hung.hanging);
    m_panes->focus(0);
}

void Viewer::clear() {
    open({}, 0);
}

QString Viewer::currentPath() const {
    return m_panes->films().first().path;
}

void Viewer::showNext(int distance) {
    const int next = std::clamp(m_index + distance, 0, std::max(0, int(m_paths.size()) - 1));
    if (m_index >= 0 && next != m_index) {
        m_index = next;
        m_besidePath.clear();
        showCurrent(isBeside(), hanging());
    }
}

void Viewer::setBeside(bool beside) {
    if (beside != isBeside() && (!beside || m_index >= 0)) {
        m_besidePath.clear();
        showCurrent(beside, hanging());
    }
}

void Viewer::showCurrent(bool beside, Hanging hanging) {
    setCine(false);
    const auto pathAt = [this](int index) { return index >= 0 && index < m_paths.size() ? m_paths[index] : QString(); };
    QList<FilmKey> films = {{pathAt(m_index), 0}};
    if (beside) {
        films << FilmKey{m_besidePath.isEmpty() ? pathAt(m_index + 1) : m_besidePath, 0};
    }
    wantFilms(films);
    m_panes->hang(films, hanging);
    Q_EMIT currentChanged(currentPath());
}

void Viewer::wantFilms(const QList<FilmKey>& films) {
    QList<FilmKey> now, soon;
    for (const FilmKey& key : films) {
        if (!key.path.isEmpty()) {
            now << key;
            const LoadedFilm* film = m_loader->find({key.path, 0});
            for (int ahead = 1; film != nullptr && ahead <= FramesAhead && ahead < film->header.frames; ++ahead) {
                soon << FilmKey{key.path, (key.frame + ahead) % film->header.frames};
            }
        }
    }
    for (int distance = 1; distance <= NeighboursAhead && m_index >= 0; ++distance) {
        for (const int index : {m_index + distance, m_index - distance}) {
            if (index >= 0 && index < m_paths.size() && !now.contains(FilmKey{m_paths[index], 0})) {
                soon << FilmKey{m_paths[index], 0};
            }
        }
    }
    m_loader->want(now, soon);
}

void Viewer::showFrame(int pane, int frame) {
    QList<FilmKey> films = m_panes->films();
    films[pane].frame = frame;
    wantFilms(films);
    m_panes->showFrame(pane, frame);
    Q_EMIT frameChanged(frame);
}

void Viewer::setCine(bool running) {
    const LoadedFilm* film = m_loader->find({m_panes->active().key().path, 0});
    if (running && film != nullptr && film->header.frames > 1) {
        m_cine.start();
    } else {
        m_cine.stop();
    }
}

// Waits for a frame that is not there yet instead of leaving it out.
void Viewer::showNextFrame() {
    const FilmPane& pane = m_panes->active();
    const LoadedFilm* film = m_loader->find(pane.key());
    if (pane.isShown() && film != nullptr) {
        showFrame(m_panes->activeIndex(), (pane.key().frame + 1) % film->header.frames);
    }
}

void Viewer::updateTools() {
    m_tools->showState({m_index, int(m_paths.size()), isBeside(), hanging()}, *m_panes->active().view());
}

void Viewer::carryOut(ViewerCommand command) {
    ImageView& active = *m_panes->active().view();
    switch (command) {
    case ViewerCommand::Back:
        if (m_fullScreen != nullptr) {
            return setFullScreen(false);
        }
        [[fallthrough]];
    case ViewerCommand::Close:
        setFullScreen(false);
        Q_EMIT closed();
        return;
    case ViewerCommand::Previous:
        return showNext(-1);
    case ViewerCommand::Next:
        return showNext(1);
    case ViewerCommand::First:
        return showNext(-int(m_paths.size()));
    case ViewerCommand::Last:
        return showNext(int(m_paths.size()));
    case ViewerCommand::Invert:
        return active.setInverted(!active.window().inverted);
    case ViewerCommand::Fit:
        return m_panes->fitActive();
    case ViewerCommand::ActualSize:
        return active.actualSize();
    case ViewerCommand::TurnLeft:
        return active.turn(-1);
    case ViewerCommand::TurnRight:
        return active.turn(1);
    case ViewerCommand::Mirror:
        return active.mirror(true, false);
    case ViewerCommand::Boxes:
        return m_panes->setBoxesVisible(!active.boxesVisible());
    case ViewerCommand::Beside:
        return setBeside(!isBeside());
    case ViewerCommand::BackToBack:
        return m_panes->setHanging(hanging() == Hanging::BackToBack ? Hanging::SideBySide : Hanging::BackToBack);
    case ViewerCommand::Reset:
        return active.reset();
    case ViewerCommand::FullScreen:
        return setFullScreen(m_fullScreen == nullptr);
    case ViewerCommand::KeyHelp:
        return active.setKeyHelpVisible(!active.keyHelpVisible());
    case ViewerCommand::Tools:
        return m_tools->setVisible(m_tools->isHidden());
    case ViewerCommand::Cine:
        return setCine(!isCine());
    }
}

void Viewer::keyPressEvent(QKeyEvent* event) {
    if (const std::optional<ViewerCommand> command = viewerCommandOf(event->key())) {
        carryOut(*command);
    } else {
        event->ignore();
    }
}

bool Viewer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_fullScreen && event->type() == QEvent::KeyPress) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return event->isAccepted();
    }
    return QWidget::eventFilter(watched, event);
}

void Viewer::setFullScreen(bool fullScreen) {
    if (fullScreen == (m_fullScreen != nullptr)) {
        return;
    }
    if (fullScreen) {
        m_fullScreen = new QWidget;
        m_fullScreen->setWindowTitle(tr("Roentgen"));
        m_fullScreen->installEventFilter(this);
        auto* layout = new QVBoxLayout(m_fullScreen);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_content);
        m_fullScreen->showFullScreen();
    } else {
        layout()->addWidget(m_content);
        m_fullScreen->hide();
        m_fullScreen->deleteLater();
        m_fullScreen = nullptr;
    }
    m_content->show();
    m_panes->active().view()->setFocus();
}

} // namespace roentgen::app
