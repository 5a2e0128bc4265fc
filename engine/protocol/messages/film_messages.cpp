#include "engine/protocol/messages/film_messages.h"

namespace roentgen {

void describe(Fields& f, FilmFacts& facts) {
    f.optional("format", facts.format, "`png` `jpeg` `pgm` `dicom`");
    f.optional("rows", facts.rows, "pixels");
    f.optional("columns", facts.columns, "pixels");
    f.optional("frames", facts.frames, "1 of all but DICOM", fromOne);
    f.optional("extension_misleads", facts.extensionMisleads, "the name says another format than the content");
    f.optional("patient_id", facts.patientId, "of DICOM, like all below; empty where the file does not say");
    f.optional("patient_name", facts.patientName, "");
    f.optional("patient_birth_date", facts.patientBirthDate, "");
    f.optional("patient_sex", facts.patientSex, "");
    f.optional("patient_age", facts.patientAge, "");
    f.optional("study_uid", facts.studyUid, "");
    f.optional("series_uid", facts.seriesUid, "");
    f.optional("instance_uid", facts.instanceUid, "");
    f.optional("study_date", facts.studyDate, "");
    f.optional("study_description", facts.studyDescription, "");
    f.optional("series_description", facts.seriesDescription, "");
    f.optional("accession_number", facts.accessionNumber, "");
    f.optional("modality", facts.modality, "");
    f.optional("body_part", facts.bodyPart, "");
    f.optional("view_position", facts.viewPosition, "");
    f.optional("laterality", facts.laterality, "");
    f.optional("patient_orientation", facts.patientOrientation, "");
    f.optional("manufacturer", facts.manufacturer, "");
    f.optional("photometric", facts.photometric, "");
    f.optional("transfer_syntax", facts.transferSyntax, "its name");
    f.optional("refusal", facts.refusal,
               "why `decode` will refuse its pixels ([images.md](images.md)); empty: nothing is known against them");
}

void describe(Fields& f, HeaderRequest& request) {
    f.required("path", request.path, "the file");
}

std::vector<const char*> wordsOf(StoredType) {
    return {"u8", "u16", "s16"};
}

void describe(Fields& f, GreyWindow& window) {
    f.required("center", window.center, "in output units of the modality transform");
    f.required("width", window.width, "");
    f.optional("name", window.name, "its explanation, may be empty");
}

std::vector<const char*> wordsOf(VoiName) {
    return {"LINEAR", "LINEAR_EXACT", "SIGMOID"};
}

void describe(Fields& f, FilmDescription& film) {
    f.required("type", film.type, "of a stored value, in the machine's own byte order");
    f.required("rows", film.rows, "pixels", {1, 100000});
    f.required("columns", film.columns, "pixels", {1, 100000});
    f.required("bytes", film.bytes, "of all pixels", fromZero);
    f.optional("bits_stored", film.bitsStored, "", {1, 64});
    f.optional("slope", film.slope, "output = stored value × slope + intercept");
    f.optional("intercept", film.intercept, "");
    f.optional("inverted", film.inverted, "MONOCHROME1: the lowest value is shown white");
    f.optional("windows", film.windows, "of the file");
    f.required("default_window", film.defaultWindow, "the file's first, else the 0.5…99.5 percentiles");
    f.optional("voi_function", film.voiFunction, "PS3.3 C.11.2.1.3");
    f.optional("spacing_mm", film.spacingMm, "row, column");
    f.optional("spacing_source", film.spacingSource, "the tag that says it");
    f.optional("header", film.header, "what the file says of itself");
}

void describe(Fields& f, DecodeAnswer& answer) {
    f.required("file", answer.file, "its bytes are the pixels, row by row; whoever asked removes it");
    f.part(answer.film);
}

void describe(Fields& f, DecodeRequest& request) {
    f.required("path", request.path, "the file");
    f.optional("frame", request.frame, "from 0", fromZero);
}

void describe(Fields& f, ThumbnailAnswer& answer) {
    f.required("file", answer.file, "the line `RTHUMB1 rows columns` and then one byte a pixel");
    f.required("rows", answer.rows, "pixels", {1, 4096});
    f.required("columns", answer.columns, "pixels", {1, 4096});
}

void describe(Fields& f, ThumbnailRequest& request) {
    f.required("path", request.path, "the file");
    f.required("size", request.size, "of the longest side at most, pixels", {1, 4096});
    f.required("out", request.out, "the file to write: as shown with the default window, in square pixels");
}

void describe(Fields& f, ShowAnswer& answer) {
    f.required("out", answer.out, "the PNG");
    f.required("rows", answer.rows, "of it, pixels", fromOne);
    f.required("columns", answer.columns, "", fromOne);
    f.required("window", answer.window, "that it is shown with");
    f.required("image", answer.image, "the file's own");
}

} // namespace roentgen
