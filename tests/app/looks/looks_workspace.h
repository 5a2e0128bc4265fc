// The workspace whose pages are looked at: always the same films, runs, experiments, targets and verdicts.
#pragma once

#include "tests/app/test_workspace.h"

namespace roentgen::test {

inline const QString TrainedRun = QStringLiteral("demo-20260301-093000");

// Made by the programs of the build: phantoms, and a small model that was trained on them. "" or what went wrong.
QString makeLooksWorkspace(const app::AppContext& context);

} // namespace roentgen::test
