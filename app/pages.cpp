#include "app/pages.h"

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
    // experiments
    // runs
    // review
    // settings
    return entries;
}

} // namespace roentgen::app
