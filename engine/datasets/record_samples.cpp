#include "engine/datasets/record_samples.h"

#include "engine/records/film_record.h"
#include "engine/records/record_manifest.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <unordered_map>

namespace roentgen::datasets {

namespace {

using records::RecordFile;

// The facts beside the file, where they can be used in its place.
std::shared_ptr<const RecordFile> openFacts(const RecordFile& file, ProblemList& problems) {
    const std::string path = records::factsPathOf(file.path());
    std::error_code failure;
    if (!std::filesystem::exists(path, failure))
        return nullptr;
    auto facts = RecordFile::open(path);
    if (facts && (*facts)->count() == file.count())
        return *facts;
    problems.add("damaged_index", facts ? path : facts.error().toLine());
    return nullptr;
}

// False where the facts turn out to be damaged: the file itself is then read.
bool visitFacts(const std::shared_ptr<const RecordFile>& file, const RecordFile& facts, ProblemList& problems,
                const std::function<void(const records::ExampleView&, const FilmRecord&)>& visit) {
    std::vector<records::ExampleView> examples;
    for (size_t i = 0; i < facts.count(); ++i) {
        const auto data = facts.read(i);
        auto example =
            data ? records::readExample(data->data(), data->size()) : Result<records::ExampleView>(data.error());
        if (!example) {
            problems.add("damaged_index", example.error().toLine());
            return false;
        }
        examples.push_back(std::move(*example));
    }
    for (size_t i = 0; i < examples.size(); ++i) {
        FilmRecord record;
        record.file = file;
        record.number = i;
        const records::FilmFacts shape = records::factsOf(examples[i]);
        record.height = shape.height;
        record.width = shape.width;
        record.bits = shape.bits;
        visit(examples[i], record);
    }
    return true;
}

void visitRecords(const std::shared_ptr<const RecordFile>& file, ProblemList& problems,
                  const std::function<void(const records::ExampleView&, const FilmRecord&)>& visit) {
    for (size_t i = 0; i < file->count(); ++i) {
        const auto data = file->read(i);
        if (!data) {
            problems.add("damaged_record", data.error().toLine());
            continue;
        }
        const auto example = records::readExample(data->data(), data->size());
        const auto pixels = example ? records::pixelsOf(*example) : Result<records::FilmPixels>(example.error());
        if (!pixels) {
            problems.add("damaged_record", file->nameOf(i) + ": " + pixels.error().toLine());
            continue;
        }
        visit(*example, {file, i, pixels->height, pixels->width, pixels->bits});
    }
}

Status checkShape(const FilmRecord& record, const Experiment& experiment) {
    const auto size = int(storedSizeOf(experiment));
    if (record.height == size && record.width == size && record.bits == 8)
        return Done{};
    const std::string has = std::to_string(record.width) + " x " + std::to_string(record.height) + " px of " +
                            std::to_string(record.bits) + " bits";
    const bool square = record.height == record.width && record.bits == 8;
    return usageError("The records hold films of " + has + ", the experiment wants " + std::to_string(size) +
                          " px of 8 bits",
                      record.file->path(),
                      (square ? "set data.stored_size = " + std::to_string(record.width) + ", or pack" : "pack") +
                          std::string(" with --size ") + std::to_string(size) + " --bits 8");
}

std::vector<std::vector<Sample>*> partsOf(Dataset& dataset) {
    return {&dataset.train, &dataset.validation, &dataset.test};
}

Status findRecords(Dataset& dataset, const std::string& folder, ProblemList& problems) {
    std::unordered_map<std::string, FilmRecord> byName;
    Status visited =
        forEachRecord(folder, problems, [&](const records::ExampleView& example, const FilmRecord& record) {
            byName.emplace(filmNameOf(example, record), record);
        });
    if (!visited)
        return visited;
    for (std::vector<Sample>* part : partsOf(dataset))
        for (Sample& sample : *part) {
            const auto found = byName.find(sample.image);
            sample.record = found == byName.end() ? FilmRecord() : found->second;
        }
    return Done{};
}

// The error of each sample's record, "" where it is sound. Read in parallel: it is the disk that takes its time.
std::vector<std::string> readAll(const std::vector<Sample>& samples) {
    std::vector<std::string> errors(samples.size());
    std::atomic<size_t> next{0};
    const auto work = [&] {
        for (size_t i = next++; i < samples.size(); i = next++)
            if (const auto data = samples[i].record.file->read(samples[i].record.number); !data)
                errors[i] = data.error().toLine();
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i)
        threads.emplace_back(work);
    work();
    for (std::thread& thread : threads)
        thread.join();
    return errors;
}

void leaveOut(std::vector<Sample>& samples, const std::vector<bool>& gone) {
    size_t at = 0;
    samples.erase(std::remove_if(samples.begin(), samples.end(), [&](const Sample&) { return gone[at++]; }),
                  samples.end());
}

Status requireRecords(Dataset& dataset, bool skip, const std::string& folder, ProblemList& problems) {
    int64_t missing = 0;
    std::string first;
    for (std::vector<Sample>* part : partsOf(dataset)) {
        std::vector<bool> gone(part->size());
        for (size_t i = 0; i < part->size(); ++i)
            if (!(*part)[i].record) {
                gone[i] = true;
                first = missing++ == 0 ? (*part)[i].image : first;
                problems.add("missing_record", (*part)[i].image);
            }
        leaveOut(*part, gone);
    }
    if (missing == 0 || skip)
        return Done{};
    return dataError(std::to_string(missing) + (missing == 1 ? " film is" : " films are") +
                         " not in the records, the first is " + first,
                     folder, "pack the data set again; pipeline.damaged = \"skip\" leaves such films out");
}

void skipDamaged(Dataset& dataset, ProblemList& problems) {
    for (std::vector<Sample>* part : partsOf(dataset)) {
        const std::vector<std::string> errors = readAll(*part);
        std::vector<bool> gone(part->size());
        for (size_t i = 0; i < part->size(); ++i)
            if (!errors[i].empty()) {
                gone[i] = true;
                problems.add("damaged_record", errors[i]);
            }
        leaveOut(*part, gone);
    }
}

Status checkResize(const std::string& folder, const Experiment& experiment) {
    const auto manifest = records::readManifest(folder);
    if (!manifest)
        return manifest.error();
    if (!*manifest || (*manifest)->resize == experiment.data.resize)
        return Done{};
    return usageError(
        "The records were packed with --resize " + (*manifest)->resize + ", the experiment has \"" +
            experiment.data.resize + "\"",
        folder, "set data.resize = \"" + (*manifest)->resize + "\", or pack with --resize " + experiment.data.resize);
}

} // namespace

Status forEachRecord(const std::string& folder, ProblemList& problems,
                     const std::function<void(const records::ExampleView&, const FilmRecord&)>& visit) {
    const auto files = records::recordFilesIn(folder);
    if (!files)
        return files.error();
    if (files->empty())
        return ofKind("no_record_files", dataError("There are no record files in this folder", folder,
                                                   "make them: roentgen-data pack DATASET --out " + folder));
    for (const std::string& path : *files) {
        const auto file = RecordFile::open(path);
        if (!file)
            return file.error();
        if ((*file)->indexProblem())
            problems.add("damaged_index", (*file)->indexProblem()->toLine());
        const auto facts = openFacts(**file, problems);
        if (!facts || !visitFacts(*file, *facts, problems, visit))
            visitRecords(*file, problems, visit);
    }
    return Done{};
}

std::string filmNameOf(const records::ExampleView& example, const FilmRecord& record) {
    const std::string_view name = example.text("path");
    if (!name.empty())
        return std::string(name);
    return std::filesystem::path(record.file->path()).filename().string() + ":" + std::to_string(record.number);
}

Status attachRecords(Dataset& dataset, const Experiment& experiment, const std::string& recordsFolder,
                     ProblemList& problems) {
    const bool mode = experiment.pipeline.mode == "records";
    const bool skip = experiment.pipeline.damaged == "skip";
    if (mode && !recordsFolder.empty())
        if (Status found = findRecords(dataset, recordsFolder, problems); !found)
            return found;
    const bool has = !dataset.train.empty() && (mode || dataset.train.front().record);
    if (!has)
        return Done{};
    if (!skip && problems.count("damaged_record") > 0)
        for (const DataProblem& problem : problems.problems())
            if (problem.code == "damaged_record")
                return dataError(problem.message, problem.examples.front().place,
                                 "pack again; pipeline.damaged = \"skip\" leaves such films out");
    const std::string folder = recordsFolder.empty() ? experiment.data.dataset : recordsFolder;
    if (Status complete = requireRecords(dataset, skip, folder, problems); !complete)
        return complete;
    if (mode) {
        if (dataset.train.empty())
            return Done{};
        const std::string where = std::filesystem::path(dataset.train.front().record.file->path()).parent_path();
        if (Status same = checkResize(where, experiment); !same)
            return same;
        for (const std::vector<Sample>* part : partsOf(dataset))
            for (const Sample& sample : *part)
                if (Status fits = checkShape(sample.record, experiment); !fits)
                    return fits;
    }
    if (skip)
        skipDamaged(dataset, problems);
    return Done{};
}

} // namespace roentgen::datasets
