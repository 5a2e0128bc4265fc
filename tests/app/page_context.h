// A workspace in a temporary folder and the context that a page is made with; engine programs from the build.
#pragma once

#include "app/app_context.h"
#include "app/background_jobs.h"
#include "app/engine_service.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace roentgen::test {

class PageContext {
public:
    PageContext() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        context.workspace = folder.path();
        for (const char* name : {"datasets", "experiments", "weights", "runs"})
            QDir(folder.path()).mkpath(QLatin1String(name));
        context.binFolder = QStringLiteral(ROENTGEN_BIN_DIR);
        context.navigator = &navigator;
        context.jobs = &jobs;
    }

    QTemporaryDir folder;
    app::Navigator navigator;
    app::BackgroundJobs jobs;
    app::AppContext context;
};

} // namespace roentgen::test
