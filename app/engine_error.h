// What a program of the engine said when it failed, as the window keeps and shows it.
#pragma once

#include "engine/protocol/result.h"

#include <QString>

namespace roentgen::app {

struct EngineError {
    QString message, where, hint;
    bool cancelled = false;
    QString code = {};                          // "data" "environment" …; empty where the program itself failed
    std::string kind = {};                      // as Error's
    std::map<std::string, double> figures = {}; // likewise
    // One line: "message (where): hint"; of a file that is not read in the user's language.
    QString toText() const;
};
EngineError engineError(const Error& error);

} // namespace roentgen::app
