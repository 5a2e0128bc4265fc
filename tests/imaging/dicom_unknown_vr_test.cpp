// Elements that arrive as UN with implicit VR little endian inside (PS3.5 6.2.2, CP-246): every tag that changes a
// grey value means the same as with its own VR, or the file is refused.
#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/test_files.h"

#include <algorithm>
#include <functional>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

using Film = std::vector<Element>;

struct Case {
    const char* name;
    uint32_t tag; // the element that arrives as UN; it may stand in an item
    bool matters; // without it the film looks different, or is refused
    Film film;
};

// The plain film with some elements put in or replaced, in the order of their tags.
Film with(const std::vector<Element>& changes) {
    Film film = plainFilm();
    for (const Element& change : changes) {
        film.erase(std::remove_if(film.begin(), film.end(), [&](const Element& e) { return e.tag == change.tag; }),
                   film.end());
        film.insert(std::find_if(film.begin(), film.end(), [&](const Element& e) { return e.tag > change.tag; }),
                    change);
    }
    return film;
}

const Element tableDescriptor{0x00283002, "US", {}, {4, 1000, 12}},
    tableData{0x00283006, "OW", {}, {10, 700, 800, 4000}}, explanation{0x00283003, "LO", "Contrast"};
const Element modalityTable{0x00283000, "SQ", {}, {}, {{tableDescriptor, {0x00283004, "LO", "US"}, tableData}}},
    voiTable{0x00283010, "SQ", {}, {}, {{tableDescriptor, explanation, tableData}}};
const Element slope{0x00281053, "DS", "2.5"}, intercept{0x00281052, "DS", "-1024"},
    centre{0x00281050, "DS", "1500\\300"}, width{0x00281051, "DS", "2000\\100"}, names{0x00281055, "LO", "LUNG\\BONE"};
const Element transform{0x00289145, "SQ", {}, {}, {{intercept, slope, {0x00281054, "LO", "HU"}}}},
    frameVoi{0x00289132, "SQ", {}, {}, {{centre, width}}};

std::vector<Element> palette() {
    return {{0x00280004, "CS", "PALETTE COLOR"},         {0x00281101, "US", {}, {3, 1000, 16}},
            {0x00281102, "US", {}, {3, 1000, 16}},       {0x00281103, "US", {}, {3, 1000, 16}},
            {0x00281201, "OW", {}, {0xffff, 0, 0x8000}}, {0x00281202, "OW", {}, {0, 0xffff, 0x4000}},
            {0x00281203, "OW", {}, {0x2000, 0, 0xffff}}};
}

std::vector<Element> colour() { // 3 samples of 8 bits, 2 × 3 pixels, plane by plane
    return {{0x00280002, "US", {}, {3}},
            {0x00280004, "CS", "RGB"},
            {0x00280006, "US", {}, {1}},
            {0x00280100, "US", {}, {8}},
            {0x00280101, "US", {}, {8}},
            {0x00280102, "US", {}, {7}},
            {0x7fe00010, "OW", {}, {0x00ff, 0x1020, 0x3040, 0x5060, 0x7080, 0x90a0, 0xb0c0, 0xd0e0, 0xf001}}};
}

