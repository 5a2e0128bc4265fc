#include "app/pages.h"

#include "app/experiments/experiments_page.h"
#include "app/review/review_page.h"
#include "app/runs/runs_page.h"
#include "app/settings/settings_page.h"
#include "app/studies/studies_page.h"

#include <QCoreApplication>

namespace roentgen::app {

namespace {

template <typename PageType>
Page* make(const AppContext& context, QWidget* parent) {
    return new PageType(context, parent);
}

} // namespace

QList<PageEntry> pageEntries() {
    QList<PageEntry> entries;
    // studies
    entries.append({QStringLiteral("studies"), QStringLiteral("studies"),
                    Navigator::tr("Studies", "under an icon: at most ten letters"), false, make<StudiesPage>});
    // experiments
    entries.append({QStringLiteral("experiments"), QStringLiteral("experiments"),
                    Navigator::tr("Experiments", "under an icon: at most ten letters"), false, make<ExperimentsPage>});
    // runs
    entries.append({QStringLiteral("runs"), QStringLiteral("runs"),
                    Navigator::tr("Runs", "under an icon: at most ten letters"), false, make<RunsPage>});
    // review
    entries.append({QStringLiteral("review"), QStringLiteral("review"),
                    Navigator::tr("Review", "under an icon: at most ten letters"), false, make<ReviewPage>});
    // settings
    entries.append({QStringLiteral("settings"), QStringLiteral("settings"),
                    Navigator::tr("Settings", "under an icon: at most ten letters"), true, make<SettingsPage>});
    return entries;
}

} // namespace roentgen::app
