// Compressed films whose frames lie in as many fragments, and behind such an offset table, as a test asks for.
#pragma once

#include "tests/imaging/dicom_film.h"

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcvrov.h>

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::imaging {

using CodeStream = std::vector<uint8_t>; // a frame, compressed

enum class OffsetTable { None, Basic, Extended, BasicBetween, BasicShifted, BasicShort, BasicLong, ExtendedWrong };

// The code stream cut into that many pieces of even size; the last is padded.
inline std::vector<CodeStream> cut(CodeStream stream, size_t pieces) {
    if (stream.size() % 2)
        stream.push_back(0);
    const size_t size = (stream.size() / pieces + 2) & ~size_t(1);
    std::vector<CodeStream> fragments;
    for (size_t begin = 0; begin < stream.size(); begin += size)
        fragments.emplace_back(stream.begin() + long(begin),
                               stream.begin() + long(std::min(begin + size, stream.size())));
    return fragments;
}

// frames: their fragments. description: all elements but the pixels and the number of frames.
inline std::string saveEncapsulated(DcmDataset& description, E_TransferSyntax syntax,
                                    const std::vector<std::vector<CodeStream>>& frames, OffsetTable kind,
                                    const QTemporaryDir& folder, const char* name = "film.dcm") {
    std::vector<Uint64> offsets, lengths;
    auto* sequence = new DcmPixelSequence(DCM_PixelSequenceTag);
    auto* table = new DcmPixelItem(DCM_PixelItemTag);
    sequence->insert(table);
    Uint64 offset = 0;
    for (const std::vector<CodeStream>& frame : frames) {
        offsets.push_back(offset);
        lengths.push_back(0);
        for (const CodeStream& fragment : frame) {
            auto* item = new DcmPixelItem(DCM_PixelItemTag);
            item->putUint8Array(fragment.data(), static_cast<unsigned long>(fragment.size()));
            sequence->insert(item);
            offset += 8 + fragment.size();
            lengths.back() += fragment.size();
        }
    }
    std::vector<Uint64> wrong = offsets;
    if (kind == OffsetTable::BasicBetween)
        for (Uint64& each : wrong)
            each += 2;
    if (kind == OffsetTable::BasicShifted || kind == OffsetTable::ExtendedWrong)
        for (size_t i = 1; i < wrong.size(); ++i)
            wrong[i] = 8 + frames.front().front().size() + (i - 1) * 8;
    if (kind == OffsetTable::BasicShort)
        wrong.pop_back();
    if (kind == OffsetTable::BasicLong)
        wrong.push_back(offset + 1000);
    const bool isExtended = kind == OffsetTable::Extended || kind == OffsetTable::ExtendedWrong;
    if (kind != OffsetTable::None && !isExtended) {
        std::vector<uint8_t> bytes;
        for (const Uint64 each : wrong)
            for (int shift = 0; shift < 32; shift += 8)
                bytes.push_back(uint8_t(each >> shift));
        table->putUint8Array(bytes.data(), static_cast<unsigned long>(bytes.size()));
    }
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    for (unsigned long i = 0; i < description.card(); ++i)
        if (description.getElement(i)->getTag() != DCM_PixelData)
            dataset.insert(dynamic_cast<DcmElement*>(description.getElement(i)->clone()), OFTrue);
    if (frames.size() > 1)
        dataset.putAndInsertString(DCM_NumberOfFrames, std::to_string(frames.size()).c_str());
    if (isExtended) {
        auto* extended = new DcmOther64bitVeryLong(DCM_ExtendedOffsetTable);
        extended->putUint64Array(wrong.data(), static_cast<unsigned long>(wrong.size()));
        dataset.insert(extended, OFTrue);
        auto* sizes = new DcmOther64bitVeryLong(DCM_ExtendedOffsetTableLengths);
        sizes->putUint64Array(lengths.data(), static_cast<unsigned long>(lengths.size()));
        dataset.insert(sizes, OFTrue);
    }
    auto* pixels = new DcmPixelData(DcmTag(DCM_PixelData, EVR_OB));
    pixels->putOriginalRepresentation(syntax, nullptr, sequence);
    dataset.insert(pixels, OFTrue);
    const std::string path = folder.filePath(QString::fromUtf8(name)).toStdString();
    if (file.saveFile(path.c_str(), syntax).bad())
        qFatal("cannot save the test's film");
    return path;
}

} // namespace roentgen::imaging
