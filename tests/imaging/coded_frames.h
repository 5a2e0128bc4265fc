// Frames by themselves: made, compressed in every transfer syntax that is read, and decoded again by others.
#pragma once

#include "tests/imaging/encapsulated_film.h"

#include <memory>
#include <string>
#include <vector>

namespace roentgen::imaging {

constexpr int codedRows = 24, codedColumns = 32;

struct Coding {
    const char* name;
    E_TransferSyntax syntax;
    int bitsStored = 12; // 8: one byte a sample
    bool isSigned = false;
    int samples = 1;
    const char* openjpeg = nullptr; // options of opj_compress
};

// Every one that is read.
const std::vector<Coding>& codings();

// A frame by itself: as it would be stored uncompressed, compressed, and what DCMTK makes of that.
struct Frame {
    std::unique_ptr<DcmFileFormat> description; // of the compressed film, without its pixels
    CodeStream stream;
    std::vector<uint8_t> truth; // native, by pixel, as DCMTK or OpenJPEG decode it
    std::string photometric;    // of truth
};

// Registers DCMTK's encoders, and the decoder that the program does not use.
void registerEncoders();

std::unique_ptr<DcmFileFormat> nativeFilm(const Coding& coding, const std::vector<Uint16>& samples);

// Ends the test where a tool fails. Frames of other numbers differ. folder: for what opj_compress reads and writes.
Frame makeFrame(const Coding& coding, int index, const QTemporaryDir& folder);

// All frames of the film, by pixel in native byte order; empty where DCMTK refuses it.
std::vector<uint8_t> decodedByDcmtk(DcmDataset& dataset, std::string& photometric);

} // namespace roentgen::imaging
