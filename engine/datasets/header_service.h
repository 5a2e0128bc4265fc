// The process that reads headers of foreign files for another one, and may die of them (`roentgen-data headers`).
#pragma once

#include "engine/imaging/image_file.h"

#include <functional>

namespace roentgen::datasets {

// Greets, then answers messages of paths with a message for each path (header_message.h), in order and each as soon as
// it is read, until the other side closes its end. Returns an exit code.
int answerHeaders(int input, int output, const std::function<Result<imaging::ImageHeader>(const std::string&)>& read);

} // namespace roentgen::datasets
