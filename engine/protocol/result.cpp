#include "engine/protocol/result.h"

namespace roentgen {

std::string Error::toLine() const {
    std::string line = message;
    if (!where.empty())
        line += " (" + where + ")";
    if (!hint.empty())
        line += ": " + hint;
    for (char& c : line)
        if (c == '\n' || c == '\r')
            c = ' ';
    return line;
}

int Error::exitCode() const {
    switch (code) {
    case ErrorCode::Usage:
        return ExitUsage;
    case ErrorCode::Data:
        return ExitData;
    case ErrorCode::Environment:
        return ExitEnvironment;
    case ErrorCode::Stopped:
        return ExitStopped;
    case ErrorCode::Internal:
        break;
    }
    return ExitInternalError;
}

const char* errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::Usage:
        return "usage";
    case ErrorCode::Data:
        return "data";
    case ErrorCode::Environment:
        return "environment";
    case ErrorCode::Stopped:
        return "stopped";
    case ErrorCode::Internal:
        break;
    }
    return "internal";
}

ErrorCode errorCodeFromName(const std::string& name) {
    for (ErrorCode code : {ErrorCode::Usage, ErrorCode::Data, ErrorCode::Environment, ErrorCode::Stopped})
        if (name == errorCodeName(code))
            return code;
    return ErrorCode::Internal;
}

} // namespace roentgen
