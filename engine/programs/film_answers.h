// Images, data sets and their problems as the services and --json say them.
#pragma once

#include "engine/imaging/image_file.h"
#include "engine/protocol/messages/dataset_messages.h"
#include "engine/protocol/messages/film_messages.h"

namespace roentgen::programs {

FilmFacts factsOf(const imaging::ImageHeader& header);
FilmDescription descriptionOf(const imaging::ImageData& data);
// At most 20 examples of each problem, with the reasons in words.
DatasetFacts factsOf(const StudyIndexHeader& header);
std::vector<DataProblem> toldProblems(const std::vector<DataProblem>& problems);
// "file: what is wrong with it".
std::string exampleText(const DataProblem& problem, const DataProblem::Example& example);

} // namespace roentgen::programs
