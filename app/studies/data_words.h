// The words of the index in the user's language: its codes of problems, refusals and patients' rules. Any thread.
#pragma once

#include "engine/protocol/study_index.h"

#include <QString>

namespace roentgen::app {

// "35 files could not be read as images."; the engine's own sentence for a code that is not known here.
QString problemText(const DataProblem& problem);
// Why an image cannot be shown: "bits_allocated 12" → "Pixels of 12 bits are not read; those of 8 and 16 bits are." ""
// for "".
QString refusalText(const QString& refusal);
// What is wrong with a file or a row, without what to do; the engine's own sentence where its kind is not known here.
QString reasonText(const DataProblem::Example& example);
QString sexText(const QString& sex);         // "F" → "female"
QString lateralityText(const QString& side); // "L" → "left"
// "class_folders" → "a folder for each class"; "auto": found out from the files.
QString layoutText(const QString& layout);
// By what a patient is known (engine/datasets/patient_identity.h): "name and birth date".
QString patientRuleText(const QString& rule);
// A DICOM name as people write it: "Doe^Jo^^" → "Doe, Jo", its other scripts in brackets.
QString personName(const QString& dicomName);

} // namespace roentgen::app
