// The tables of library.sqlite (docs/library.md), and how an older library gets them.
#pragma once

#include "app/library_database.h"

namespace roentgen::app {

constexpr int LibrarySchema = 2;

// Makes the tables of a new library. One of an older schema is first copied whole to library.sqlite.schema-N beside
// it, then changed in one transaction; of two windows that do so at once, one does. Environment error in the user's
// words, the library as it was, where it is newer than this program, or cannot be copied or changed.
Status bringToSchema(LibraryDatabase& database);

} // namespace roentgen::app
