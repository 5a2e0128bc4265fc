#include "engine/imaging/refusal.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace roentgen::imaging {

namespace {

struct Sentence {
    const char *code, *before, *after, *hint; // the refusal's value stands between the first two
};

constexpr char copyAgain[] = "copy or download it again", exportAgain[] = "copy or export it again",
               hostile[] = "the file is damaged or hostile";

// The window's words for them: app/refusal_words.cpp.
constexpr Sentence sentences[] = {
    // of any file
    {"absent", "the file does not exist", "", "check the path"},
    {"unread_file", "cannot read the file", "", ""},
    {"folder", "this is a folder, not an image file", "", ""},
    {"special_file", "not a regular file", "", ""},
    {"empty_file", "the file is empty", "", ""},
    {"file_too_large", "the file is larger than 4 GiB", "", "no image that Roentgen reads is that large"},
    {"unknown_format", "not a PNG, JPEG, PGM or DICOM image", "", "convert it to one of these"},
    {"unread_format", "", " images are not read", "convert it to PNG, JPEG, PGM or DICOM"},
    {"no_pixels", "the image has no pixels (", ")", ""},
    {"too_large", "the image is too large (", ")", "at most 268 million pixels are read"},
    {"more_than_file", "the header claims ", " pixels, more than a file of its size can hold", hostile},
    {"no_frame", "frame ", " does not exist", "frames count from 0"},
    {"no_memory", "not enough memory to read the image", "", "close other programs"},
    {"undecodable", "cannot decode the image", "", ""},
    {"slow_header", "reading the header took more than ", " s", "check the disk; the file may be damaged"},
    {"fatal_header", "reading the header ended the process that did it", "", hostile},
    // PNG, JPEG, PGM
    {"png_ends_early", "the PNG file ends early", "", copyAgain},
    {"png_damaged", "damaged PNG", "", copyAgain},
    {"jpeg_ends_early", "the JPEG file ends early", "", copyAgain},
    {"jpeg_damaged", "damaged or unsupported JPEG", "", copyAgain},
    {"jpeg_print_colours", "a JPEG in print colours (CMYK) is not a film", "", "convert it to grey or RGB"},
    {"pgm_ends_early", "the PGM file ends early", "", copyAgain},
    {"pgm_header", "damaged PGM header: columns, rows and a largest value of 1…65535 are needed", "", ""},
    {"pgm_pixel", "damaged PGM: pixel ", " is above the largest value", ""},
    // DICOM: the file
    {"dicom_damaged", "damaged DICOM file", "", exportAgain},
    {"dicom_nested", "sequences within sequences, hundreds of levels deep", "", hostile},
    {"dicom_inflated", "the deflated data set is larger than ", " MiB",
     "the file is damaged or hostile, or store it in an uncompressed transfer syntax"},
    {"dicom_dictionary", "DCMTK's dictionary of tags is missing", "", "install libdcmtk again, or unset DCMDICTPATH"},
    {"dicomdir", "a DICOMDIR is a table of contents and holds no image", "", "add the folder it lies in"},
    {"no_image", "this DICOM file holds no image: no rows and columns (0028,0010)", "", ""},
    {"other_object", "this DICOM file holds no image: no rows and columns (0028,0010) (it is a ", ")", ""},
    {"unknown_vr", "", " is stored as unknown (UN), and what is stored so is not all implicit VR", exportAgain},
    {"rescale_slope", "the rescale slope is no number: \"", "\"", ""},
    {"rescale_intercept", "the rescale intercept is no number: \"", "\"", ""},
    {"colour_palette", "the colour palette (0028,1201) is missing, segmented or damaged", "", ""},
    {"modality_table", "the modality LUT (0028,3000) is missing, segmented or damaged", "", ""},
    {"voi_table", "the VOI LUT (0028,3010) is missing, segmented or damaged", "", ""},
    // DICOM: what the header tells of the pixels
    {"transfer_syntax", "the transfer syntax ", " is not read",
     "store it uncompressed or as JPEG, JPEG-LS, JPEG 2000 or RLE"},
    {"no_pixel_data", "this DICOM file holds no pixel data (7FE0,0010)", "", ""},
    {"float_pixels", "floating-point pixels are not read", "", ""},
    {"samples", "pixels of ", " samples (0028,0002) are not read", ""},
    {"bits_allocated", "pixels of ", " bits (0028,0100) are not read", "8 and 16 bits are"},
    {"compressed_bits", "compressed pixels of 1 bit are not read", "", ""},
    {"ends_early", "the pixel data (7FE0,0010) ends early: ", " bytes", exportAgain},
    {"colour", "colour stored as \"", "\" (0028,0004) is not read", ""},
    // DICOM: the pixels themselves
    {"unread_pixels", "cannot read the pixel data (7FE0,0010)", "", ""},
    {"no_capsule", "the pixel data (7FE0,0010) is not encapsulated as its transfer syntax says", "", ""},
    {"frames_apart", "the frames of the pixel data (7FE0,0010) cannot be told apart", "",
     "export it again with an offset table"},
    {"fragment_ends_early", "the pixel data (7FE0,0010) ends early in fragment ", "", ""},
    {"empty_pixel_data", "the pixel data (7FE0,0010) is empty", "", ""},
    {"damaged_frame", "cannot decode the ", " frame", exportAgain},
    {"jpeg2000_damaged", "damaged JPEG 2000 frame", "", ""},
    {"jpeg2000_components", "the JPEG 2000 frame has ", " components, not what the header says", ""},
    {"jpeg2000_size", "the JPEG 2000 frame is not as large as the header says: ", "", ""},
    {"jpeg2000_bits", "JPEG 2000 with ", " bits is not read", ""},
    {"jpeg2000_more_bits", "the JPEG 2000 frame has more bits than the header says", "", ""},
    {"rle_header", "the RLE frame does not begin with a header of ", " segments", exportAgain},
    {"rle_ends_early", "the RLE frame ends early in its segment ", "", exportAgain},
};

const Sentence* sentenceOf(const std::string& refusal) {
    const std::string code = refusal.substr(0, refusal.find(' '));
    const auto found = std::find_if(std::begin(sentences), std::end(sentences),
                                    [&](const Sentence& sentence) { return code == sentence.code; });
    return found == std::end(sentences) ? nullptr : found;
}

// Its value is what is there, a slash, and what should be.
bool isShare(const std::string& code) {
    return code == "ends_early" || code == "no_frame" || code == "jpeg2000_size";
}

} // namespace

std::string refusalText(const std::string& refusal) {
    const Sentence* sentence = sentenceOf(refusal);
    if (!sentence)
        return refusal;
    const size_t blank = std::min(refusal.find(' '), refusal.size());
    std::string value = refusal.substr(std::min(blank + 1, refusal.size()));
    if (const size_t of = value.find('/'); isShare(sentence->code) && of != std::string::npos)
        value.replace(of, 1, " of ");
    return sentence->before + value + sentence->after;
}

Error refusalError(const std::string& refusal, const std::string& path, const std::string& library) {
    const Sentence* sentence = sentenceOf(refusal);
    assert(sentence && "a refusal without its sentence");
    const std::string text = refusalText(refusal);
    Error error = dataError(library.empty() ? text : text + ": " + library, path, sentence ? sentence->hint : "");
    error.kind = refusal;
    return error;
}

} // namespace roentgen::imaging
