// Prints one JSON object: how long a label table of NIH's size takes to index, and how much memory.
//   label_table_benchmark [ROWS]
// The folder is made up (empty image files in twelve folders), as NIH's own is laid out.
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

void makeFolder(const fs::path& folder, int rows) {
    static const char* findings[] = {"No Finding", "Infiltration", "Atelectasis|Effusion", "Nodule",
                                     "Cardiomegaly|Edema|Effusion|Pleural_Thickening"};
    std::ofstream table(folder / "Data_Entry_2017_v2020.csv"), lists[2];
    lists[0].open(folder / "train_val_list.txt");
    lists[1].open(folder / "test_list.txt");
    table << "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
             "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n";
    fs::path linked;
    for (int row = 0; row < rows; ++row) {
        const int patient = 1 + row * 30805 / 112120, film = row % 5;
        char name[32], part[32];
        std::snprintf(name, sizeof name, "%08d_%03d.png", patient, row % 1000);
        std::snprintf(part, sizeof part, "images_%03d/images", 1 + row * 12 / rows);
        fs::create_directories(folder / part);
        const fs::path image = folder / part / name;
        if (row % 20000 == 0) { // links cost less than files; ext4 allows 65,000 of them to one
            linked = image;
            std::ofstream{image};
        } else {
            fs::create_hard_link(linked, image);
        }
        table << name << ',' << findings[row % 5] << ',' << film << ',' << patient
              << ",58,M,PA,2682,2749,0.143,0.143\n";
        lists[patient % 5 == 0] << name << '\n';
    }
}

double processorSeconds() {
    return double(std::clock()) / CLOCKS_PER_SEC;
}

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    using namespace roentgen;
    const int rows = argc > 1 ? std::atoi(argv[1]) : 112120;
    const fs::path folder = fs::temp_directory_path() / ("roentgen-table-" + std::to_string(getpid()));
    fs::create_directories(folder);
    makeFolder(folder, rows);
    auto start = std::chrono::steady_clock::now();
    const double processorStart = processorSeconds();
    const Result<StudyIndex> index = datasets::indexFolder(folder.string());
    const double indexSeconds = secondsSince(start);
    const double indexProcessorSeconds = processorSeconds() - processorStart;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const long indexBytes = usage.ru_maxrss * 1024;
    start = std::chrono::steady_clock::now();
    const Status written = index ? writeStudyIndex((folder / "index.tsv").string(), *index) : Status(Done{});
    const double writeSeconds = secondsSince(start);
    Experiment experiment;
    experiment.data.dataset = folder.string();
    start = std::chrono::steady_clock::now();
    const Result<datasets::Dataset> dataset = datasets::openDataset(experiment, "");
    const double openSeconds = secondsSince(start);
    fs::remove_all(folder);
    if (!index || !written || !dataset) {
        std::fprintf(stderr, "%s\n",
                     (!index     ? index.error()
                      : !written ? written.error()
                                 : dataset.error())
                         .toLine()
                         .c_str());
        return ExitInternalError;
    }
    std::printf("{\"rows\": %d, \"images\": %lld, \"index_seconds\": %.3f, \"index_processor_seconds\": %.3f, "
                "\"index_peak_memory_bytes\": %ld, "
                "\"write_index_seconds\": %.3f, \"open_dataset_seconds\": %.3f}\n",
                rows, static_cast<long long>(index->header.images), indexSeconds, indexProcessorSeconds, indexBytes,
                writeSeconds, openSeconds);
    return ExitDone;
}
