// Image headers, problems and index headers as the services and --json write them (snake_case members).
#pragma once

#include "engine/datasets/phantom.h"
#include "engine/imaging/image_file.h"
#include "engine/protocol/study_index.h"

#include <nlohmann/json.hpp>

namespace roentgen::programs {

nlohmann::json headerToJson(const imaging::ImageHeader& header);
// Everything but the pixels: type, shape, grey scale, windows, spacing and header.
nlohmann::json imageToJson(const imaging::ImageData& data);
// "file: what is wrong with it".
std::string exampleText(const DataProblem& problem, const DataProblem::Example& example);
// At most 20 examples of each.
nlohmann::json problemsToJson(const std::vector<DataProblem>& problems);
nlohmann::json indexHeaderToJson(const StudyIndexHeader& header);
nlohmann::json phantomsToJson(const std::string& folder, const datasets::PhantomSummary& summary);

} // namespace roentgen::programs
