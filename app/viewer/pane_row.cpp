#include "app/viewer/pane_row.h"

#include "app/film_labels.h"
#include "app/viewer/film_caption.h"

#include "widgets/chest_wall.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>

#include <algorithm>
#include <limits>

namespace roentgen::app {

using widgets::FilmWindow;
using widgets::ImageView;
using widgets::Side;
using widgets::ViewTransform;

PaneRow::PaneRow(const FilmLoader* loader, QWidget* parent)
    : QWidget(parent)
    , m_loader(loader)
    , m_layout(new QHBoxLayout(this))
    , m_padding(MostPanes, 0) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    for (int i = 0; i < MostPanes; ++i) {
        addPane();
    }
    const auto refill = [this](const FilmKey& key) {
        for (FilmPane& pane : m_panes) {
            if (pane.key() == key && !pane.isShown()) {
                fill(pane);
            }
        }
    };
    connect(m_loader, &FilmLoader::loaded, this, refill);
    connect(m_loader, &FilmLoader::failed, this, refill);
}

void PaneRow::addPane() {
    const int pane = int(m_panes.size());
    auto* view = new ImageView;
    m_panes.emplace_back(view);
    m_layout->addWidget(view, 1);
    view->setVisible(pane < m_count);
    view->installEventFilter(this);
    connect(view, &ImageView::windowChanged, this, [this, pane] { followWindow(pane); });
    connect(view, &ImageView::transformChanged, this, [this, pane] { followTransform(pane); });
    connect(view, &ImageView::displayChanged, this, &PaneRow::displayChanged);
    connect(view, &ImageView::fullScreenRequested, this, &PaneRow::fullScreenRequested);
    connect(view, &ImageView::frameRequested, this, [this, pane](int frame) { Q_EMIT frameRequested(pane, frame); });
}

StudyImage PaneRow::describe(const QString& path) const {
    StudyImage image = m_describe ? m_describe(path) : StudyImage();
    image.path = path.toStdString();
    return image;
}

void PaneRow::hang(const QList<FilmKey>& films, Hanging hanging) {
    m_hanging = hanging;
    m_count = int(films.size());
    m_active = std::min(m_active, m_count - 1);
    for (int i = 0; i < MostPanes; ++i) {
        FilmPane& pane = m_panes[size_t(i)];
        const bool used = i < m_count;
        if (const FilmKey key = used ? films[i] : FilmKey(); key.path.isEmpty()) {
            pane.clear(used && !films[0].path.isEmpty() ? tr("There is no further image.") : QString());
        } else {
            pane.hang(key, QFileInfo(key.path).fileName());
        }
        pane.view()->setVisible(used);
        pane.view()->setFitSide(Side::Middle);
        pane.view()->setLargestFit(0);
    }
    for (FilmPane& pane : m_panes) {
        fill(pane);
    }
    Q_EMIT displayChanged();
}

QList<FilmKey> PaneRow::films() const {
    QList<FilmKey> films;
    for (int i = 0; i < m_count; ++i) {
        films << m_panes[size_t(i)].key();
    }
    return films;
}

void PaneRow::fill(FilmPane& pane) {
    const FilmPane::Came came = pane.fill(*m_loader);
    if (came == FilmPane::Came::Nothing) {
        return;
    }
    const FilmHeader& header = m_loader->find(pane.key())->header;
    const StudyImage image = describe(pane.key().path);
    pane.view()->setStack(pane.key().frame, header.frames);
    pane.view()->setCornerText(FilmCaption::of(image, header));
    pane.view()->setBoxes(filmBoxes(image.boxes, m_classes));
    if (came == FilmPane::Came::OtherImage) {
        hangFilms();
    }
    Q_EMIT displayChanged();
}

void PaneRow::showFrame(int pane, int frame) {
    m_panes[size_t(pane)].setFrame(frame);
    fill(m_panes[size_t(pane)]);
}

bool PaneRow::isSettled() const {
    return std::all_of(m_panes.begin(), m_panes.end(), [](const FilmPane& pane) { return pane.isSettled(); });
}

void PaneRow::setHanging(Hanging hanging) {
    m_hanging = hanging;
    for (const FilmPane& pane : m_panes) {
        ViewTransform transform = pane.view()->transform();
        transform.mirroredLeftRight = false;
        pane.view()->setTransform(transform);
    }
    hangFilms();
    Q_EMIT displayChanged();
}

