#include "engine/pipeline/film_tags.h"

#include "engine/imaging/image_file.h"
#include "engine/pipeline/record_film.h"
#include "engine/records/film_record.h"

namespace roentgen::pipeline {

FilmTags tagsIn(const imaging::ImageHeader& header) {
    return {header.modality, header.bodyPart, header.viewPosition, header.rows, header.columns};
}

FilmTags tagsOf(const std::string& path) {
    const auto header = readFilmHeader(path);
    if (!header)
        return {};
    FilmTags tags = tagsIn(*header);
    if (records::parseRecordName(path))
        tags.rows = tags.columns = 0;
    return tags;
}

} // namespace roentgen::pipeline
