#include "engine/launch/slurm.h"

#include "engine/launch/child_process.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <ctime>
#include <sstream>

namespace roentgen::launch {

namespace {

std::string trimmed(const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool isJobNumber(const std::string& text) {
    return !text.empty() && text.size() <= 12 && text.find_first_not_of("0123456789") == std::string::npos;
}

// "2026-01-31T12:00:00", in this machine's time; 0 for "N/A".
double slurmTime(const std::string& text) {
    std::tm local = {};
    if (!::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &local))
        return 0;
    local.tm_isdst = -1;
    return double(std::mktime(&local));
}

Result<ChildOutcome> ask(const std::vector<std::string>& command) {
    ChildOptions options;
    options.seconds = 15;
    Result<ChildOutcome> outcome = runChild(command, options);
    if (outcome && outcome->end == ChildOutcome::End::TimedOut)
        return environmentError("Slurm does not answer", command.front(), "ask its administrator");
    return outcome;
}

Error slurmError(const std::string& what, const ChildOutcome& outcome, const std::string& where) {
    std::string line = trimmed(outcome.errors);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return environmentError(what + (line.empty() ? "" : ": " + line), where, "see the target's keys in [slurm]");
}

Status cancel(const std::string& job, const std::vector<std::string>& options) {
    if (!isJobNumber(job))
        return environmentError("The run's record names no job of Slurm", job);
    std::vector<std::string> command = {"scancel"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(job);
    const Result<ChildOutcome> outcome = ask(command);
    if (!outcome)
        return outcome.error();
    return outcome->good() ? Status(Done{}) : Status(slurmError("Slurm did not cancel the job", *outcome, job));
}

} // namespace

Status cancelSlurmJob(const std::string& job) {
    return cancel(job, {});
}

Status killSlurmJob(const std::string& job) {
    return cancel(job, {"--full", "--signal=KILL"});
}

std::vector<std::string> submitCommand(const RunFolder& run) {
    return {"sbatch", "--parsable", run.slurmScriptFile()};
}

Result<std::string> submitToSlurm(const RunFolder& run) {
    const Result<ChildOutcome> outcome = ask(submitCommand(run));
    if (!outcome)
        return outcome.error();
    // "NUMBER", or "NUMBER;CLUSTER"
    const std::string line = trimmed(outcome->output);
    const std::string job = line.substr(0, line.find(';'));
    if (!outcome->good() || !isJobNumber(job))
        return slurmError("Slurm did not take the run", *outcome, run.slurmScriptFile());
    return job;
}

Result<SlurmJob> askSlurm(const std::string& job) {
    if (!isJobNumber(job))
        return environmentError("The run's record names no job of Slurm", job);
    const Result<ChildOutcome> outcome =
        ask({"squeue", "--noheader", "--states=all", "--jobs=" + job, "--format=%T|%r|%S"});
    if (!outcome)
        return outcome.error();
    SlurmJob answer;
    if (!outcome->good()) {
        if (outcome->errors.find("Invalid job id") != std::string::npos)
            return answer;
        return slurmError("Slurm's queue does not answer", *outcome, "squeue");
    }
    std::istringstream parts(trimmed(outcome->output));
    std::string start;
    std::getline(parts, answer.state, '|');
    std::getline(parts, answer.reason, '|');
    std::getline(parts, start, '|');
    answer.start = slurmTime(start);
    if (answer.reason == "None")
        answer.reason.clear();
    // squeue(1), JOB STATE CODES
    const auto isOneOf = [&answer](std::initializer_list<const char*> names) {
        return std::find(names.begin(), names.end(), answer.state) != names.end();
    };
    if (isOneOf({"PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD"}))
        answer.phase = SlurmJob::Phase::Waiting;
    else if (isOneOf({"RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "RESIZING", "SIGNALING", "STAGE_OUT"}))
        answer.phase = SlurmJob::Phase::Running;
    return answer;
}

std::string currentJob(const RunFolder& run, const std::string& known) {
    const Result<std::string> text = readTextFile(run.jobFile());
    const std::string job = text ? trimmed(*text) : "";
    return isJobNumber(job) ? job : known;
}

} // namespace roentgen::launch
