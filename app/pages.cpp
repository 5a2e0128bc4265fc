#include "app/pages.h"

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
    entries.append(
        {QStringLiteral("studies"), QStringLiteral("studies"), Navigator::tr("Studies"), false, make<StudiesPage>});
    // experiments
    // runs
    // review
    // settings
    return entries;
}

} // namespace roentgen::app