void PaneRow::hangFilms() {
    const bool backToBack = isBeside() && m_hanging == Hanging::BackToBack;
    m_layout->setSpacing(backToBack ? 0 : 2); // back to back means touching
    for (size_t i = 0; i < m_panes.size(); ++i) {
        ImageView* view = m_panes[i].view();
        if (!view->film() || !m_panes[i].isShown()) {
            continue;
        }
        const Side wanted = i == 0 ? Side::Right : Side::Left;
        m_padding[i] = 0;
        if (backToBack) {
            const LoadedFilm* loaded = m_loader->find(m_panes[i].key());
            const QString orientation = loaded != nullptr ? loaded->header.patientOrientation : QString();
            const widgets::ChestWall wall = widgets::findChestWall(*view->film(), orientation);
            ViewTransform transform = view->transform();
            transform.mirroredLeftRight = wall.side != Side::Middle && wall.side != wanted;
            view->setTransform(transform);
            m_padding[i] = wall.padding;
        }
        view->setFitSide(backToBack ? wanted : Side::Middle, m_padding[i]);
        view->fit();
    }
    matchScales();
}

bool PaneRow::areLinked() const {
    return isBeside() && std::all_of(m_panes.begin(), m_panes.begin() + m_count,
                                     [](const FilmPane& pane) { return pane.view()->film() != nullptr; });
}

// Millimetres per film column where all films know it, else 1 for all.
double PaneRow::columnMm(int pane) const {
    const auto sizeOf = [](const FilmPane& one) { return one.view()->film()->film().columnSpacingMm; };
    const bool known =
        std::all_of(m_panes.begin(), m_panes.begin() + m_count, [&](const FilmPane& one) { return sizeOf(one) > 0; });
    return known ? sizeOf(m_panes[size_t(pane)]) : 1;
}

void PaneRow::matchScales() {
    double pixelsPerMm = std::numeric_limits<double>::max();
    for (int i = 0; areLinked() && i < m_count; ++i) {
        const double zoom = view(i)->transform().fittingZoom(view(i)->filmSize(), view(i)->deviceSize());
        pixelsPerMm = std::min(pixelsPerMm, zoom / columnMm(i));
    }
    for (int i = 0; i < MostPanes; ++i) {
        view(i)->setLargestFit(areLinked() && i < m_count ? pixelsPerMm * columnMm(i) : 0);
    }
}

// In units of each film's own default window: films of other exposure or depth change alike.
void PaneRow::followWindow(int from) {
    if (!areLinked()) {
        return;
    }
    const FilmWindow& own = view(from)->film()->film().defaultWindow;
    const widgets::WindowSetting set = view(from)->window();
    for (int i = 0; i < m_count; ++i) {
        if (i != from) {
            const FilmWindow& other = view(i)->film()->film().defaultWindow;
            const double ratio = other.width / std::max(own.width, 1e-9);
            view(i)->setWindow({other.center + (set.center - own.center) * ratio, set.width * ratio, set.inverted});
        }
    }
}

void PaneRow::followTransform(int from) {
    for (int i = 0; areLinked() && i < m_count; ++i) {
        if (i != from && view(from)->isFitted()) {
            view(i)->fit();
        } else if (i != from) {
            align(i, from);
        }
    }
}

void PaneRow::align(int other, int from) {
    ViewTransform moved = view(other)->transform();
    moved.zoom = view(from)->transform().zoom * columnMm(other) / columnMm(from);
    QPointF wanted = anchorOf(from, view(from)->transform());
    if (m_hanging == Hanging::BackToBack) {
        wanted.setX(-wanted.x());
    }
    moved.panBy(wanted - anchorOf(other, moved));
    view(other)->setTransform(moved);
}

// The point of the film that must stay at the same place in all views: the middle of the chest wall, measured from the
// line where the views meet, else the middle of the film, measured from the view's.
QPointF PaneRow::anchorOf(int pane, const ViewTransform& transform) const {
    const QSizeF size = view(pane)->deviceSize();
    const QRectF rect = transform.toView(QRectF(QPointF(0, 0), view(pane)->filmSize()), size);
    const double y = rect.center().y() - size.height() / 2;
    if (m_hanging == Hanging::SideBySide) {
        return {rect.center().x() - size.width() / 2, y};
    }
    const double hidden = m_padding[size_t(pane)] * transform.zoom;
    return {pane == 0 ? rect.right() - hidden - size.width() : rect.left() + hidden, y};
}

void PaneRow::focus(int pane) {
    m_active = pane;
    view(pane)->setFocus();
    Q_EMIT displayChanged();
}

void PaneRow::fitActive() {
    active().view()->fit();
    followTransform(m_active);
}

void PaneRow::setBoxesVisible(bool visible) {
    for (const FilmPane& pane : m_panes) {
        pane.view()->setBoxesVisible(visible);
    }
}

bool PaneRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isBeside()) {
        QMetaObject::invokeMethod(this, &PaneRow::matchScales, Qt::QueuedConnection);
    } else if (event->type() == QEvent::FocusIn) {
        const auto focused =
            std::find_if(m_panes.begin(), m_panes.end(), [&](const FilmPane& pane) { return pane.view() == watched; });
        m_active = focused == m_panes.end() ? m_active : int(focused - m_panes.begin());
        Q_EMIT displayChanged();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace roentgen::app
