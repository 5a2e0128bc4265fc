// The pages there are. One entry each, in the order of the rail.
#pragma once

#include "app/app_context.h"
#include "app/page.h"

#include <QList>

#include <functional>

namespace roentgen::app {

struct PageEntry {
    QString id;    // "studies": of --page and Navigator::pageRequested
    QString icon;  // of resources/icons
    QString label; // the page's one name: under the icon, above the page and in the window's title
    bool atBottom = false;
    std::function<Page*(const AppContext& context, QWidget* parent)> make;
};

QList<PageEntry> pageEntries();

} // namespace roentgen::app
