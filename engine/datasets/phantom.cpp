#include "engine/datasets/phantom.h"

#include "engine/datasets/phantom_film.h"
#include "engine/imaging/image_file.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

namespace roentgen::datasets {

namespace {

namespace fs = std::filesystem;

struct FilmPlan {
    int patient = 0, visit = 0;
    PhantomFilmSetup setup;
    std::vector<PhantomSign> signs;
    std::vector<PhantomBox> boxes; // after drawing
    bool test = false;
};

std::string padded(int64_t number, size_t digits) {
    std::string text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string nameOf(const FilmPlan& film) {
    return padded(film.patient, 8) + '_' + padded(film.visit, 3) + ".png";
}

// Patients one after the other, one to five films each, until there are enough.
std::vector<FilmPlan> planFilms(const PhantomOptions& options, const std::vector<std::string>& findings) {
    std::vector<FilmPlan> films;
    for (int number = 1; int(films.size()) < options.count; ++number) {
        PhantomRandom random = PhantomRandom::stream(options.seed, uint64_t(number), 3);
        const PhantomPatient patient = makePatient(options.seed, uint64_t(number));
        const float draw = random.uniform();
        const int wanted = draw < 0.45f ? 1 : draw < 0.7f ? 2 : draw < 0.86f ? 3 : draw < 0.95f ? 4 : 5;
        const int visits = std::min(wanted, options.count - int(films.size()));
        const bool test = random.chance(0.2f);
        const auto signs = drawFindings(patient, visits, findings, float(options.prevalence));
        for (int visit = 0; visit < visits; ++visit) {
            films.push_back({number, visit, makeFilmSetup(patient, uint64_t(visit)), signs[size_t(visit)], {}, test});
            films.back().setup.patient.age = std::min(patient.age + visit / 2, 94);
        }
    }
    return films;
}

std::vector<std::string> labelsOf(const FilmPlan& film) {
    std::vector<std::string> labels;
    for (const PhantomSign& sign : film.signs)
        labels.push_back(sign.finding);
    std::sort(labels.begin(), labels.end());
    return labels;
}

std::string entryRow(const FilmPlan& film) {
    std::string findings;
    for (const std::string& label : labelsOf(film))
        findings += (findings.empty() ? "" : "|") + label;
    const PhantomPatient& patient = film.setup.patient;
    return nameOf(film) + ',' + (findings.empty() ? "No Finding" : findings) + ',' + std::to_string(film.visit) + ',' +
           std::to_string(film.patient) + ',' + std::to_string(patient.age) + ',' + (patient.female ? 'F' : 'M') + ',' +
           (film.setup.fromFront ? "AP,3056,2544,0.139,0.139" : "PA,2992,2991,0.143,0.143") + '\n';
}

std::string boxRows(const FilmPlan& film) {
    const auto number = [](float value) {
        const auto thousandths = int64_t(value * 1000 + 0.5f);
        return std::to_string(thousandths / 1000) + '.' + padded(thousandths % 1000, 3);
    };
    std::string rows;
    for (const PhantomBox& box : film.boxes)
        rows += nameOf(film) + ',' + box.finding + ',' + number(box.left) + ',' + number(box.top) + ',' +
                number(box.right - box.left) + ',' + number(box.bottom - box.top) + '\n';
    return rows;
}

Status writeTables(const std::string& folder, const std::vector<FilmPlan>& films) {
    std::string entries = "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
                          "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n";
    std::string boxes = "Image Index,Finding Label,Bbox [x,y,w,h],,,\n", lists[2];
    for (const FilmPlan& film : films) {
        entries += entryRow(film);
        boxes += boxRows(film);
        std::string& list = lists[film.test ? 1 : 0];
        list += (list.empty() ? "" : "\n") + nameOf(film); // as NIH's: no newline at the end
    }
    const std::pair<const char*, const std::string*> files[] = {{"BBox_List_2017.csv", &boxes},
                                                                {"train_val_list.txt", &lists[0]},
                                                                {"test_list.txt", &lists[1]},
                                                                {"Data_Entry_2017_v2020.csv", &entries}};
    for (const auto& [name, text] : files) {
        const Status status = writeFileAtomically(folder + '/' + name, *text);
        if (!status)
            return status.error();
    }
    return Done{};
}

Status checkOptions(const PhantomOptions& options, const std::vector<std::string>& findings) {
    if (options.kind != "chest")
        return usageError("There is no phantom of the kind \"" + options.kind + "\"", "--kind", "known: chest");
    if (options.count < 1 || options.count > 999999)
        return usageError("The number of films is out of range", "--count", "give 1 to 999999");
    if (options.size < 64 || options.size > 2048)
        return usageError("The size is out of range", "--size", "give 64 to 2048 pixels");
    if (!(options.prevalence >= 0 && options.prevalence <= 1))
        return usageError("The prevalence is out of range", "--prevalence", "give a share from 0 to 1");
    if (options.out.empty())
        return usageError("No folder is given", "--out", "name the folder to write to");
    for (const std::string& name : findings)
        if (std::find(phantomFindings().begin(), phantomFindings().end(), name) == phantomFindings().end()) {
            const std::string nearest = nearestName(name, phantomFindings());
            return usageError("There is no phantom of the finding \"" + name + "\"", "--findings",
                              nearest.empty() ? "see --help for those there are" : "did you mean \"" + nearest + "\"?");
        }
    std::error_code failure;
    if (fs::exists(options.out + "/Data_Entry_2017_v2020.csv", failure) || fs::exists(options.out + "/images", failure))
        return usageError("The folder holds a data set already", options.out, "name another folder, or remove it");
    fs::create_directories(options.out + "/images", failure);
    if (failure)
        return environmentError("Could not make the folder: " + failure.message(), options.out + "/images",
                                "choose a folder that may be written");
    return Done{};
}

// Films in any order on any number of threads: each depends on its own plan alone.
Status drawAll(const PhantomOptions& options, std::vector<FilmPlan>& films) {
    std::atomic<size_t> next{0}, done{0};
    std::atomic<bool> stop{false};
    std::mutex guard;
    std::optional<Error> failure;
    const auto work = [&](bool reports) {
        for (size_t i = next++; i < films.size() && !stop; i = next++) {
            PhantomFilm drawn = renderFilm(films[i].setup, films[i].signs, options.size);
            films[i].boxes = std::move(drawn.boxes);
            const Status written = imaging::writePng(options.out + "/images/" + nameOf(films[i]), drawn.image);
            if (!written || (reports && options.cancelled && options.cancelled())) {
                const std::lock_guard<std::mutex> lock(guard);
                failure = written ? Error{ErrorCode::Stopped, "Stopped on request", options.out, ""} : written.error();
                stop = true;
            }
            ++done;
            if (reports && options.progress)
                options.progress(double(done) / double(films.size()), "Drawing films");
        }
    };
    const int wanted = options.threads > 0 ? options.threads : int(std::max(1u, std::thread::hardware_concurrency()));
    std::vector<std::thread> threads;
    for (int i = 1; i < wanted; ++i)
        threads.emplace_back(work, false);
    work(true);
    for (std::thread& thread : threads)
        thread.join();
    return failure ? Status(*failure) : Status(Done{});
}

PhantomSummary summaryOf(const std::vector<FilmPlan>& films) {
    PhantomSummary summary;
    summary.films = int(films.size());
    for (const std::string& name : phantomFindings()) {
        int positives = 0;
        for (const FilmPlan& film : films)
            positives += int(std::count_if(film.signs.begin(), film.signs.end(),
                                           [&](const PhantomSign& sign) { return sign.finding == name; }));
        summary.positives.emplace_back(name, positives);
    }
    for (const FilmPlan& film : films) {
        summary.patients = film.patient;
        summary.boxes += int(film.boxes.size());
        summary.withoutFinding += film.signs.empty();
        summary.testFilms += film.test;
    }
    return summary;
}

} // namespace

Result<PhantomSummary> makePhantoms(const PhantomOptions& options) {
    const std::vector<std::string> findings = options.findings.empty() ? phantomFindings() : options.findings;
    const Status possible = checkOptions(options, findings);
    if (!possible)
        return possible.error();
    std::vector<FilmPlan> films = planFilms(options, findings);
    const Status drawn = drawAll(options, films);
    if (!drawn)
        return drawn.error();
    const Status tables = writeTables(options.out, films);
    if (!tables)
        return tables.error();
    return summaryOf(films);
}

} // namespace roentgen::datasets
