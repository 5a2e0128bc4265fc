// The options of `roentgen`.
#pragma once

#include "engine/protocol/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace roentgen::app {

struct CommandLine {
    QString workspace;  // absolute; empty: the last one
    QString page;       // empty: the last one
    QString openPath;   // a folder, an image or a run to show
    QString language;   // "en" "de" "zh_CN"; empty: as set
    QString theme;      // "dark" "light" "system"; empty: as set
    QString screenshot; // a PNG to write; empty: none
    QSize size;         // of the window; invalid: as it was
    QString binFolder;  // of the engine programs; empty: beside this one (no option: for tests)
    bool done = false;  // --help or --version was printed
};

// Prints --help and --version itself. Usage errors: unknown option, page, theme or language.
Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace roentgen::app
