#include "engine/imaging/dicom_dataset.h"

#include "engine/imaging/dicom_stream.h"
#include "engine/imaging/file_bytes.h"
#include "engine/imaging/grey_value_tags.h"
#include "engine/imaging/japanese_text.h"
#include "engine/imaging/refusal.h"
#include "engine/protocol/text_file.h"

#include <dcmtk/dcmdata/dcspchrs.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <shared_mutex>

namespace roentgen::imaging {

namespace {

void initializeOnce() {
    static std::once_flag once;
    std::call_once(once, [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        DJDecoderRegistration::registerCodecs(EDC_photometricInterpretation, EUC_never, EPC_colorByPixel);
        dcmEnableUnknownVRConversion.set(OFTrue);
        DJLSDecoderRegistration::registerCodecs(EJLSUC_never, EJLSPC_colorByPixel);
    });
}

std::string withoutPadding(std::string text) {
    const char* padding = " \0";
    const std::string blanks(padding, 2);
    const size_t end = text.find_last_not_of(blanks);
    text.erase(end == std::string::npos ? 0 : end + 1);
    const size_t begin = text.find_first_not_of(blanks);
    return begin == std::string::npos ? std::string() : text.substr(begin);
}

std::string replaceBadBytes(std::string text) {
    std::string result;
    size_t bad = 0;
    while (!isUtf8(text, &bad)) {
        result += text.substr(0, bad) + "\xEF\xBF\xBD";
        text.erase(0, bad + 1);
    }
    result += text;
    for (char& letter : result) // tabs and line ends would break one-line outputs
        if (static_cast<unsigned char>(letter) < 0x20)
            letter = ' ';
    return result;
}

// Code extensions switch back to the first set at delimiters; which ones depends on the VR (PS3.5 6.1.2.5.3).
std::string toUtf8(DcmItem& item, const OFString& raw, DcmEVR vr) {
    DcmSpecificCharacterSet converter;
    OFString converted;
    const OFString delimiters = vr == EVR_PN ? "\\^=" : "\\";
    if (converter.selectCharacterSet(item, "ISO_IR 192").good() &&
        converter.convertString(raw, converted, delimiters).good())
        return std::string(converted.c_str(), converted.length());
    const std::string bytes(raw.c_str(), raw.length());
    OFString set;
    item.findAndGetOFStringArray(DCM_SpecificCharacterSet, set);
    for (const char* japanese : {"IR 13", "IR 87", "IR 159"})
        if (set.find(japanese) != OFString_npos)
            return japaneseToUtf8(bytes).value_or(bytes);
    return bytes;
}

// Elements that arrive as UN hold implicit VR little endian (CP-246) and are read by their tag's own VR. DCMTK's switch
// for that is the whole process's: held shared while it is on, alone while it is off.
std::shared_mutex unknownVrSwitch;

class UnknownVrKept {
public:
    UnknownVrKept()
        : m_alone(unknownVrSwitch) {
        dcmEnableUnknownVRConversion.set(OFFalse);
    }
    UnknownVrKept(const UnknownVrKept&) = delete;
    UnknownVrKept& operator=(const UnknownVrKept&) = delete;
    ~UnknownVrKept() { dcmEnableUnknownVRConversion.set(OFTrue); }

private:
    std::unique_lock<std::shared_mutex> m_alone;
};

// What a deflated file may come to in memory: the largest image that is read, in 16 bits, with its header; of a header
// alone far less, for several are read at a time.
constexpr uint64_t inflatedImage = (2 * maximumPixels) + (64ull << 20), inflatedHeader = 64ull << 20;

uint64_t maximumInflated(DicomPart part) {
    return part == DicomPart::Header ? inflatedHeader : inflatedImage;
}

// Reads what DicomPart asks for through a stream that bounds what the parser may take.
Result<OpenDicom> parse(DicomStream& stream, DicomPart part, const std::string& path) {
    auto file = std::make_unique<DcmFileFormat>();
    OFCondition condition = stream.status();
    if (condition.good()) {
        file->transferInit();
        condition = file->readUntilTag(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                                       part == DicomPart::Header ? DCM_PixelData : DCM_UndefinedTagKey);
        file->transferEnd();
    }
    if (!stream.refusal().empty())
        return refusalError(stream.refusal(), path);
    if (condition.bad())
        return refusalError("dicom_damaged", path, condition.text());
    const bool bigEndian = file->getDataset()->getOriginalXfer() == EXS_BigEndianExplicit;
    const PixelElement pixels =
        part == DicomPart::Header ? stream.pixelElement(fileSize(path), bigEndian) : PixelElement{};
    return OpenDicom{std::move(file), pixels};
}

} // namespace

Result<OpenDicom> openDicom(const std::string& path, DicomPart part, ReadObserver* observer) {
    initializeOnce();
    if (!dcmDataDict.isDictionaryLoaded()) {
        Error error = refusalError("dicom_dictionary", "dicom.dic");
        error.code = ErrorCode::Environment;
        return error;
    }
    DicomStream stream(path, maximumInflated(part), observer);
    auto file = [&] {
        const std::shared_lock<std::shared_mutex> lock(unknownVrSwitch);
        return parse(stream, part, path);
    }();
    if (file || !stream.refusal().empty())
        return file;
    // Perhaps an element that nobody needs is UN and has something else inside.
    DicomStream again(path, maximumInflated(part), observer);
    auto kept = [&] {
        const UnknownVrKept off;
        return parse(again, part, path);
    }();
    if (!kept)
        return file;
    const std::string unread = unreadGreyValueTag(*kept->file->getDataset());
    if (!unread.empty())
        return refusalError("unknown_vr " + unread, path);
    return kept;
}

std::string dicomText(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = nullptr;
    OFString raw;
    if (item.findAndGetElement(tag, element).bad() || !element || element->getOFStringArray(raw, OFFalse).bad())
        return {};
    return withoutPadding(replaceBadBytes(element->isAffectedBySpecificCharacterSet()
                                              ? toUtf8(item, raw, element->ident())
                                              : std::string(raw.c_str(), raw.length())));
}

std::vector<double> dicomNumbers(DcmItem& item, const DcmTagKey& tag) {
    std::vector<double> numbers;
    const std::string text = dicomText(item, tag);
    for (size_t begin = 0; begin <= text.size() && !text.empty();) {
        const size_t end = std::min(text.find('\\', begin), text.size());
        const std::string part = withoutPadding(text.substr(begin, end - begin));
        char* rest = nullptr;
        const double number = std::strtod(part.c_str(), &rest);
        if (part.empty() || *rest != '\0' || !std::isfinite(number))
            return {};
        numbers.push_back(number);
        begin = end + 1;
    }
    return numbers;
}

std::optional<double> dicomNumber(DcmItem& item, const DcmTagKey& tag) {
    const std::vector<double> numbers = dicomNumbers(item, tag);
    return numbers.empty() ? std::nullopt : std::optional(numbers.front());
}

std::optional<int> dicomInteger(DcmItem& item, const DcmTagKey& tag) {
    const std::optional<double> number = dicomNumber(item, tag);
    if (!number || std::abs(*number) > 2147483647.0 || *number != std::floor(*number))
        return std::nullopt;
    return int(*number);
}

std::string dicomClassName(DcmItem& item) {
    const std::string uid = dicomText(item, DCM_SOPClassUID);
    const char* name = uid.empty() ? nullptr : dcmFindNameOfUID(uid.c_str());
    if (!name)
        return uid;
    std::string result; // "CTImageStorage" → "CT Image Storage"
    for (size_t letter = 0; name[letter]; ++letter) {
        const bool starts = letter > 0 && std::isupper(name[letter]) &&
                            (std::islower(name[letter - 1]) || (name[letter + 1] && std::islower(name[letter + 1])));
        result += starts && name[letter - 1] != ' ' ? " " : "";
        result += name[letter];
    }
    return result;
}

DcmItem* dicomSequenceItem(DcmItem& item, const DcmTagKey& sequence, long index) {
    DcmItem* found = nullptr;
    return item.findAndGetSequenceItem(sequence, found, index).good() ? found : nullptr;
}

DcmItem* functionalGroup(DcmItem& dataset, const DcmTagKey& macro, int frame) {
    if (DcmItem* own = dicomSequenceItem(dataset, DCM_PerFrameFunctionalGroupsSequence, frame))
        if (DcmItem* group = dicomSequenceItem(*own, macro))
            return group;
    DcmItem* shared = dicomSequenceItem(dataset, DCM_SharedFunctionalGroupsSequence);
    return shared ? dicomSequenceItem(*shared, macro) : nullptr;
}

} // namespace roentgen::imaging
