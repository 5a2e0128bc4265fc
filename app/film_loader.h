// Films for the views: asks the worker, keeps what was loaded lately, fetches the neighbours ahead.
#pragma once

#include "app/film_file.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <utility>

namespace roentgen::app {

class EngineService;

struct FilmKey {
    QString path;
    int frame = 0;
    bool operator==(const FilmKey& other) const { return path == other.path && frame == other.frame; }
};
inline size_t qHash(const FilmKey& key, size_t seed = 0) {
    return qHashMulti(seed, key.path, key.frame);
}

// GUI thread. Files are read and films prepared on other threads.
class FilmLoader : public QObject {
    Q_OBJECT
public:
    explicit FilmLoader(EngineService* service, QObject* parent = nullptr);

    // What is wanted from now on: `now` is being looked at, `soon` are neighbours. Everything else under way is
    // cancelled. A film that failed before is tried again when it is wanted now.
    void want(const QList<FilmKey>& now, const QList<FilmKey>& soon);
    const LoadedFilm* find(const FilmKey& key) const; // nullptr: not loaded; valid until the event loop runs
    QString errorText(const FilmKey& key) const;      // "" where it did not fail
    bool isBusy() const { return !m_pending.isEmpty(); }
    void setMemoryLimit(size_t bytes); // of films that are not wanted any more

Q_SIGNALS:
    void loaded(const roentgen::app::FilmKey& key);
    void failed(const roentgen::app::FilmKey& key);

private:
    struct Pending {
        quint64 request = 0; // 0: the answer is here, the film is being prepared
        quint64 turn = 0;    // tells an answer that came after a cancel from the one that is waited for
    };
    void ask(const FilmKey& key, bool urgent);
    void take(const FilmKey& key, quint64 turn, const DecodedFilm& decoded);
    void fail(const FilmKey& key, const QString& text);
    void trim();

    EngineService* m_service;
    QHash<FilmKey, LoadedFilm> m_films;
    QHash<FilmKey, QString> m_errors;
    QHash<FilmKey, Pending> m_pending;
    QList<FilmKey> m_wanted;
    QList<FilmKey> m_order; // of use, the latest last
    quint64 m_turn = 0;
    size_t m_memoryLimit = size_t(256) << 20;
};

} // namespace roentgen::app
