// What roentgen-data says of one film, and how it hands over its pixels.
#pragma once

#include "engine/protocol/messages/fields.h"

#include <array>

namespace roentgen {

// What an image file says of itself, without its pixels. UTF-8; empty where the file does not say.
struct FilmFacts {
    std::string format; // "png" "jpeg" "pgm" "dicom"
    int rows = 0, columns = 0, frames = 1;
    bool extensionMisleads = false;
    std::string patientId, patientName, patientBirthDate, patientSex, patientAge;
    std::string studyUid, seriesUid, instanceUid, studyDate, studyDescription, seriesDescription, accessionNumber;
    std::string modality, bodyPart, viewPosition, laterality, patientOrientation, manufacturer;
    std::string photometric, transferSyntax;
    std::string refusal;
};
void describe(Fields& f, FilmFacts& facts);

struct HeaderRequest {
    static constexpr const char* op = "header";
    using Answer = FilmFacts;
    std::string path;
    const std::string& subject() const { return path; }
};
void describe(Fields& f, HeaderRequest& request);

enum class StoredType { UInt8, UInt16, Int16 };
std::vector<const char*> wordsOf(StoredType);

struct GreyWindow {
    double center = 0, width = 0; // in output units of the modality transform
    std::string name;
};
void describe(Fields& f, GreyWindow& window);

// PS3.3 C.11.2.1.3
enum class VoiName { Linear, LinearExact, Sigmoid };
std::vector<const char*> wordsOf(VoiName);

// Everything of an image but its pixels.
struct FilmDescription {
    StoredType type = StoredType::UInt8;
    int rows = 0, columns = 0;
    int64_t bytes = 0;
    int bitsStored = 8;
    double slope = 1, intercept = 0;
    bool inverted = false;
    std::vector<GreyWindow> windows;
    GreyWindow defaultWindow;
    VoiName voiFunction = VoiName::Linear;
    std::optional<std::vector<double>> spacingMm; // [2] row, column
    std::string spacingSource;
    FilmFacts header;
};
void describe(Fields& f, FilmDescription& film);

struct DecodeAnswer {
    std::string file;
    FilmDescription film;
};
void describe(Fields& f, DecodeAnswer& answer);

struct DecodeRequest {
    static constexpr const char* op = "decode";
    using Answer = DecodeAnswer;
    std::string path;
    int frame = 0;
    const std::string& subject() const { return path; }
};
void describe(Fields& f, DecodeRequest& request);

struct ThumbnailAnswer {
    std::string file;
    int rows = 0, columns = 0;
};
void describe(Fields& f, ThumbnailAnswer& answer);

struct ThumbnailRequest {
    static constexpr const char* op = "thumbnail";
    using Answer = ThumbnailAnswer;
    std::string path, out;
    int size = 0;
    const std::string& subject() const { return path; }
};
void describe(Fields& f, ThumbnailRequest& request);

// roentgen-data show --json
struct ShowAnswer {
    std::string out;
    int rows = 0, columns = 0;
    GreyWindow window;
    FilmDescription image;
};
void describe(Fields& f, ShowAnswer& answer);

} // namespace roentgen
