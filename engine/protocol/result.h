// What can be expected to fail returns Result<T>; every Error names the place and the remedy.
#pragma once

#include <cassert>
#include <map>
#include <string>
#include <utility>
#include <variant>

namespace roentgen {

// Exit codes of every program (docs/services.md: Errors of programs).
enum ExitCode {
    ExitDone = 0,
    ExitInternalError = 1,
    ExitUsage = 2,       // wrong usage or experiment
    ExitData = 3,        // unreadable or invalid input data
    ExitEnvironment = 4, // MPI, disk, memory, host, missing program
    ExitStopped = 130,   // stopped on request
};

enum class ErrorCode { Internal, Usage, Data, Environment, Stopped };

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message; // what happened, in the user's words
    std::string where;   // file, row, key or offset; may be empty
    std::string hint;    // what to do; may be empty
    // For who says it in words of their own: a name for what happened (of an image that is not read a refusal, see
    // engine/imaging/refusal.h: after a blank stands a value), and the figures in the message by name.
    std::string kind = {};
    std::map<std::string, double> figures = {};

    // One line: "message (where): hint".
    std::string toLine() const;
    int exitCode() const;
};

const char* errorCodeName(ErrorCode code); // "internal" "usage" "data" "environment" "stopped"
ErrorCode errorCodeFromName(const std::string& name);

inline Error dataError(std::string message, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::Data, std::move(message), std::move(where), std::move(hint)};
}
inline Error usageError(std::string message, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::Usage, std::move(message), std::move(where), std::move(hint)};
}
inline Error environmentError(std::string message, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::Environment, std::move(message), std::move(where), std::move(hint)};
}

inline Error ofKind(std::string kind, Error error) {
    error.kind = std::move(kind);
    return error;
}

// A value or an Error. Reading the one that is not there is a programming error (asserts).
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() { return std::get<0>(m_state); }
    const T& operator*() const { return std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T take() { return std::move(std::get<0>(m_state)); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

// Success without a value: return Done{}.
struct Done {};
using Status = Result<Done>;

} // namespace roentgen
