// Films out of record files, checked when they are read.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/imaging/image_file.h"
#include "engine/pipeline/prepared_image.h"

namespace roentgen::pipeline {

// The prepared image in the file's own memory, where the record holds just that: storedSize² pixels of 8 bits; nullptr
// where its film is of another size. Lives as long as the record's file. Thread-safe. Data errors name file and offset:
// a damaged record, one of another film or size than the sample's.
Result<const uint8_t*> mappedFilm(const datasets::Sample& sample, int storedSize, ReadingTurns* turns = nullptr);

// A record as any other film: shrunk to storedSize², 16 bits rounded to 8. Thread-safe.
Result<PreparedImage> prepareRecord(const records::RecordFile& file, size_t number, int storedSize, bool pad,
                                    ReadingTurns* turns = nullptr);

// The prepared image of a sample, in a record or a file of its own. Thread-safe.
Result<PreparedImage> prepareSample(const datasets::Sample& sample, int storedSize, bool pad,
                                    ReadingTurns* turns = nullptr);

// imaging::readImage and imaging::readImageHeader, which take FILE:NUMBER for a film in a record file as well.
// Thread-safe.
Result<imaging::ImageData> readFilmImage(const std::string& path, int frame = 0);
Result<imaging::ImageHeader> readFilmHeader(const std::string& path);

} // namespace roentgen::pipeline
