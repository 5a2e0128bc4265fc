#include "app/viewer.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

using widgets::ImageView;
using widgets::Side;
using widgets::ViewTransform;

namespace {

constexpr int NeighboursAhead = 2;
constexpr int FramesAhead = 4;
constexpr int CineMilliseconds = 100;

} // namespace

Viewer::Viewer(const AppContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_loader(new FilmLoader(context.dataService, this)) {
    setObjectName(QStringLiteral("viewer"));
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_content = new QWidget;
    auto* contentLayout = new QVBoxLayout(m_content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    layout->addWidget(m_content);
    setupTools();
    setupPanes();
    m_cine.setInterval(CineMilliseconds);
    connect(&m_cine, &QTimer::timeout, this, &Viewer::showNextFrame);

    const auto refill = [this](const FilmKey& key) {
        for (Pane& pane : m_panes) {
            if (pane.key == key && !pane.shown) {
                fillPane(pane);
            }
        }
    };
    connect(m_loader, &FilmLoader::loaded, this, refill);
    connect(m_loader, &FilmLoader::failed, this, refill);
    updateTools();
}

Viewer::~Viewer() {
    delete m_fullScreen;
}

void Viewer::setupPanes() {
    auto* panes = new QHBoxLayout;
    panes->setContentsMargins(0, 0, 0, 0);
    m_paneLayout = panes;
    for (int i = 0; i < 2; ++i) {
        auto* view = new ImageView;
        m_panes[size_t(i)].view = view;
        panes->addWidget(view, 1);
        view->setVisible(i == 0);
        view->installEventFilter(this);
        connect(view, &ImageView::windowChanged, this, [this, i] { link(i, true, false); });
        connect(view, &ImageView::transformChanged, this, [this, i] { link(i, false, true); });
        connect(view, &ImageView::displayChanged, this, &Viewer::updateTools);
        connect(view, &ImageView::fullScreenRequested, this, [this] { setFullScreen(m_fullScreen == nullptr); });
        connect(view, &ImageView::frameRequested, this, [this, i](int frame) {
            setCine(false);
            showFrame(i, frame);
        });
        view->setFurtherKeyHelp({{QStringLiteral("← →"), tr("previous, next image")},
                                 {QStringLiteral("S"), tr("next image beside")},
                                 {QStringLiteral("M"), tr("chest walls back to back")},
                                 {QStringLiteral("C"), tr("play the frames of a stack")},
                                 {QStringLiteral("T"), tr("tools on or off")},
                                 {tr("Esc"), tr("close")}});
    }
    static_cast<QVBoxLayout*>(m_content->layout())->addLayout(panes, 1);
    setFocusProxy(m_panes[0].view);
}

void Viewer::setDescribe(Describe describe) {
    m_describe = std::move(describe);
}

void Viewer::setClasses(const QStringList& classes) {
    m_classes = classes;
}

StudyImage Viewer::describe(const QString& path) const {
    StudyImage image;
    if (m_describe) {
        image = m_describe(path);
    }
    image.path = path.toStdString();
    return image;
}

void Viewer::open(const QStringList& paths, int index) {
    m_paths = paths;
    m_index = paths.isEmpty() ? -1 : std::clamp(index, 0, int(paths.size()) - 1);
    m_besidePath.clear();
    m_beside = false;
    m_hanging = Hanging::SideBySide;
    m_active = 0;
    showCurrent();
    m_panes[0].view->setFocus();
}

void Viewer::openBeside(const QString& left, const QString& right) {
    const StudyImage a = describe(left), b = describe(right);
    const bool pair = a.view == b.view &&
                      ((a.laterality == "R" && b.laterality == "L") || (a.laterality == "L" && b.laterality == "R"));
    // The right breast hangs on the left, as if one stood before the patient.
    const bool swap = pair && a.laterality == "L";
    m_paths = {swap ? right : left, swap ? left : right};
    m_index = 0;
    m_besidePath = m_paths[1];
    m_beside = true;
    m_hanging = pair ? Hanging::BackToBack : Hanging::SideBySide;
    m_active = 0;
    showCurrent();
    m_panes[0].view->setFocus();
}

void Viewer::clear() {
    open({}, 0);
}

QString Viewer::currentPath() const {
    return m_panes[0].key.path;
}

bool Viewer::isSettled() const {
    return std::all_of(m_panes.begin(), m_panes.end(),
                       [](const Pane& pane) { return pane.key.path.isEmpty() || pane.shown; });
}

ImageView* Viewer::activeView() const {
    return m_panes[size_t(m_active)].view;
}

void Viewer::showNext(int distance) {
    if (m_index < 0) {
        return;
    }
    const int next = std::clamp(m_index + distance, 0, int(m_paths.size()) - 1);
    if (next == m_index) {
        return;
    }
    m_index = next;
    m_besidePath.clear();
    showCurrent();
}

void Viewer::setBeside(bool beside) {
    if (beside == m_beside || (beside && m_index < 0)) {
        return;
    }
    m_beside = beside;
    m_besidePath.clear();
    showCurrent();
}

void Viewer::setHanging(Hanging hanging) {
    m_hanging = hanging;
    for (Pane& pane : m_panes) {
        ViewTransform transform = pane.view->transform();
        transform.mirroredLeftRight = false;
        pane.view->setTransform(transform);
    }
    hang();
    updateTools();
}

void Viewer::showFrame(int pane, int frame) {
    m_panes[size_t(pane)].key.frame = frame;
    m_panes[size_t(pane)].shown = false;
    wantFilms();
    fillPane(m_panes[size_t(pane)]);
    Q_EMIT frameChanged(frame);
}

void Viewer::setCine(bool running) {
    const LoadedFilm* film = m_loader->find({m_panes[size_t(m_active)].key.path, 0});
    if (running && film != nullptr && film->header.frames > 1) {
        m_cine.start();
    } else {
        m_cine.stop();
    }
}

// Waits for a frame that is not there yet instead of leaving it out.
void Viewer::showNextFrame() {
    const Pane& pane = m_panes[size_t(m_active)];
    const LoadedFilm* film = m_loader->find(pane.key);
    if (pane.shown && film != nullptr) {
        showFrame(m_active, (pane.key.frame + 1) % film->header.frames);
    }
}

void Viewer::showCurrent() {
    setCine(false);
    const auto pathAt = [this](int index) { return index >= 0 && index < m_paths.size() ? m_paths[index] : QString(); };
    m_panes[0].key = {pathAt(m_index), 0};
    m_panes[1].key = {m_beside ? (m_besidePath.isEmpty() ? pathAt(m_index + 1) : m_besidePath) : QString(), 0};
    m_panes[1].view->setVisible(m_beside);
    m_active = m_beside ? m_active : 0;
    for (Pane& pane : m_panes) {
        pane.shown = false;
        pane.view->setFitSide(Side::Middle);
        pane.view->setLargestFit(0);
    }
    wantFilms();
    for (Pane& pane : m_panes) {
        fillPane(pane);
    }
    updateTools();
    Q_EMIT currentChanged(currentPath());
}

void Viewer::wantFilms() {
    QList<FilmKey> now, soon;
    for (const Pane& pane : m_panes) {
        if (!pane.key.path.isEmpty()) {
            now << pane.key;
            const LoadedFilm* film = m_loader->find({pane.key.path, 0});
            for (int ahead = 1; film != nullptr && ahead <= FramesAhead && ahead < film->header.frames; ++ahead) {
                soon << FilmKey{pane.key.path, (pane.key.frame + ahead) % film->header.frames};
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

void Viewer::fillPane(Pane& pane) {
    if (pane.key.path.isEmpty()) {
        pane.view->setFilm(nullptr);
        pane.view->setMessage(m_beside && m_index >= 0 ? tr("There is no further image.") : QString());
        return;
    }
    const QString name = QFileInfo(pane.key.path).fileName();
    const LoadedFilm* loaded = m_loader->find(pane.key);
    if (loaded == nullptr) {
        const QString error = m_loader->errorText(pane.key);
        if (!error.isEmpty() || pane.key.frame == 0) {
            pane.view->setFilm(nullptr);
        }
        pane.shown = !error.isEmpty();
        pane.view->setMessage(error.isEmpty() ? tr("Reading %1 …").arg(name)
                                              : tr("Could not show %1.\n%2").arg(name, error));
        return;
    }
    pane.shown = true;
    pane.view->setMessage({});
    const bool sameStack = pane.filmPath == pane.key.path && pane.view->film() != nullptr;
    pane.filmPath = pane.key.path;
    pane.view->setFilm(loaded->film, sameStack);
    pane.view->setStack(pane.key.frame, loaded->header.frames);
    describePane(pane, loaded->header);
    if (!sameStack) {
        hang();
    }
    updateTools();
}

void Viewer::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        showNext(-1);
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
        showNext(1);
        break;
    case Qt::Key_Home:
        showNext(-int(m_paths.size()));
        break;
    case Qt::Key_End:
        showNext(int(m_paths.size()));
        break;
    case Qt::Key_T:
        setToolsVisible(m_tools->isHidden());
        break;
    case Qt::Key_C:
        setCine(!isCine());
        break;
    case Qt::Key_S:
        setBeside(!m_beside);
        break;
    case Qt::Key_M:
        setHanging(m_hanging == Hanging::BackToBack ? Hanging::SideBySide : Hanging::BackToBack);
        break;
    case Qt::Key_Escape:
        if (m_fullScreen != nullptr) {
            setFullScreen(false);
        } else {
            Q_EMIT closed();
        }
        break;
    default:
        event->ignore();
    }
}

bool Viewer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_fullScreen && event->type() == QEvent::KeyPress) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return event->isAccepted();
    }
    for (int i = 0; i < 2; ++i) {
        if (watched != m_panes[size_t(i)].view) {
            continue;
        }
        if (event->type() == QEvent::Resize && m_beside) {
            QMetaObject::invokeMethod(
                this, [this] { matchScales(); }, Qt::QueuedConnection);
        } else if (event->type() == QEvent::FocusIn) {
            m_active = i;
            updateTools();
        }
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
    activeView()->setFocus();
}

} // namespace roentgen::app
