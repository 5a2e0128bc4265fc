#include "engine/pipeline/ordered_films.h"

#include <algorithm>
#include <new>

namespace roentgen::pipeline {

OrderedFilms::OrderedFilms(std::vector<std::string> paths, int threads, Prepare prepare)
    : m_paths(std::move(paths))
    , m_prepare(std::move(prepare))
    , m_window(size_t(std::max(1, threads)) * 4) {
    for (int i = 0; i < std::max(1, threads); ++i)
        m_threads.emplace_back([this] { work(); });
}

OrderedFilms::~OrderedFilms() {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_closing = true;
    }
    m_roomAhead.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void OrderedFilms::work() {
    std::unique_lock<std::mutex> lock(m_mutex);
    for (;;) {
        m_roomAhead.wait(lock,
                         [&] { return m_closing || m_begun == m_paths.size() || m_begun < m_taken + m_window.size(); });
        if (m_closing || m_begun == m_paths.size())
            return;
        const size_t at = m_begun++;
        lock.unlock();
        Film film = [&]() -> Film {
            try {
                return m_prepare(m_paths[at]);
            } catch (const std::bad_alloc&) {
                return environmentError("Not enough memory to decode the image", m_paths[at], "use fewer --threads");
            }
        }();
        lock.lock();
        m_window[at % m_window.size()] = std::move(film);
        m_filmReady.notify_one();
    }
}

Result<std::vector<uint8_t>> OrderedFilms::next() {
    std::unique_lock<std::mutex> lock(m_mutex);
    std::optional<Film>& slot = m_window[m_taken % m_window.size()];
    m_filmReady.wait(lock, [&] { return slot.has_value(); });
    Film film = std::move(*slot);
    slot.reset();
    ++m_taken;
    m_roomAhead.notify_one();
    return film;
}

} // namespace roentgen::pipeline
