#include "app/film_loader.h"

#include "app/background_work.h"
#include "app/engine_service.h"

#include <QFile>
#include <QFileInfo>

namespace roentgen::app {

namespace {

QString textOf(const Error& error) {
    return QString::fromStdString(error.toLine());
}

// A film whose answer came too late still lies in a file that nobody else removes.
void removeUnwanted(const DecodeAnswer& answer) {
    if (const Result<DecodedFilm> decoded = decodedFilm(answer)) {
        if (QFileInfo(decoded->file).size() == decoded->bytes) {
            QFile::remove(decoded->file);
        }
    }
}

} // namespace

FilmLoader::FilmLoader(EngineService* service, QObject* parent)
    : QObject(parent)
    , m_service(service) {}

void FilmLoader::setMemoryLimit(size_t bytes) {
    m_memoryLimit = bytes;
    trim();
}

const LoadedFilm* FilmLoader::find(const FilmKey& key) const {
    const auto found = m_films.constFind(key);
    return found == m_films.constEnd() ? nullptr : &*found;
}

QString FilmLoader::errorText(const FilmKey& key) const {
    return m_errors.value(key);
}

void FilmLoader::want(const QList<FilmKey>& now, const QList<FilmKey>& soon) {
    m_wanted = now + soon;
    for (auto pending = m_pending.begin(); pending != m_pending.end();) {
        if (m_wanted.contains(pending.key())) {
            ++pending;
            continue;
        }
        if (pending->request != 0) {
            m_service->cancel(pending->request);
        }
        pending = m_pending.erase(pending);
    }
    for (const FilmKey& key : now) {
        m_errors.remove(key);
        ask(key, true);
    }
    for (const FilmKey& key : soon) {
        if (!m_errors.contains(key)) {
            ask(key, false);
        }
    }
    trim();
}

void FilmLoader::ask(const FilmKey& key, bool urgent) {
    if (m_films.contains(key)) {
        m_order.removeAll(key);
        m_order.append(key);
        return;
    }
    if (m_pending.contains(key)) {
        return;
    }
    if (m_service == nullptr) {
        fail(key, tr("There is no worker that could read images."));
        return;
    }
    const quint64 turn = ++m_turn;
    m_pending.insert(key, {0, turn});
    const auto isCurrent = [this, key, turn] {
        const auto pending = m_pending.constFind(key);
        return pending != m_pending.constEnd() && pending->turn == turn;
    };
    const quint64 id = m_service->request(
        DecodeRequest{key.path.toStdString(), key.frame}, this,
        [this, key, turn, isCurrent](const DecodeAnswer& answer) {
            if (!isCurrent()) {
                removeUnwanted(answer);
                return;
            }
            const Result<DecodedFilm> decoded = decodedFilm(answer);
            if (!decoded) {
                fail(key, textOf(decoded.error()));
                return;
            }
            take(key, turn, *decoded);
        },
        [this, key, isCurrent](const ServiceError& error) {
            if (isCurrent()) {
                fail(key, error.cancelled ? tr("Reading was cancelled.") : error.toText());
            }
        },
        {}, urgent ? EngineService::Priority::First : EngineService::Priority::InTurn);
    if (isCurrent()) {
        m_pending[key].request = id;
    }
}

void FilmLoader::take(const FilmKey& key, quint64 turn, const DecodedFilm& decoded) {
    m_pending[key].request = 0;
    workInBackground(
        this, [decoded] { return takeFilm(decoded); },
        [this, key, turn](const Result<LoadedFilm>& film) {
            const auto pending = m_pending.constFind(key);
            if (pending == m_pending.constEnd() || pending->turn != turn) {
                return;
            }
            if (!film) {
                fail(key, textOf(film.error()));
                return;
            }
            m_pending.remove(key);
            m_films.insert(key, *film);
            m_order.removeAll(key);
            m_order.append(key);
            trim();
            Q_EMIT loaded(key);
        });
}

void FilmLoader::fail(const FilmKey& key, const QString& text) {
    m_pending.remove(key);
    m_errors.insert(key, text);
    Q_EMIT failed(key);
}

void FilmLoader::trim() {
    size_t used = 0;
    for (const LoadedFilm& film : std::as_const(m_films)) {
        used += film.film->memoryBytes();
    }
    for (qsizetype i = 0; i < m_order.size() && used > m_memoryLimit;) {
        const FilmKey key = m_order[i];
        if (m_wanted.contains(key)) {
            ++i;
            continue;
        }
        used -= m_films.value(key).film->memoryBytes();
        m_films.remove(key);
        m_order.removeAt(i);
    }
}

} // namespace roentgen::app
