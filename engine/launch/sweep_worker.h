// The one loop that works through a sweep; used by sweep_launcher.cpp alone.
#pragma once

#include "engine/launch/sweep_launcher.h"

#include <map>

namespace roentgen::launch {

class SweepWorker {
public:
    SweepWorker(const SweepFolder& folder, std::string workspace, SweepPlan& plan, const SweepOptions& options);
    Result<SweepEnd> work();

private:
    struct Job {
        size_t index = 0; // in the plan
        int starts = 0;   // by this process
    };
    RunFolder folderOf(const Job& job) const;
    SweepEntry& entryOf(const Job& job) { return m_plan.record.runs[job.index]; }
    RunState look(const Job& job);
    bool isLeftAlone(const Job& job); // it failed earlier, and is not tried again
    Status begin(Job job);
    Result<SweepOptions::Event> startOrResume(const Job& job);
    Status settleEnded();
    Status giveUp(const Job& job, const std::string& why);
    void passOnStop();
    void report(const Job& job, SweepOptions::Event event, RunState state) const;

    SweepFolder m_folder;
    std::string m_workspace; // absolute
    SweepPlan& m_plan;
    const SweepOptions& m_options;
    ControlReader m_control;
    std::map<size_t, RunWatch> m_watches; // by place in the plan
    std::vector<Job> m_waiting, m_going;  // m_waiting: from the back
    std::optional<ControlCommand> m_stop;
};

} // namespace roentgen::launch
