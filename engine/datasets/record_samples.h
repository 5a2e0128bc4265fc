// Films that lie in record files: found there by name, checked against what an experiment wants of them.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/datasets/problem_list.h"
#include "engine/records/tf_example.h"

namespace roentgen::datasets {

// Calls visit for each record of the folder's files, in the order of the files: from the facts beside a file where they
// are sound, else from the file itself, every sum checked. Damaged records, facts and indexes are counted.
// Data error: no record file, one that cannot be walked, a pack that has not finished.
Status forEachRecord(const std::string& folder, ProblemList& problems,
                     const std::function<void(const records::ExampleView& example, const FilmRecord& record)>& visit);

// The name of a record's film: its own, else FILE:NUMBER.
std::string filmNameOf(const records::ExampleView& example, const FilmRecord& record);

// Gives every sample its record where the experiment asks for it (pipeline.mode = "records" or a data set of records),
// and checks them: size, bits and resize must be the experiment's in mode "records" (usage error, says what to change);
// with pipeline.damaged = "skip" every record is read once, and films whose record is damaged or absent are left out of
// their part and counted; with "stop" an absent one is a data error.
// recordsFolder: pipeline.records resolved, "" = the samples have their records.
Status attachRecords(Dataset& dataset, const Experiment& experiment, const std::string& recordsFolder,
                     ProblemList& problems);

} // namespace roentgen::datasets
