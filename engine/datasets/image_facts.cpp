// What the files themselves say: their size, and all that a DICOM header holds.
#include "engine/datasets/label_table.h"
#include "engine/datasets/layout.h"
#include "engine/imaging/image_file.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace roentgen::datasets {

namespace {

using imaging::ImageHeader;

std::string isoDate(const std::string& dicomDate) // YYYYMMDD
{
    const bool digits = dicomDate.size() == 8 &&
                        std::all_of(dicomDate.begin(), dicomDate.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? dicomDate.substr(0, 4) + '-' + dicomDate.substr(4, 2) + '-' + dicomDate.substr(6) : std::string();
}

void keepKnown(std::string& to, const std::string& from) {
    if (!from.empty())
        to = from;
}

void takeHeader(StudyImage& image, const ImageHeader& header) {
    image.rows = header.rows;
    image.columns = header.columns;
    image.frames = header.frames;
    if (header.format != imaging::FileFormat::Dicom)
        return;
    keepKnown(image.patient, header.patientId);
    image.patientName = header.patientName;
    keepKnown(image.study, header.studyUid);
    image.series = header.seriesUid;
    image.modality = header.modality;
    keepKnown(image.view, header.viewPosition);
    keepKnown(image.laterality, header.laterality);
    image.date = isoDate(header.studyDate);
    keepKnown(image.sex, sexFromText(header.patientSex));
    if (image.age < 0)
        image.age = ageFromText(header.patientAge);
}

// False where nothing of the box lies in the image.
bool placeBox(LabelBox& box, BoxFrame frame, int rows, int columns) {
    if (frame == BoxFrame::Nih1024) {
        box.x *= columns / 1024.0;
        box.width *= columns / 1024.0;
        box.y *= rows / 1024.0;
        box.height *= rows / 1024.0;
    } else if (frame == BoxFrame::FromBottomCentre) {
        box.x -= box.width / 2;
        box.y = rows - 1 - box.y - box.height / 2;
    }
    const double right = std::min(box.x + box.width, double(columns));
    const double bottom = std::min(box.y + box.height, double(rows));
    box.x = std::max(box.x, 0.0);
    box.y = std::max(box.y, 0.0);
    box.width = right - box.x;
    box.height = bottom - box.y;
    return box.width > 0 && box.height > 0;
}

struct Job {
    size_t image;
    std::optional<Result<ImageHeader>> header;
};

// Headers wait on the disk more than on the processor: a few threads, results in the order of the jobs.
bool readAll(const std::vector<StudyImage>& images, std::vector<Job>& jobs, const IndexOptions& options) {
    std::atomic<size_t> next{0};
    std::atomic<bool> stop{false};
    const auto work = [&](bool reports) {
        for (size_t i = next++; i < jobs.size() && !stop; i = next++) {
            jobs[i].header = imaging::readImageHeader(images[jobs[i].image].path);
            if (!reports || i % 64)
                continue;
            if (options.cancelled && options.cancelled())
                stop = true;
            if (options.progress)
                options.progress(0.3 + 0.7 * double(i) / double(jobs.size()), "Reading image headers");
        }
    };
    std::vector<std::thread> threads;
    if (jobs.size() > 64)
        for (unsigned i = 1; i < std::min(8u, std::max(2u, std::thread::hardware_concurrency())); ++i)
            threads.emplace_back(work, false);
    work(true);
    for (std::thread& thread : threads)
        thread.join();
    return !stop;
}

} // namespace

BoxFrame boxFrameOf(Layout layout) {
    return layout == Layout::Nih    ? BoxFrame::Nih1024
           : layout == Layout::Mias ? BoxFrame::FromBottomCentre
                                    : BoxFrame::Pixels;
}

Status completeFromHeaders(IndexedFolder& folder, BoxFrame frame, const IndexOptions& options, ProblemList& problems) {
    std::vector<StudyImage>& images = folder.index.images;
    std::vector<Job> jobs;
    for (size_t i = 0; i < images.size(); ++i)
        if (options.readHeaders || !images[i].boxes.empty() ||
            !hasImageExtension(std::string_view(images[i].path).substr(images[i].path.find_last_of('/') + 1)))
            jobs.push_back({i, std::nullopt});
    if (!readAll(images, jobs, options))
        return Error{ErrorCode::Stopped, "Stopped on request", folder.index.header.folder, ""};
    std::vector<bool> unreadable(images.size());
    for (const Job& job : jobs) {
        StudyImage& image = images[job.image];
        if (!*job.header) {
            problems.add("unreadable_image", job.header->error().toLine());
            unreadable[job.image] = true;
            continue;
        }
        const ImageHeader& header = **job.header;
        if (header.extensionMisleads)
            problems.add("wrong_extension", image.image);
        takeHeader(image, header);
        const auto outside = [&](LabelBox& box) {
            const bool out = !placeBox(box, frame, image.rows, image.columns);
            if (out)
                problems.add("bad_box", image.image + " (" + box.label + ")");
            return out;
        };
        image.boxes.erase(std::remove_if(image.boxes.begin(), image.boxes.end(), outside), image.boxes.end());
    }
    keepImages(folder, [&](size_t i) { return !unreadable[i]; });
    return Done{};
}

} // namespace roentgen::datasets
