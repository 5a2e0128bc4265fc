#include "app/refusal_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace roentgen::app {

namespace {

struct RefusalWords {
    const char *code, *text, *remedy; // %1 in the text: the refusal's value
};

constexpr const char* copyAgain = QT_TRANSLATE_NOOP("DataWords", "copy or download it again");
constexpr const char* exportAgain = QT_TRANSLATE_NOOP("DataWords", "copy or export it again");
constexpr const char* hostile = QT_TRANSLATE_NOOP("DataWords", "the file is damaged or hostile");
constexpr const char* convert = QT_TRANSLATE_NOOP("DataWords", "convert it to PNG, JPEG, PGM or DICOM");

// The kinds of errors of engine/datasets and engine/imaging/refusal.cpp.
constexpr RefusalWords refusals[] = {
    // of any file
    {"absent", QT_TRANSLATE_NOOP("DataWords", "The file does not exist."),
     QT_TRANSLATE_NOOP("DataWords", "check the path")},
    {"unread_file", QT_TRANSLATE_NOOP("DataWords", "The system does not let the file be read."),
     QT_TRANSLATE_NOOP("DataWords", "check its permissions and the disk")},
    {"folder", QT_TRANSLATE_NOOP("DataWords", "This is a folder and no image file."), nullptr},
    {"special_file", QT_TRANSLATE_NOOP("DataWords", "This is no ordinary file."), nullptr},
    {"empty_file", QT_TRANSLATE_NOOP("DataWords", "The file is empty."), nullptr},
    {"file_too_large", QT_TRANSLATE_NOOP("DataWords", "The file is larger than 4 GiB."), nullptr},
    {"unknown_format", QT_TRANSLATE_NOOP("DataWords", "The file is no PNG, JPEG, PGM or DICOM image."), convert},
    {"unread_format", QT_TRANSLATE_NOOP("DataWords", "Images of the format %1 are not read."), convert},
    {"no_pixels", QT_TRANSLATE_NOOP("DataWords", "The image has no pixels (%1)."), nullptr},
    {"too_large", QT_TRANSLATE_NOOP("DataWords", "The image is too large: %1 pixels."),
     QT_TRANSLATE_NOOP("DataWords", "at most 268 million pixels are read")},
    {"more_than_file", QT_TRANSLATE_NOOP("DataWords", "The header claims %1 pixels, more than the file can hold."),
     hostile},
    {"no_frame", QT_TRANSLATE_NOOP("DataWords", "The image has no such frame (%1)."),
     QT_TRANSLATE_NOOP("DataWords", "frames count from 0")},
    {"no_memory", QT_TRANSLATE_NOOP("DataWords", "There is not enough memory to read the image."),
     QT_TRANSLATE_NOOP("DataWords", "close other programs")},
    {"undecodable", QT_TRANSLATE_NOOP("DataWords", "The image cannot be decoded."), nullptr},
    {"slow_header", QT_TRANSLATE_NOOP("DataWords", "Reading the header took more than %1 s."),
     QT_TRANSLATE_NOOP("DataWords", "check the disk; the file may be damaged")},
    {"fatal_header", QT_TRANSLATE_NOOP("DataWords", "Reading the header ended the process that did it."), hostile},
    // PNG, JPEG, PGM
    {"png_ends_early", QT_TRANSLATE_NOOP("DataWords", "The PNG file ends early."), copyAgain},
    {"png_damaged", QT_TRANSLATE_NOOP("DataWords", "The PNG file is damaged."), copyAgain},
    {"jpeg_ends_early", QT_TRANSLATE_NOOP("DataWords", "The JPEG file ends early."), copyAgain},
    {"jpeg_damaged", QT_TRANSLATE_NOOP("DataWords", "The JPEG file is damaged, or of a kind that is not read."),
     copyAgain},
    {"jpeg_print_colours", QT_TRANSLATE_NOOP("DataWords", "A JPEG in print colours (CMYK) is no film."),
     QT_TRANSLATE_NOOP("DataWords", "convert it to grey or RGB")},
    {"pgm_ends_early", QT_TRANSLATE_NOOP("DataWords", "The PGM file ends early."), copyAgain},
    {"pgm_header",
     QT_TRANSLATE_NOOP("DataWords",
                       "The PGM file's header is damaged: columns, rows and a largest value of 1…65535 are needed."),
     nullptr},
    {"pgm_pixel", QT_TRANSLATE_NOOP("DataWords", "The PGM file is damaged: pixel %1 is above the largest value."),
     nullptr},
    // DICOM: the file
    {"dicom_damaged", QT_TRANSLATE_NOOP("DataWords", "The DICOM file is damaged."), exportAgain},
    {"dicom_nested", QT_TRANSLATE_NOOP("DataWords", "The DICOM file holds sequences hundreds of levels deep."),
     hostile},
    {"dicom_inflated", QT_TRANSLATE_NOOP("DataWords", "The deflated data set is larger than %1 MiB."), hostile},
    {"dicom_dictionary", QT_TRANSLATE_NOOP("DataWords", "DCMTK's dictionary of DICOM tags is missing."),
     QT_TRANSLATE_NOOP("DataWords", "install libdcmtk again, or unset DCMDICTPATH")},
    {"dicomdir", QT_TRANSLATE_NOOP("DataWords", "A DICOMDIR is a table of contents and holds no image."),
     QT_TRANSLATE_NOOP("DataWords", "add the folder it lies in")},
    {"no_image", QT_TRANSLATE_NOOP("DataWords", "The DICOM file holds no image: no rows and columns (0028,0010)."),
     nullptr},
    {"other_object", QT_TRANSLATE_NOOP("DataWords", "The DICOM file holds no image (it is: %1)."), nullptr},
    {"unknown_vr",
     QT_TRANSLATE_NOOP("DataWords", "%1 is stored as unknown (UN), and what is stored so is not all implicit VR."),
     exportAgain},
    {"rescale_slope", QT_TRANSLATE_NOOP("DataWords", "The rescale slope is no number: \"%1\"."), nullptr},
    {"rescale_intercept", QT_TRANSLATE_NOOP("DataWords", "The rescale intercept is no number: \"%1\"."), nullptr},
    {"colour_palette",
     QT_TRANSLATE_NOOP("DataWords", "The colour palette (0028,1201) is missing, segmented or damaged."), nullptr},
    {"modality_table", QT_TRANSLATE_NOOP("DataWords", "The modality LUT (0028,3000) is missing, segmented or damaged."),
     nullptr},
    {"voi_table", QT_TRANSLATE_NOOP("DataWords", "The VOI LUT (0028,3010) is missing, segmented or damaged."), nullptr},
    // DICOM: what the header tells of the pixels
    {"transfer_syntax", QT_TRANSLATE_NOOP("DataWords", "The transfer syntax %1 is not read."),
     QT_TRANSLATE_NOOP("DataWords", "store it uncompressed or as JPEG, JPEG-LS, JPEG 2000 or RLE")},
    {"no_pixel_data", QT_TRANSLATE_NOOP("DataWords", "The file holds no pixel data."), nullptr},
    {"float_pixels", QT_TRANSLATE_NOOP("DataWords", "Floating-point pixels are not read."), nullptr},
    {"samples", QT_TRANSLATE_NOOP("DataWords", "Pixels of %1 samples are not read."), nullptr},
    {"bits_allocated", QT_TRANSLATE_NOOP("DataWords", "Pixels of %1 bits are not read; those of 8 and 16 bits are."),
     nullptr},
    {"compressed_bits", QT_TRANSLATE_NOOP("DataWords", "Compressed pixels of 1 bit are not read."), nullptr},
    {"ends_early", QT_TRANSLATE_NOOP("DataWords", "The pixel data ends early: %1 bytes."), exportAgain},
    {"colour", QT_TRANSLATE_NOOP("DataWords", "Colour stored as \"%1\" is not read."), nullptr},
    // DICOM: the pixels themselves
    {"unread_pixels", QT_TRANSLATE_NOOP("DataWords", "The pixel data cannot be read."), exportAgain},
    {"no_capsule", QT_TRANSLATE_NOOP("DataWords", "The pixel data is not encapsulated as its transfer syntax says."),
     exportAgain},
    {"frames_apart", QT_TRANSLATE_NOOP("DataWords", "The frames of the pixel data cannot be told apart."),
     QT_TRANSLATE_NOOP("DataWords", "export it again with an offset table")},
    {"fragment_ends_early", QT_TRANSLATE_NOOP("DataWords", "The pixel data ends early in fragment %1."), exportAgain},
    {"empty_pixel_data", QT_TRANSLATE_NOOP("DataWords", "The pixel data is empty."), exportAgain},
    {"damaged_frame", QT_TRANSLATE_NOOP("DataWords", "The frame cannot be decoded (%1)."), exportAgain},
    {"jpeg2000_damaged", QT_TRANSLATE_NOOP("DataWords", "The JPEG 2000 frame is damaged."), exportAgain},
    {"jpeg2000_components",
     QT_TRANSLATE_NOOP("DataWords", "The JPEG 2000 frame has %1 components, not what the header says."), exportAgain},
    {"jpeg2000_size", QT_TRANSLATE_NOOP("DataWords", "The JPEG 2000 frame is not as large as the header says (%1)."),
     exportAgain},
    {"jpeg2000_bits", QT_TRANSLATE_NOOP("DataWords", "JPEG 2000 with %1 bits is not read."), nullptr},
    {"jpeg2000_more_bits", QT_TRANSLATE_NOOP("DataWords", "The JPEG 2000 frame has more bits than the header says."),
     exportAgain},
    {"rle_header", QT_TRANSLATE_NOOP("DataWords", "The RLE frame does not begin with a header of %1 segments."),
     exportAgain},
    {"rle_ends_early", QT_TRANSLATE_NOOP("DataWords", "The RLE frame ends early in its segment %1."), exportAgain},
    // a folder as a data set
    {"no_folder", QT_TRANSLATE_NOOP("DataWords", "There is no such folder."),
     QT_TRANSLATE_NOOP("DataWords", "check the spelling, or mount the disk that holds it")},
    {"unopened_folder", QT_TRANSLATE_NOOP("DataWords", "The folder could not be opened."),
     QT_TRANSLATE_NOOP("DataWords", "check that it exists and may be read")},
    {"no_image_in_folder", QT_TRANSLATE_NOOP("DataWords", "There is no image in this folder."),
     QT_TRANSLATE_NOOP("DataWords", "choose a folder with PNG, JPEG, PGM or DICOM files in it")},
    {"absent_images",
     QT_TRANSLATE_NOOP("DataWords", "No image of the data set can be used; named in the labels, but absent: %1."),
     QT_TRANSLATE_NOOP("DataWords", "put the images beside the label table")},
    {"unreadable_images",
     QT_TRANSLATE_NOOP("DataWords", "No image of the data set can be used; could not be read: %1."),
     QT_TRANSLATE_NOOP("DataWords", "check the files")},
    {"no_label_table", QT_TRANSLATE_NOOP("DataWords", "The label table of this layout is absent: %1."),
     QT_TRANSLATE_NOOP("DataWords", "put it into this folder, or choose another layout")},
    {"empty_label_table", QT_TRANSLATE_NOOP("DataWords", "The label table is empty."),
     QT_TRANSLATE_NOOP("DataWords", "it needs a header and one row an image")},
    {"unread_label_table", QT_TRANSLATE_NOOP("DataWords", "The label table could not be read."),
     QT_TRANSLATE_NOOP("DataWords", "check its permissions and the disk")},
    {"label_table_not_utf8", QT_TRANSLATE_NOOP("DataWords", "The label table is not UTF-8 text."),
     QT_TRANSLATE_NOOP("DataWords", "save it as CSV in UTF-8")},
    {"label_table_columns",
     QT_TRANSLATE_NOOP("DataWords", "The label table does not have the columns of its layout: %1."),
     QT_TRANSLATE_NOOP("DataWords", "use the layout's own header, or choose another layout")},
    {"no_record_files", QT_TRANSLATE_NOOP("DataWords", "There are no record files in this folder."),
     QT_TRANSLATE_NOOP("DataWords", "make them with roentgen-data pack")},
};

const RefusalWords* wordsOfRefusal(const QString& refusal) {
    const QString code = refusal.section(QLatin1Char(' '), 0, 0);
    const auto found = std::find_if(std::begin(refusals), std::end(refusals),
                                    [&](const RefusalWords& words) { return code == QLatin1String(words.code); });
    return found == std::end(refusals) ? nullptr : found;
}

QString inUsersLanguage(const char* text) {
    return text == nullptr ? QString() : QCoreApplication::translate("DataWords", text);
}

} // namespace

QString refusalWords(const QString& refusal) {
    const RefusalWords* words = wordsOfRefusal(refusal);
    const QString sentence = words == nullptr ? QString() : inUsersLanguage(words->text);
    return sentence.contains(QStringLiteral("%1")) ? sentence.arg(refusal.section(QLatin1Char(' '), 1)) : sentence;
}

QString refusalRemedy(const QString& refusal) {
    const RefusalWords* words = wordsOfRefusal(refusal);
    return words == nullptr ? QString() : inUsersLanguage(words->remedy);
}

} // namespace roentgen::app
