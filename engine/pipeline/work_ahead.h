// Jobs that threads do ahead of who needs them, handed over in their order: batches of a step, films of a pack, films
// of a series of predictions.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace roentgen::pipeline {

// A Job has pieces(), doPiece(number), which threads call for different pieces at the same time, and finish(), which
// whoever has done the last piece calls once.
template <typename Job>
class WorkAhead {
public:
    // threads: 0: take() does the work.
    explicit WorkAhead(int threads)
        : m_threadsInUse(threads) {
        try {
            for (int i = 0; i < threads; ++i)
                m_threads.emplace_back([this, i] { work(i); });
        } catch (const std::system_error&) {
            // With fewer, then: a container may allow no more. With none take() does the work.
        }
    }
    // Pieces under way are waited for, the rest is not begun.
    ~WorkAhead() {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_closing = true;
        }
        m_workToDo.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }
    WorkAhead(const WorkAhead&) = delete;
    WorkAhead& operator=(const WorkAhead&) = delete;

    // All of these are for one thread.
    bool hasThreads() const { return !m_threads.empty(); }
    // From now on so many of them begin pieces, the others rest.
    void useThreads(int threads) {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_threadsInUse = threads;
        }
        m_workToDo.notify_all();
    }
    void add(Job&& job) {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_jobs.push_back(std::make_shared<Underway>(std::move(job)));
        }
        m_workToDo.notify_all();
    }
    size_t size() const { // jobs that are not taken yet
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_jobs.size();
    }
    size_t finished() const { // of them
        const std::lock_guard<std::mutex> lock(m_mutex);
        return size_t(std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto& job) { return job->finished; }));
    }
    // Forgets the jobs that are not taken; pieces under way come to nothing.
    void clear() {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_jobs.clear();
    }
    // The first job, once it is finished. There must be one. What a piece of it has thrown is thrown here.
    Job take() {
        std::unique_lock<std::mutex> lock(m_mutex);
        const std::shared_ptr<Underway> first = m_jobs.front();
        while (m_threads.empty() && !first->finished)
            doPiece(first, lock);
        m_jobFinished.wait(lock, [&] { return first->finished; });
        m_jobs.pop_front();
        if (first->thrown)
            std::rethrow_exception(first->thrown);
        return std::move(first->job);
    }

private:
    struct Underway {
        explicit Underway(Job&& added)
            : job(std::move(added))
            , pieces(job.pieces())
            , finished(pieces == 0) {}
        Job job;
        const size_t pieces;
        size_t begun = 0, done = 0;
        bool finished;
        std::exception_ptr thrown; // first
    };

    void doPiece(const std::shared_ptr<Underway>& job, std::unique_lock<std::mutex>& lock) {
        const size_t piece = job->begun++;
        withoutLock(*job, lock, [&] { job->job.doPiece(piece); });
        if (++job->done < job->pieces)
            return;
        withoutLock(*job, lock, [&] { job->job.finish(); });
        job->finished = true;
        m_jobFinished.notify_all();
    }

    template <typename Act>
    static void withoutLock(Underway& job, std::unique_lock<std::mutex>& lock, const Act& act) {
        std::exception_ptr thrown;
        lock.unlock();
        try {
            act();
        } catch (...) {
            thrown = std::current_exception();
        }
        lock.lock();
        if (!job.thrown)
            job.thrown = thrown;
    }

    // The next piece of the earliest job that has one left; sleeps where there is none.
    void work(int thread) {
        std::unique_lock<std::mutex> lock(m_mutex);
        while (!m_closing) {
            const auto next =
                std::find_if(m_jobs.begin(), m_jobs.end(), [](const auto& job) { return job->begun < job->pieces; });
            if (thread >= m_threadsInUse || next == m_jobs.end())
                m_workToDo.wait(lock);
            else
                doPiece(std::shared_ptr<Underway>(*next), lock);
        }
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_workToDo, m_jobFinished;
    std::deque<std::shared_ptr<Underway>> m_jobs; // in order
    int m_threadsInUse;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace roentgen::pipeline