std::vector<Case> cases() {
    const Film colourFilm = with(colour()), paletteFilm = with(palette());
    const Film windowed = with({centre, width, names, {0x00281056, "CS", "LINEAR_EXACT"}});
    const Film rescaled = with({slope, intercept, {0x00281054, "LO", "HU"}});
    const Film twoFrames =
        with({{0x00280008, "IS", "1"},
              {0x52009229, "SQ", {}, {}, {{transform, frameVoi}}},
              {0x52009230, "SQ", {}, {}, {{{0x00289145, "SQ", {}, {}, {{intercept, {0x00281053, "DS", "3"}}}}}}}});
    return {
        {"samples per pixel", 0x00280002, true, colourFilm},
        {"photometric interpretation", 0x00280004, true, with({{0x00280004, "CS", "MONOCHROME1"}})},
        {"photometric interpretation of colour", 0x00280004, true, colourFilm},
        {"planar configuration", 0x00280006, true, colourFilm},
        {"number of frames", 0x00280008, true,
         with({{0x00280008, "IS", "2"}, {0x7fe00010, "OW", {}, {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15}}})},
        {"rows", 0x00280010, true, plainFilm()},
        {"columns", 0x00280011, true, plainFilm()},
        {"bits allocated", 0x00280100, true, plainFilm()},
        {"bits stored", 0x00280101, true, with({{0x7fe00010, "OW", {}, {0xf000, 0xf001, 2, 3, 4, 5}}})},
        {"high bit", 0x00280102, true, with({{0x00280102, "US", {}, {15}}})},
        {"pixel representation", 0x00280103, true,
         with({{0x00280103, "US", {}, {1}}, {0x7fe00010, "OW", {}, {0xfff, 1, 2, 3, 4, 0x800}}})},
        {"pixel data", 0x7fe00010, true, plainFilm()},
        {"rescale intercept", 0x00281052, true, rescaled},
        {"rescale slope", 0x00281053, true, rescaled},
        {"rescale type", 0x00281054, false, rescaled},
        {"window centre", 0x00281050, true, windowed},
        {"window width", 0x00281051, true, windowed},
        {"window explanation", 0x00281055, true, windowed},
        {"VOI LUT function", 0x00281056, true, windowed},
        {"presentation LUT shape", 0x20500020, true, with({{0x20500020, "CS", "INVERSE"}})},
        {"modality LUT sequence", 0x00283000, true, with({modalityTable})},
        {"modality LUT's descriptor", 0x00283002, true, with({modalityTable})},
        {"modality LUT's data", 0x00283006, true, with({modalityTable})},
        {"modality LUT's descriptor, signed pixels", 0x00283002, true,
         with({{0x00280103, "US", {}, {1}},
               {0x7fe00010, "OW", {}, {0xfff, 1, 2, 3, 0xffe, 0x800}},
               {0x00283000, "SQ", {}, {}, {{{0x00283002, "SS", {}, {4, 0xfffe, 12}}, tableData}}}})},
        {"VOI LUT sequence", 0x00283010, true, with({voiTable})},
        {"VOI LUT's descriptor", 0x00283002, true, with({voiTable})},
        {"VOI LUT's explanation", 0x00283003, true, with({voiTable})},
        {"VOI LUT's data", 0x00283006, true, with({voiTable})},
        {"red palette's descriptor", 0x00281101, true, paletteFilm},
        {"green palette's descriptor", 0x00281102, true, paletteFilm},
        {"blue palette's descriptor", 0x00281103, true, paletteFilm},
        {"red palette", 0x00281201, true, paletteFilm},
        {"green palette", 0x00281202, true, paletteFilm},
        {"blue palette", 0x00281203, true, paletteFilm},
        {"shared functional groups", 0x52009229, true, twoFrames},
        {"per-frame functional groups", 0x52009230, true, twoFrames},
        {"pixel value transformation", 0x00289145, true, twoFrames},
        {"frame VOI LUT", 0x00289132, true, twoFrames},
        {"slope in a functional group", 0x00281053, true, twoFrames},
        {"window in a functional group", 0x00281050, true, twoFrames},
        {"smallest pixel value", 0x00280106, false, with({{0x00280106, "US", {}, {7}}})},
        {"largest pixel value", 0x00280107, false, with({{0x00280107, "US", {}, {4000}}})},
        {"pixel padding value", 0x00280120, false, with({{0x00280120, "US", {}, {2000}}})},
        {"pixel padding range", 0x00280121, false, with({{0x00280120, "US", {}, {0}}, {0x00280121, "US", {}, {9}}})},
        {"pixel aspect ratio", 0x00280034, false, with({{0x00280034, "IS", "2\\1"}})},
        {"pixel spacing", 0x00280030, true, with({{0x00280030, "DS", "0.1\\0.2"}})},
        {"imager pixel spacing", 0x00181164, true, with({{0x00181164, "DS", "0.1\\0.2"}})},
        {"magnification", 0x00181114, true, with({{0x00181114, "DS", "2"}, {0x00181164, "DS", "0.1\\0.2"}})},
        {"nominal scanned pixel spacing", 0x00182010, true, with({{0x00182010, "DS", "0.1\\0.2"}})},
    };
}

const Encoding encodings[] = {{true, false, "1.2.840.10008.1.2.1"}, {true, true, "1.2.840.10008.1.2.2"}};

// Marks every element of that tag, in items too; says how many.
int mark(Film& film, uint32_t tag, bool definedLength) {
    int marked = 0;
    for (Element& element : film) {
        for (Film& item : element.items)
            marked += mark(item, tag, definedLength);
        if (element.tag != tag)
            continue;
        element.asUnknown = true;
        element.definedLength = definedLength;
        ++marked;
    }
    return marked;
}

int removeAll(Film& film, uint32_t tag) {
    const auto kept = std::remove_if(film.begin(), film.end(), [&](const Element& e) { return e.tag == tag; });
    int removed = int(film.end() - kept);
    film.erase(kept, film.end());
    for (Element& element : film)
        for (Film& item : element.items)
            removed += removeAll(item, tag);
    return removed;
}

// All that a grey value depends on, in one line.
std::string described(const Result<ImageData>& data) {
    if (!data)
        return "refused";
    std::string text = std::to_string(data->header.rows) + "x" + std::to_string(data->header.columns) + "x" +
                       std::to_string(data->header.frames) + " " + data->voiFunction + " " + data->spacingSource +
                       (data->inverted ? " inverted" : "");
    const auto add = [&](double number) { text += " " + std::to_string(number); };
    add(data->bitsStored);
    add(data->rescaleSlope);
    add(data->rescaleIntercept);
    add(data->spacingMm ? data->spacingMm->first : -1);
    add(data->spacingMm ? data->spacingMm->second : -1);
    for (const Window& window : data->windows) {
        add(window.center);
        add(window.width);
        text += window.name;
    }
    text += " |";
    for (const int value : valuesOf(data->image))
        text += " " + std::to_string(value);
    return text;
}

} // namespace

class DicomUnknownVrTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meansTheSameAsUnknown_data();
    void meansTheSameAsUnknown();
    void triedEveryTag();
    void namesArePlainText();
    void passesOverSequencesThatNobodyNeeds();
    void refusesTablesThatAreNone();
    void refusesNumbersThatAreNone_data();
    void refusesNumbersThatAreNone();

private:
    Result<ImageData> read(const Film& film, const Encoding& encoding) {
        DicomBytes bytes(encoding);
        for (const Element& element : film)
            bytes.add(element);
        m_path = writeBytes(m_folder, "film.dcm", bytesOf(dicomMeta(encoding.syntax) + bytes.bytes()));
        return readImage(m_path);
    }

    QTemporaryDir m_folder;
    std::string m_path;
    int m_compared = 0;
};

void DicomUnknownVrTest::meansTheSameAsUnknown_data() {
    QTest::addColumn<int>("index");
    const std::vector<Case> all = cases();
    for (size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << int(i);
}

void DicomUnknownVrTest::meansTheSameAsUnknown() {
    QFETCH(int, index);
    const Case tried = cases()[size_t(index)];
    for (const Encoding& encoding : encodings) {
        const Result<ImageData> plain = read(tried.film, encoding);
        QVERIFY2(plain, why(plain));
        Film without = tried.film;
        QVERIFY(removeAll(without, tried.tag) > 0);
        QCOMPARE(described(read(without, encoding)) != described(plain), tried.matters);
        for (const bool definedLength : {false, true}) {
            Film unknown = tried.film;
            QVERIFY(mark(unknown, tried.tag, definedLength) > 0);
            const Result<ImageData> data = read(unknown, encoding);
            QVERIFY2(data, why(data));
            QCOMPARE(described(data), described(plain));
            const Result<ImageHeader> header = readImageHeader(m_path);
            QVERIFY2(header, why(header));
            QCOMPARE(header->photometric, data->header.photometric);
            QCOMPARE(header->frames, data->header.frames);
            ++m_compared;
        }
    }
}

void DicomUnknownVrTest::triedEveryTag() {
    QCOMPARE(m_compared, int(cases().size()) * 4);
}

void DicomUnknownVrTest::namesArePlainText() {
    Film film = with({{0x00100020, "LO", "P-17"}, {0x00100010, "PN", "Doe^Jane"}, {0x0020000d, "UI", "1.2.3"}});
    for (Element& element : film)
        element.asUnknown = element.tag < 0x00280000;
    const Result<ImageData> data = read(film, encodings[0]);
    QVERIFY2(data, why(data));
    QCOMPARE(data->header.patientId, std::string("P-17"));
    QCOMPARE(data->header.patientName, std::string("Doe^Jane"));
    QCOMPARE(data->header.studyUid, std::string("1.2.3"));
}

// A sequence that is UN and whose inside is no implicit VR.
void DicomUnknownVrTest::passesOverSequencesThatNobodyNeeds() {
    for (const Encoding& encoding : encodings) {
        const Result<ImageData> data = read(with({{0x00081140, "UN", "not a sequence at all"}, slope}), encoding);
        QVERIFY2(data, why(data));
        QCOMPARE(data->rescaleSlope, 2.5);
        QVERIFY(readImageHeader(m_path));
    }
}

void DicomUnknownVrTest::refusesTablesThatAreNone() {
    for (const Encoding& encoding : encodings) {
        const Result<ImageData> data = read(with({{0x00283000, "UN", "not a sequence at all"}}), encoding);
        QVERIFY(!data);
        QVERIFY2(data.error().message.find("ModalityLUTSequence (0028,3000)") != std::string::npos, why(data));
        QCOMPARE(data.error().where, m_path);
    }
}

void DicomUnknownVrTest::refusesNumbersThatAreNone_data() {
    QTest::addColumn<int>("tag");
    QTest::addColumn<bool>("asUnknown");
    for (const bool asUnknown : {false, true}) {
        QTest::addRow("slope%s", asUnknown ? " as UN" : "") << 0x00281053 << asUnknown;
        QTest::addRow("intercept%s", asUnknown ? " as UN" : "") << 0x00281052 << asUnknown;
    }
}

void DicomUnknownVrTest::refusesNumbersThatAreNone() {
    QFETCH(int, tag);
    QFETCH(bool, asUnknown);
    Element broken{uint32_t(tag), "DS", "two"};
    broken.asUnknown = asUnknown;
    const Result<ImageData> data = read(with({broken}), encodings[0]);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("(0028,105") != std::string::npos, why(data));
    QCOMPARE(data.error().where, m_path);
}

QTEST_GUILESS_MAIN(DicomUnknownVrTest)
#include "dicom_unknown_vr_test.moc"
