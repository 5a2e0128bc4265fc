#include "engine/programs/film_answers.h"

#include "engine/imaging/grey_levels.h"
#include "engine/imaging/refusal.h"

namespace roentgen::programs {

namespace {

constexpr size_t mostExamples = 20;

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

StoredType typeOf(imaging::PixelType type) {
    return type == imaging::PixelType::UInt8    ? StoredType::UInt8
           : type == imaging::PixelType::UInt16 ? StoredType::UInt16
                                                : StoredType::Int16;
}

VoiName voiNameOf(const std::string& function) {
    return function == "SIGMOID"        ? VoiName::Sigmoid
           : function == "LINEAR_EXACT" ? VoiName::LinearExact
                                        : VoiName::Linear;
}

GreyWindow windowOf(const imaging::Window& window) {
    return {window.center, window.width, window.name};
}

std::string reasonText(const DataProblem& problem, const std::string& why) {
    return problem.code == "refused_pixels" ? imaging::refusalText(why) : why;
}

} // namespace

FilmFacts factsOf(const imaging::ImageHeader& header) {
    FilmFacts facts;
    facts.format = formatId(header.format);
    facts.rows = header.rows;
    facts.columns = header.columns;
    facts.frames = header.frames;
    facts.extensionMisleads = header.extensionMisleads;
    facts.patientId = header.patientId;
    facts.patientName = header.patientName;
    facts.patientBirthDate = header.patientBirthDate;
    facts.patientSex = header.patientSex;
    facts.patientAge = header.patientAge;
    facts.studyUid = header.studyUid;
    facts.seriesUid = header.seriesUid;
    facts.instanceUid = header.instanceUid;
    facts.studyDate = header.studyDate;
    facts.studyDescription = header.studyDescription;
    facts.seriesDescription = header.seriesDescription;
    facts.accessionNumber = header.accessionNumber;
    facts.modality = header.modality;
    facts.bodyPart = header.bodyPart;
    facts.viewPosition = header.viewPosition;
    facts.laterality = header.laterality;
    facts.patientOrientation = header.patientOrientation;
    facts.manufacturer = header.manufacturer;
    facts.photometric = header.photometric;
    facts.transferSyntax = header.transferSyntax;
    facts.refusal = header.refusal;
    return facts;
}

FilmDescription descriptionOf(const imaging::ImageData& data) {
    FilmDescription film;
    film.type = typeOf(data.image.type);
    film.rows = data.image.rows;
    film.columns = data.image.columns;
    film.bytes = int64_t(data.image.bytes.size());
    film.bitsStored = data.bitsStored;
    film.slope = data.rescaleSlope;
    film.intercept = data.rescaleIntercept;
    film.inverted = data.inverted;
    for (const imaging::Window& window : data.windows)
        film.windows.push_back(windowOf(window));
    film.defaultWindow = windowOf(imaging::defaultWindow(data));
    film.voiFunction = voiNameOf(data.voiFunction);
    if (data.spacingMm)
        film.spacingMm = {data.spacingMm->first, data.spacingMm->second};
    film.spacingSource = data.spacingSource;
    film.header = factsOf(data.header);
    return film;
}

std::string exampleText(const DataProblem& problem, const DataProblem::Example& example) {
    return example.why.empty() ? example.place : example.place + ": " + reasonText(problem, example.why);
}

std::vector<DataProblem> toldProblems(const std::vector<DataProblem>& problems) {
    std::vector<DataProblem> told;
    for (const DataProblem& problem : problems) {
        told.push_back({problem.code, problem.message, problem.count, {}});
        for (size_t i = 0; i < problem.examples.size() && i < mostExamples; ++i)
            told.back().examples.push_back(
                {problem.examples[i].place, reasonText(problem, problem.examples[i].why), problem.examples[i].kind});
    }
    return told;
}

DatasetFacts factsOf(const StudyIndexHeader& header) {
    return {header.folder, header.layout, header.name, header.classes, header.images, toldProblems(header.problems)};
}

} // namespace roentgen::programs
