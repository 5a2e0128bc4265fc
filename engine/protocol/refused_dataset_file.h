// What a data set's own file says although it is refused, so that it can be corrected.
#pragma once

#include "engine/protocol/dataset_file.h"

#include <optional>

namespace roentgen {

// Of a file that readDatasetFile refuses for its values; a refused text stays as it is. Nothing of a file that is
// absent, no TOML, without a folder, or with keys that are not known.
std::optional<DatasetFile> readRefusedDatasetFile(const std::string& path);

} // namespace roentgen
