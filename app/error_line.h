// What a program of the engine said when it failed, as the window shows it.
#pragma once

#include <QByteArray>
#include <QString>

namespace roentgen::app {

// The last line of standard error, "roentgen-run: The run … (where): what to do", without the program's name. "" where
// nothing was said.
QString errorLine(const QByteArray& diagnostics);

} // namespace roentgen::app
