// Splits the rows of a picture over the cores for the few milliseconds of a paint.
#pragma once

#include <functional>

namespace roentgen::widgets {

// Calls work(begin, end) for bands that together are [0, rows), one on the calling thread, and returns when all are
// done. Small pictures stay on the calling thread. work must be safe to run on several threads.
void forEachBand(int rows, int columns, const std::function<void(int begin, int end)>& work);

} // namespace roentgen::widgets
