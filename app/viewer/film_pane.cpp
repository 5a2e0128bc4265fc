#include "app/viewer/film_pane.h"

#include "widgets/image_view.h"

namespace roentgen::app {

void FilmPane::hang(const FilmKey& key, const QString& name) {
    m_key = key;
    m_name = name;
    m_isShown = false;
}

void FilmPane::clear(const QString& message) {
    hang({}, {});
    m_view->setFilm(nullptr);
    m_view->setMessage(message);
}

void FilmPane::setFrame(int frame) {
    m_key.frame = frame;
    m_isShown = false;
}

FilmPane::Came FilmPane::fill(const FilmLoader& loader) {
    if (m_key.path.isEmpty()) {
        return Came::Nothing;
    }
    const LoadedFilm* loaded = loader.find(m_key);
    if (loaded == nullptr) {
        const QString error = loader.errorText(m_key);
        if (!error.isEmpty() || m_key.frame == 0) {
            m_view->setFilm(nullptr);
        }
        m_isShown = !error.isEmpty();
        m_view->setMessage(error.isEmpty() ? tr("Reading %1 …").arg(m_name)
                                           : tr("Could not show %1.\n%2").arg(m_name, error));
        return Came::Nothing;
    }
    m_isShown = true;
    m_view->setMessage({});
    const bool isSame = m_shownPath == m_key.path && m_view->film() != nullptr;
    m_shownPath = m_key.path;
    m_view->setFilm(loaded->film, isSame);
    return isSame ? Came::SameImage : Came::OtherImage;
}

} // namespace roentgen::app
