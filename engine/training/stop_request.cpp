#include "engine/training/stop_request.h"

#include <csignal>

namespace roentgen::training {

namespace {

volatile std::sig_atomic_t stopAsked = 0;

void onSignal(int number) {
    if (stopAsked && number != SIGUSR1) {
        std::signal(number, SIG_DFL);
        std::raise(number);
    }
    stopAsked = 1;
}

} // namespace

void catchStopSignals() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (int number : {SIGUSR1, SIGTERM, SIGINT})
        sigaction(number, &action, nullptr);
    std::signal(SIGXFSZ, SIG_IGN); // a file size limit is told by write(), as a full disk is
}

StopRequest::StopRequest(std::optional<RunFolder> control) {
    if (!control)
        return;
    m_control.emplace(*control);
    m_control->skipExisting();
}

StepSignals StopRequest::poll() {
    StepSignals signals;
    signals.stop = stopAsked != 0;
    const auto now = std::chrono::steady_clock::now();
    if (!m_control || now - m_lastLook < std::chrono::seconds(1))
        return signals;
    m_lastLook = now;
    for (ControlCommand command : m_control->readNew()) {
        signals.stop |= command == ControlCommand::Stop;
        signals.stopNow |= command == ControlCommand::StopNow;
        signals.checkpoint |= command == ControlCommand::Checkpoint;
    }
    return signals;
}

} // namespace roentgen::training
