#include "engine/imaging/dicom_header.h"

#include "engine/imaging/pixel_refusal.h"
#include "engine/imaging/refusal.h"

#include <cmath>

namespace roentgen::imaging {

namespace {

// "20240131" and the old "2024.01.31" become 2024-01-31; anything else stays as it is.
std::string isoDate(const std::string& date) {
    std::string digits;
    for (const char letter : date)
        if (letter >= '0' && letter <= '9')
            digits += letter;
    if (digits.size() != 8)
        return date;
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

// Mammography views by code (PS3.16 CID 4014: SNOMED CT, and the SNOMED-RT codes of older files).
std::string viewOfCode(const std::string& code) {
    static const std::pair<const char*, const char*> views[] = {
        {"399162004", "CC"},  {"R-10242", "CC"},  {"399368009", "MLO"}, {"R-10226", "MLO"},
        {"399260004", "ML"},  {"R-10224", "ML"},  {"399352003", "LM"},  {"R-10228", "LM"},
        {"399099002", "LMO"}, {"R-10230", "LMO"}, {"399192005", "FB"},  {"R-10244", "FB"}};
    for (const auto& [value, view] : views)
        if (code == value)
            return view;
    return {};
}

std::string viewPosition(DcmItem& dataset) {
    const std::string view = dicomText(dataset, DCM_ViewPosition);
    if (!view.empty())
        return view;
    DcmItem* code = dicomSequenceItem(dataset, DCM_ViewCodeSequence);
    return code ? viewOfCode(dicomText(*code, DCM_CodeValue)) : std::string();
}

std::string firstOf(DcmItem& dataset, const DcmTagKey& first, const DcmTagKey& second) {
    const std::string text = dicomText(dataset, first);
    return text.empty() ? dicomText(dataset, second) : text;
}

Error noImage(DcmItem& dataset, const std::string& path) {
    if (dataset.tagExists(DCM_DirectoryRecordSequence) || dicomText(dataset, DCM_FileSetID).size())
        return refusalError("dicomdir", path);
    const std::string name = dicomClassName(dataset);
    return refusalError(name.empty() ? "no_image" : "other_object " + name, path);
}

// The nested item of an enhanced multi-frame file where there is one, else the data set itself.
DcmItem& groupOr(DcmItem& dataset, const DcmTagKey& macro, int frame) {
    DcmItem* group = functionalGroup(dataset, macro, frame);
    return group ? *group : dataset;
}

// A value that is there and no number is not passed over: every grey value would be another one.
Result<double> rescaleNumber(DcmItem& item, const DcmTagKey& tag, double absent, const char* name,
                             const std::string& path) {
    const std::optional<double> number = dicomNumber(item, tag);
    const std::string text = number ? std::string() : dicomText(item, tag);
    if (!text.empty())
        return refusalError(std::string("rescale_") + name + ' ' + text, path);
    return number.value_or(absent);
}

void readWindows(DcmItem& item, ImageData& data) {
    const std::vector<double> centers = dicomNumbers(item, DCM_WindowCenter);
    const std::vector<double> widths = dicomNumbers(item, DCM_WindowWidth);
    const std::string names = dicomText(item, DCM_WindowCenterWidthExplanation) + "\\";
    const std::string function = dicomText(item, DCM_VOILUTFunction);
    if (function == "SIGMOID" || function == "LINEAR_EXACT")
        data.voiFunction = function;
    size_t name = 0;
    for (size_t index = 0; index < std::min(centers.size(), widths.size()); ++index) {
        const size_t end = std::min(names.find('\\', name), names.size());
        // PS3.3 C.11.2.1.2: the width of LINEAR is at least 1, of the others above 0.
        if (data.voiFunction == "LINEAR" ? widths[index] >= 1 : widths[index] > 0)
            data.windows.push_back({centers[index], widths[index], names.substr(std::min(name, end), end - name)});
        name = std::min(end + 1, names.size());
    }
    if (data.windows.empty())
        data.voiFunction = "LINEAR";
}

void readSpacing(DcmItem& dataset, int frame, ImageData& data) {
    const auto take = [&](DcmItem& item, const DcmTagKey& tag, double magnification, const char* source) {
        const std::vector<double> spacing = dicomNumbers(item, tag);
        if (data.spacingMm || spacing.size() != 2 || spacing[0] <= 0 || spacing[1] <= 0)
            return;
        const double row = spacing[0] / magnification, column = spacing[1] / magnification;
        if (!std::isfinite(row) || !std::isfinite(column))
            return;
        data.spacingMm = {row, column};
        data.spacingSource = source;
    };
    take(groupOr(dataset, DCM_PixelMeasuresSequence, frame), DCM_PixelSpacing, 1, "PixelSpacing");
    const double magnification = dicomNumber(dataset, DCM_EstimatedRadiographicMagnificationFactor).value_or(0);
    if (magnification > 0)
        take(dataset, DCM_ImagerPixelSpacing, magnification,
             "ImagerPixelSpacing/EstimatedRadiographicMagnificationFactor");
    take(dataset, DCM_ImagerPixelSpacing, 1, "ImagerPixelSpacing");
    take(dataset, DCM_NominalScannedPixelSpacing, 1, "NominalScannedPixelSpacing");
}

} // namespace

Result<ImageHeader> dicomHeader(DcmFileFormat& file, const std::string& path) {
    DcmItem& dataset = *file.getDataset();
    ImageHeader header;
    header.format = FileFormat::Dicom;
    header.rows = dicomInteger(dataset, DCM_Rows).value_or(0);
    header.columns = dicomInteger(dataset, DCM_Columns).value_or(0);
    if (header.rows <= 0 || header.columns <= 0)
        return noImage(dataset, path);
    header.frames = std::max(1, dicomInteger(dataset, DCM_NumberOfFrames).value_or(1));
    header.patientId = dicomText(dataset, DCM_PatientID);
    header.patientIdIssuer = dicomText(dataset, DCM_IssuerOfPatientID);
    header.patientName = dicomText(dataset, DCM_PatientName);
    header.patientBirthDate = isoDate(dicomText(dataset, DCM_PatientBirthDate));
    header.patientSex = dicomText(dataset, DCM_PatientSex);
    header.patientAge = dicomText(dataset, DCM_PatientAge);
    header.studyUid = dicomText(dataset, DCM_StudyInstanceUID);
    header.seriesUid = dicomText(dataset, DCM_SeriesInstanceUID);
    header.instanceUid = dicomText(dataset, DCM_SOPInstanceUID);
    header.studyDate = isoDate(firstOf(dataset, DCM_StudyDate, DCM_ContentDate));
    header.studyDescription = dicomText(dataset, DCM_StudyDescription);
    header.accessionNumber = dicomText(dataset, DCM_AccessionNumber);
    header.modality = dicomText(dataset, DCM_Modality);
    header.viewPosition = viewPosition(dataset);
    header.laterality = firstOf(dataset, DCM_ImageLaterality, DCM_Laterality);
    header.patientOrientation = dicomText(dataset, DCM_PatientOrientation);
    header.manufacturer = dicomText(dataset, DCM_Manufacturer);
    header.seriesDescription = dicomText(dataset, DCM_SeriesDescription);
    header.bodyPart = dicomText(dataset, DCM_BodyPartExamined);
    header.photometric = dicomText(dataset, DCM_PhotometricInterpretation);
    header.transferSyntax = transferSyntaxName(file);
    return header;
}

Status readGreyScale(DcmItem& dataset, int frame, const std::string& path, ImageData& data) {
    DcmItem& transform = groupOr(dataset, DCM_PixelValueTransformationSequence, frame);
    auto slope = rescaleNumber(transform, DCM_RescaleSlope, 1, "slope (0028,1053)", path);
    auto intercept = rescaleNumber(transform, DCM_RescaleIntercept, 0, "intercept (0028,1052)", path);
    if (!slope || !intercept)
        return slope ? intercept.error() : slope.error();
    data.rescaleSlope = *slope == 0 ? 1 : *slope;
    data.rescaleIntercept = *intercept;
    readWindows(groupOr(dataset, DCM_FrameVOILUTSequence, frame), data);
    data.inverted = data.header.photometric == "MONOCHROME1";
    // The presentation LUT overrules the photometric interpretation's default (PS3.3 C.11.6).
    if (dicomText(dataset, DCM_PresentationLUTShape) == "INVERSE")
        data.inverted = true;
    readSpacing(dataset, frame, data);
    return Done{};
}

} // namespace roentgen::imaging
