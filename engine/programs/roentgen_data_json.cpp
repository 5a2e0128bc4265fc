#include "engine/programs/roentgen_data_json.h"

#include "engine/imaging/grey_levels.h"

namespace roentgen::programs {

namespace {

using nlohmann::json;

const char* formatId(imaging::FileFormat format) {
    switch (format) {
    case imaging::FileFormat::Png:
        return "png";
    case imaging::FileFormat::Jpeg:
        return "jpeg";
    case imaging::FileFormat::Pgm:
        return "pgm";
    case imaging::FileFormat::Dicom:
        return "dicom";
    case imaging::FileFormat::Unknown:
        break;
    }
    return "unknown";
}

const char* typeId(imaging::PixelType type) {
    return type == imaging::PixelType::UInt8 ? "u8" : type == imaging::PixelType::UInt16 ? "u16" : "s16";
}

json windowToJson(const imaging::Window& window) {
    return {{"center", window.center}, {"width", window.width}, {"name", window.name}};
}

} // namespace

json headerToJson(const imaging::ImageHeader& header) {
    return {{"format", formatId(header.format)},
            {"rows", header.rows},
            {"columns", header.columns},
            {"frames", header.frames},
            {"extension_misleads", header.extensionMisleads},
            {"patient_id", header.patientId},
            {"patient_name", header.patientName},
            {"patient_birth_date", header.patientBirthDate},
            {"patient_sex", header.patientSex},
            {"patient_age", header.patientAge},
            {"study_uid", header.studyUid},
            {"series_uid", header.seriesUid},
            {"instance_uid", header.instanceUid},
            {"study_date", header.studyDate},
            {"study_description", header.studyDescription},
            {"series_description", header.seriesDescription},
            {"accession_number", header.accessionNumber},
            {"modality", header.modality},
            {"body_part", header.bodyPart},
            {"view_position", header.viewPosition},
            {"laterality", header.laterality},
            {"patient_orientation", header.patientOrientation},
            {"manufacturer", header.manufacturer},
            {"photometric", header.photometric},
            {"transfer_syntax", header.transferSyntax},
            {"refusal", header.refusal}};
}

json imageToJson(const imaging::ImageData& data) {
    json windows = json::array();
    for (const imaging::Window& window : data.windows)
        windows.push_back(windowToJson(window));
    return {{"type", typeId(data.image.type)},
            {"rows", data.image.rows},
            {"columns", data.image.columns},
            {"bytes", data.image.bytes.size()},
            {"bits_stored", data.bitsStored},
            {"slope", data.rescaleSlope},
            {"intercept", data.rescaleIntercept},
            {"inverted", data.inverted},
            {"windows", windows},
            {"default_window", windowToJson(imaging::defaultWindow(data))},
            {"voi_function", data.voiFunction},
            {"spacing_mm", data.spacingMm ? json{data.spacingMm->first, data.spacingMm->second} : json(nullptr)},
            {"spacing_source", data.spacingSource},
            {"header", headerToJson(data.header)}};
}

namespace {

std::string reasonText(const DataProblem& problem, const std::string& why) {
    return problem.code == "refused_pixels" ? imaging::refusalText(why) : why;
}

} // namespace

std::string exampleText(const DataProblem& problem, const DataProblem::Example& example) {
    return example.why.empty() ? example.place : example.place + ": " + reasonText(problem, example.why);
}

json problemsToJson(const std::vector<DataProblem>& problems) {
    json list = json::array();
    for (const DataProblem& problem : problems) {
        json examples = json::array();
        for (size_t i = 0; i < problem.examples.size() && i < 20; ++i)
            examples.push_back(
                {{"place", problem.examples[i].place}, {"why", reasonText(problem, problem.examples[i].why)}});
        list.push_back(
            {{"code", problem.code}, {"message", problem.message}, {"count", problem.count}, {"examples", examples}});
    }
    return list;
}

json indexHeaderToJson(const StudyIndexHeader& header) {
    return {{"folder", header.folder},   {"layout", header.layout}, {"name", header.name},
            {"classes", header.classes}, {"images", header.images}, {"problems", problemsToJson(header.problems)}};
}

json phantomsToJson(const std::string& folder, const datasets::PhantomSummary& summary) {
    json positives = json::object();
    for (const auto& [finding, count] : summary.positives)
        positives[finding] = count;
    return {{"out", folder},
            {"images", summary.films},
            {"patients", summary.patients},
            {"boxes", summary.boxes},
            {"no_finding", summary.withoutFinding},
            {"test_images", summary.testFilms},
            {"positives", positives}};
}

} // namespace roentgen::programs
