// Films prepared by several threads and taken in their order.
#pragma once

#include "engine/pipeline/prepared_image.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace roentgen::pipeline {

class OrderedFilms {
public:
    using Prepare = std::function<Result<std::vector<uint8_t>>(const std::string& path)>;

    // prepare is called by `threads` threads at a time, for at most four paths a thread ahead of next().
    OrderedFilms(std::vector<std::string> paths, int threads, Prepare prepare);
    ~OrderedFilms(); // films under way are waited for, the rest is not begun
    OrderedFilms(const OrderedFilms&) = delete;
    OrderedFilms& operator=(const OrderedFilms&) = delete;

    // The film of the next path; call it once a path. One thread.
    Result<std::vector<uint8_t>> next();

private:
    using Film = Result<std::vector<uint8_t>>;
    void work();

    const std::vector<std::string> m_paths;
    const Prepare m_prepare;
    std::mutex m_mutex;
    std::condition_variable m_roomAhead, m_filmReady;
    std::vector<std::optional<Film>> m_window; // film i is in slot i modulo its size
    size_t m_begun = 0, m_taken = 0;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace roentgen::pipeline
