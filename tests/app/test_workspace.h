// A workspace in a temporary folder with everything that a page is given; settings of its own.
#pragma once

#include "app/app_context.h"
#include "app/background_jobs.h"
#include "app/engine_service.h"
#include "app/library.h"
#include "app/preferences.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace roentgen::app {

struct TestWorkspace {
    QTemporaryDir folder;
    AppContext context;
    std::unique_ptr<EngineService> data, predict;
    std::unique_ptr<Library> library;
    BackgroundJobs jobs;
    Navigator navigator;
    Preferences preferences;

    TestWorkspace() {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.filePath(QStringLiteral("settings")));
        QCoreApplication::setApplicationName(QStringLiteral("Roentgen"));
        QCoreApplication::setOrganizationName(QStringLiteral("Roentgen"));
        context.workspace = folder.filePath(QStringLiteral("workspace"));
        QDir().mkpath(context.workspace);
        context.binFolder = QStringLiteral(ROENTGEN_BIN_DIR);
        const QStringList serve{QStringLiteral("serve")};
        data = std::make_unique<EngineService>(context.binFolder + QStringLiteral("/roentgen-data"), serve);
        predict = std::make_unique<EngineService>(context.binFolder + QStringLiteral("/roentgen-predict"), serve);
        library = std::make_unique<Library>(context.workspace);
        context.dataService = data.get();
        context.predictService = predict.get();
        context.library = library.get();
        context.jobs = &jobs;
        context.navigator = &navigator;
        context.preferences = &preferences;
    }
};

} // namespace roentgen::app
