#include "tests/imaging/coded_frames.h"

#include <QProcess>

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmimage/diregist.h> // colour for the lossy encoder
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpeg/djrploss.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>

#include <random>

namespace roentgen::imaging {

namespace {

// A slope with noise on it, so that every byte of every sample differs.
std::vector<Uint16> samplesOf(const Coding& coding, int frame) {
    std::mt19937 random(unsigned(frame) * 7 + 1);
    std::vector<Uint16> samples;
    const int white = (1 << coding.bitsStored) - 1;
    for (int i = 0; i < codedRows * codedColumns * coding.samples; ++i)
        samples.push_back(Uint16((i * 37 + frame * 500 + int(random() % 61)) & white));
    return samples;
}

const DcmRepresentationParameter* parameterOf(const Coding& coding) {
    static const DcmRLERepresentationParameter rle;
    static const DJ_RPLossy lossy(80);
    static const DJ_RPLossless predictor6(6), predictor1(1);
    static const DJLSRepresentationParameter exact(0, OFTrue), near(3, OFFalse);
    switch (coding.syntax) {
    case EXS_RLELossless:
        return &rle;
    case EXS_JPEGProcess14:
        return &predictor6;
    case EXS_JPEGProcess14SV1:
        return &predictor1;
    case EXS_JPEGLSLossless:
        return &exact;
    case EXS_JPEGLSLossy:
        return &near;
    default:
        return &lossy;
    }
}

// The only frame's fragments, joined.
CodeStream streamOf(DcmDataset& dataset, E_TransferSyntax syntax) {
    DcmElement* element = nullptr;
    DcmPixelSequence* sequence = nullptr;
    dataset.findAndGetElement(DCM_PixelData, element);
    auto* pixels = dynamic_cast<DcmPixelData*>(element);
    E_TransferSyntax current = EXS_Unknown;
    const DcmRepresentationParameter* parameter = nullptr;
    if (pixels)
        pixels->getCurrentRepresentationKey(current, parameter);
    if (current != syntax || pixels->getEncapsulatedRepresentation(syntax, parameter, sequence).bad())
        qFatal("the test's film was not compressed");
    CodeStream stream;
    for (unsigned long i = 1; i < sequence->card(); ++i) {
        DcmPixelItem* item = nullptr;
        Uint8* bytes = nullptr;
        sequence->getItem(item, i);
        item->getUint8Array(bytes);
        stream.insert(stream.end(), bytes, bytes + item->getLength());
    }
    return stream;
}

bool runTool(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitCode() == 0;
}

void compressWithOpenJpeg(const Coding& coding, const std::vector<Uint16>& samples, const QTemporaryDir& folder,
                          Frame& frame) {
    const QString raw = folder.filePath(QStringLiteral("frame.rawl")),
                  stream = folder.filePath(QStringLiteral("frame.j2k")),
                  back = folder.filePath(QStringLiteral("back.rawl"));
    const int bytesPerSample = coding.bitsStored > 8 ? 2 : 1;
    const size_t pixels = samples.size() / size_t(coding.samples);
    QByteArray bytes; // OpenJPEG's raw files hold one component after the other
    for (size_t sample = 0; sample < size_t(coding.samples); ++sample)
        for (size_t pixel = 0; pixel < pixels; ++pixel)
            for (int i = 0; i < bytesPerSample; ++i)
                bytes += char(samples[pixel * size_t(coding.samples) + sample] >> 8 * i);
    QFile file(raw);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test's frame");
    file.close();
    const QString shape = QStringLiteral("%1,%2,%5,%3,%4")
                              .arg(codedColumns)
                              .arg(codedRows)
                              .arg(coding.bitsStored)
                              .arg(QLatin1String(coding.isSigned ? "s" : "u"))
                              .arg(coding.samples);
    QStringList options{QStringLiteral("-i"), raw,   QStringLiteral("-o"), stream,
                        QStringLiteral("-F"), shape, QStringLiteral("-n"), QStringLiteral("3")};
    options += QString::fromLatin1(coding.openjpeg).split(QLatin1Char(' '));
    if (!runTool(QStringLiteral("opj_compress"), options) ||
        !runTool(QStringLiteral("opj_decompress"), {QStringLiteral("-i"), stream, QStringLiteral("-o"), back}))
        qFatal("opj_compress or opj_decompress failed (package libopenjp2-tools)");
    QFile compressed(stream), decoded(back);
    if (!compressed.open(QIODevice::ReadOnly) || !decoded.open(QIODevice::ReadOnly))
        qFatal("OpenJPEG wrote nothing");
    frame.stream = bytesOf(compressed.readAll().toStdString());
    const QByteArray planes = decoded.readAll();
    for (size_t i = 0; i < size_t(planes.size()); ++i) {
        const size_t place = i / size_t(bytesPerSample), byte = i % size_t(bytesPerSample);
        const size_t pixel = place / size_t(coding.samples), sample = place % size_t(coding.samples);
        frame.truth.push_back(uint8_t(planes[qsizetype((sample * pixels + pixel) * size_t(bytesPerSample) + byte)]));
    }
    if (coding.samples == 3)
        frame.description->getDataset()->putAndInsertString(DCM_PhotometricInterpretation, "YBR_RCT");
}

} // namespace

const std::vector<Coding>& codings() {
    static const std::vector<Coding> all = {
        {"RLE, 8 bits", EXS_RLELossless, 8},
        {"RLE, 12 bits", EXS_RLELossless, 12},
        {"RLE, 16 bits signed", EXS_RLELossless, 16, true},
        {"RLE, colour", EXS_RLELossless, 8, false, 3},
        {"JPEG baseline", EXS_JPEGProcess1, 8},
        {"JPEG baseline, colour", EXS_JPEGProcess1, 8, false, 3},
        {"JPEG extended, 12 bits", EXS_JPEGProcess2_4, 12},
        {"JPEG spectral selection, 8 bits", EXS_JPEGProcess6_8, 8},
        {"JPEG progressive, 12 bits", EXS_JPEGProcess10_12, 12},
        {"JPEG lossless, process 14", EXS_JPEGProcess14, 12},
        {"JPEG lossless, first-order", EXS_JPEGProcess14SV1, 12},
        {"JPEG lossless, 16 bits", EXS_JPEGProcess14SV1, 16},
        {"JPEG lossless, colour", EXS_JPEGProcess14SV1, 8, false, 3},
        {"JPEG-LS lossless", EXS_JPEGLSLossless, 12},
        {"JPEG-LS lossless, colour", EXS_JPEGLSLossless, 8, false, 3},
        {"JPEG-LS near-lossless", EXS_JPEGLSLossy, 12},
        {"JPEG 2000 lossless, 8 bits", EXS_JPEG2000LosslessOnly, 8, false, 1, "-r 1"},
        {"JPEG 2000 lossless, 12 bits", EXS_JPEG2000LosslessOnly, 12, false, 1, "-r 1"},
        {"JPEG 2000 lossless, 16 bits signed", EXS_JPEG2000LosslessOnly, 16, true, 1, "-r 1"},
        {"JPEG 2000 lossless, colour", EXS_JPEG2000LosslessOnly, 8, false, 3, "-r 1 -mct 1"},
        {"JPEG 2000 lossy", EXS_JPEG2000, 12, false, 1, "-I -r 4"},
    };
    return all;
}

void registerEncoders() {
    DcmRLEEncoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
    DJEncoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
}

std::unique_ptr<DcmFileFormat> nativeFilm(const Coding& coding, const std::vector<Uint16>& samples) {
    Film film;
    const bool isByte = coding.bitsStored == 8;
    film.number(DCM_Rows, codedRows);
    film.number(DCM_Columns, codedColumns);
    film.number(DCM_SamplesPerPixel, Uint16(coding.samples));
    if (coding.samples == 3) {
        film.set(DCM_PhotometricInterpretation, "RGB");
        film.number(DCM_PlanarConfiguration, 0);
    }
    if (isByte) {
        film.bytes({samples.begin(), samples.end()});
    } else {
        film.words(samples);
    }
    film.number(DCM_BitsStored, Uint16(coding.bitsStored));
    film.number(DCM_HighBit, Uint16(coding.bitsStored - 1));
    film.number(DCM_PixelRepresentation, coding.isSigned ? 1 : 0);
    return std::make_unique<DcmFileFormat>(film.file);
}

std::vector<uint8_t> decodedByDcmtk(DcmDataset& dataset, std::string& photometric) {
    const Uint8* bytes = nullptr;
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad())
        return {};
    dataset.removeAllButCurrentRepresentations();
    OFString interpretation;
    dataset.findAndGetOFString(DCM_PhotometricInterpretation, interpretation);
    photometric = interpretation.c_str();
    if (dataset.findAndGetUint8Array(DCM_PixelData, bytes, &count).good() && bytes)
        return {bytes, bytes + count};
    if (dataset.findAndGetUint16Array(DCM_PixelData, words, &count).bad() || !words)
        return {};
    const auto* begin = reinterpret_cast<const uint8_t*>(words);
    return {begin, begin + 2 * count};
}

Frame makeFrame(const Coding& coding, int index, const QTemporaryDir& folder) {
    Frame frame;
    const std::vector<Uint16> samples = samplesOf(coding, index);
    frame.description = nativeFilm(coding, samples);
    DcmDataset& dataset = *frame.description->getDataset();
    frame.photometric = coding.samples == 3 ? "RGB" : "MONOCHROME2";
    if (coding.openjpeg) {
        compressWithOpenJpeg(coding, samples, folder, frame);
        return frame;
    }
    if (dataset.chooseRepresentation(coding.syntax, parameterOf(coding)).bad() || !dataset.canWriteXfer(coding.syntax))
        qFatal("cannot compress: %s", coding.name);
    dataset.removeAllButCurrentRepresentations();
    frame.stream = streamOf(dataset, coding.syntax);
    DcmFileFormat decoded(*frame.description);
    frame.truth = decodedByDcmtk(*decoded.getDataset(), frame.photometric);
    return frame;
}

} // namespace roentgen::imaging
