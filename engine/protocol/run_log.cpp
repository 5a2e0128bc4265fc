#include "engine/protocol/run_log.h"

#include "engine/protocol/experiment.h"

namespace roentgen {

namespace {

constexpr size_t FewestSteps = 20, MostSteps = 64; // that are kept: a run that is resumed mostly goes back to one
constexpr int64_t WorthKeeping = 1 << 18;          // bytes of a log that goes on

bool hasEnded(const RunHistory& history) {
    return history.finished || history.stopped || history.error || !history.endedBecause.empty();
}

void forgetOldSteps(RunDigest& digest) {
    if (digest.history.steps.size() <= MostSteps)
        return;
    digest.history.forgetSteps(FewestSteps);
    digest.forgotSteps = true;
}

} // namespace

RunLog::RunLog(RunFolder run, Depth depth)
    : m_run(std::move(run))
    , m_depth(depth)
    , m_reader(m_run.eventsFile()) {}

RunLog::RunLog(RunFolder run, RunHistory known, EventReader rest)
    : m_run(std::move(run))
    , m_depth(Depth::Whole)
    , m_reader(std::move(rest)) {
    m_digest.history = std::move(known);
}

void RunLog::readNew(const Listener& listener) {
    if (!m_begun)
        begin();
    readName();
    // Before the reading: what comes while it goes on makes another stamp.
    const FileStamp now = stampOf(m_run.eventsFile());
    if (now == m_digest.log)
        return;
    // Another file has taken its place, or whole lines of it are gone.
    if (m_digest.log.inode != 0 && (now.inode != m_digest.log.inode || now.bytes < m_reader.offset()))
        forget();
    m_reader.readNew([&](const RunEvent& event) {
        apply(event);
        if (listener)
            listener(event);
    });
    m_digest.log = now;
    if (m_tooShort) { // from the beginning, with all steps in memory until the end
        forget();
        m_reader.readNew([this](const RunEvent& event) { m_digest.history.apply(event); });
        forgetOldSteps(m_digest);
    }
    if (m_depth == Depth::Recent)
        keep();
}

void RunLog::begin() {
    m_begun = true;
    std::optional<RunDigest> kept = m_depth == Depth::Recent ? readRunDigest(m_run) : std::nullopt;
    if (!kept)
        return;
    m_digest = std::move(*kept);
    m_reader = EventReader(m_run.eventsFile(), m_digest.nextSeq, m_digest.offset);
    m_keptOffset = m_digest.offset;
    m_keptExperiment = m_digest.experiment;
}

void RunLog::readName() {
    const FileStamp experiment = stampOf(m_run.experimentFile());
    if (experiment == m_digest.experiment && !m_digest.name.empty())
        return;
    const Result<Experiment> read = readExperiment(m_run.experimentFile());
    m_digest.name = read ? read->experiment.name : m_run.id();
    m_digest.experiment = experiment;
}

void RunLog::apply(const RunEvent& event) {
    const auto* const hello = std::get_if<HelloEvent>(&event.body);
    m_tooShort = m_tooShort || (hello && m_digest.forgotSteps && !canGoBack(*hello));
    if (m_tooShort)
        return;
    m_digest.history.apply(event);
    if (m_digest.history.steps.empty())
        m_digest.forgotSteps = false;
    if (m_depth == Depth::Recent)
        forgetOldSteps(m_digest);
}

// To the very start, or to a step that is still known.
bool RunLog::canGoBack(const HelloEvent& hello) const {
    const int64_t keep = hello.resumedFrom ? hello.resumedFrom->step : 0;
    const auto& steps = m_digest.history.steps;
    return keep <= 0 || (!steps.empty() && steps.front().step.step <= keep);
}

void RunLog::forget() {
    m_tooShort = m_digest.forgotSteps = false;
    m_digest.history = {};
    m_keptOffset = 0;
    m_reader = EventReader(m_run.eventsFile());
}

void RunLog::keep() {
    const int64_t fresh = m_reader.offset() - m_keptOffset;
    const bool isNew = fresh != 0 || !(m_keptExperiment == m_digest.experiment);
    if (fresh < WorthKeeping && !(hasEnded(m_digest.history) && isNew))
        return;
    m_digest.offset = m_keptOffset = m_reader.offset();
    m_digest.nextSeq = m_reader.nextSeq();
    m_keptExperiment = m_digest.experiment;
    writeRunDigest(m_run, m_digest);
}

} // namespace roentgen
