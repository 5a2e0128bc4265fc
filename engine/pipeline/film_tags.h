// What a film's file says of itself, with what its data set's table adds.
#pragma once

#include <string>

namespace roentgen::imaging {
struct ImageHeader;
}

namespace roentgen::pipeline {

// "" and 0 where nothing is said.
struct FilmTags {
    std::string modality, bodyPart, view; // as they stand
    int rows = 0, columns = 0;            // 0 of a film in a record, whose pixels have another size than the film had
};
FilmTags tagsIn(const imaging::ImageHeader& header);
// The same of a file that is not read otherwise: an image, or FILE:NUMBER for a film in a record file. All empty where
// it cannot be read.
FilmTags tagsOf(const std::string& path);

} // namespace roentgen::pipeline
