// A DICOM film made with DCMTK, so that every value is known.
#pragma once

#include "tests/imaging/test_files.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

namespace roentgen::imaging {

// A mammogram of 2 × 3 pixels of 12 bits; tests change what they are about.
struct Film {
    DcmFileFormat file;
    DcmDataset* dataset = file.getDataset();

    Film() {
        set(DCM_SOPClassUID, UID_DigitalMammographyXRayImageStorageForPresentation);
        set(DCM_SOPInstanceUID, "1.2.3.4");
        set(DCM_Modality, "MG");
        set(DCM_PhotometricInterpretation, "MONOCHROME2");
        number(DCM_SamplesPerPixel, 1);
        number(DCM_Rows, 2);
        number(DCM_Columns, 3);
        number(DCM_BitsAllocated, 16);
        number(DCM_BitsStored, 12);
        number(DCM_HighBit, 11);
        number(DCM_PixelRepresentation, 0);
        words({0, 1000, 2000, 3000, 4000, 4095});
    }
    void set(const DcmTagKey& tag, const char* value) { dataset->putAndInsertString(tag, value); }
    void number(const DcmTagKey& tag, Uint16 value) { dataset->putAndInsertUint16(tag, value); }
    void words(const std::vector<Uint16>& values) {
        dataset->putAndInsertUint16Array(DCM_PixelData, values.data(), values.size());
    }
    void bytes(const std::vector<Uint8>& values) {
        number(DCM_BitsAllocated, 8);
        number(DCM_BitsStored, 8);
        number(DCM_HighBit, 7);
        dataset->putAndInsertUint8Array(DCM_PixelData, values.data(), values.size());
    }
    std::string save(const QTemporaryDir& folder, const char* name = "film.dcm",
                     E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
        const std::string path = folder.filePath(QString::fromUtf8(name)).toStdString();
        if (file.saveFile(path.c_str(), syntax).bad())
            qFatal("cannot save the test's film");
        return path;
    }
};

} // namespace roentgen::imaging
