#include "engine/datasets/image_facts.h"

#include "engine/datasets/header_reading.h"
#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"
#include "engine/imaging/image_file.h"

#include <algorithm>

namespace roentgen::datasets {

namespace {

using imaging::ImageHeader;

// As headers have them where the file's date makes sense: YYYY-MM-DD.
bool isIsoDate(const std::string& date) {
    return date.size() == 10 && date[4] == '-' && date[7] == '-';
}

void keepKnown(std::string& to, const std::string& from) {
    if (!from.empty())
        to = from;
}

void takeHeader(StudyImage& image, const ImageHeader& header) {
    image.rows = header.rows;
    image.columns = header.columns;
    image.frames = header.frames;
    image.refusal = header.refusal;
    if (header.format != imaging::FileFormat::Dicom)
        return;
    image.patientName = header.patientName;
    keepKnown(image.study, header.studyUid);
    image.series = header.seriesUid;
    image.modality = header.modality;
    keepKnown(image.view, header.viewPosition);
    keepKnown(image.laterality, header.laterality);
    image.date = isIsoDate(header.studyDate) ? header.studyDate : std::string();
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

// The headers of some of the images, by processes that may die of them.
Result<std::vector<Result<ImageHeader>>> readAll(const std::vector<StudyImage>& images, const std::vector<size_t>& jobs,
                                                 const IndexOptions& options) {
    std::vector<std::string> paths;
    paths.reserve(jobs.size());
    for (const size_t image : jobs)
        paths.push_back(images[image].path);
    HeaderReading reading;
    reading.command = options.headerCommand;
    reading.cancelled = options.cancelled;
    reading.progress = [&](size_t done) {
        if (options.progress)
            options.progress(0.3 + 0.7 * double(done) / double(jobs.size()), "Reading image headers");
    };
    return readHeaders(paths, reading);
}

} // namespace

BoxFrame boxFrameOf(Layout layout) {
    return layout == Layout::Nih    ? BoxFrame::Nih1024
           : layout == Layout::Mias ? BoxFrame::FromBottomCentre
                                    : BoxFrame::Pixels;
}

Status completeFromHeaders(IndexedFolder& folder, BoxFrame frame, const IndexOptions& options, ProblemList& problems) {
    std::vector<StudyImage>& images = folder.index.images;
    std::vector<size_t> jobs; // indices of images
    for (size_t i = 0; i < images.size(); ++i)
        if (options.readHeaders || !images[i].boxes.empty() ||
            !hasImageExtension(std::string_view(images[i].path).substr(images[i].path.find_last_of('/') + 1)))
            jobs.push_back(i);
    const auto headers = readAll(images, jobs, options);
    if (!headers)
        return headers.error();
    std::vector<bool> unreadable(images.size());
    DicomPatients patients;
    for (size_t job = 0; job < jobs.size(); ++job) {
        StudyImage& image = images[jobs[job]];
        if (!(*headers)[job]) {
            problems.add("unreadable_image", (*headers)[job].error());
            unreadable[jobs[job]] = true;
            continue;
        }
        const ImageHeader& header = *(*headers)[job];
        if (header.extensionMisleads)
            problems.add("wrong_extension", image.image);
        if (!header.refusal.empty())
            problems.add("refused_pixels", image.path, header.refusal);
        takeHeader(image, header);
        if (header.format == imaging::FileFormat::Dicom)
            patients.take(image, jobs[job], header);
        const auto outside = [&](LabelBox& box) {
            const bool out = !placeBox(box, frame, image.rows, image.columns);
            if (out)
                problems.add("bad_box", image.image + " (" + box.label + ")");
            return out;
        };
        image.boxes.erase(std::remove_if(image.boxes.begin(), image.boxes.end(), outside), image.boxes.end());
    }
    patients.finish(images);
    keepImages(folder, [&](size_t i) { return !unreadable[i]; });
    return Done{};
}

} // namespace roentgen::datasets
