// Small and large study indexes for the tests.
#pragma once

#include "app/studies/study_table.h"

#include <QDir>

namespace roentgen::app {

inline StudyImage sampleImage(const char* name, const char* patient, std::vector<std::string> labels, const char* split,
                              const char* view, int age) {
    StudyImage image;
    image.path = std::string("/films/images/") + name;
    image.image = name;
    image.patient = patient;
    image.study = std::string(patient) + "-0";
    image.modality = "CR";
    image.view = view;
    image.sex = "F";
    image.age = age;
    image.rows = 1024;
    image.columns = 1024;
    image.labels = std::move(labels);
    image.labelled = true;
    image.split = split;
    return image;
}

inline StudyIndex sampleIndex() {
    StudyIndex index;
    index.header.folder = "/films";
    index.header.layout = "nih";
    index.header.name = "films";
    index.header.classes = {"Mass", "Effusion", "Pleural_Thickening"};
    index.images = {sampleImage("img10.png", "10", {"Effusion"}, "train", "PA", 50),
                    sampleImage("img9.png", "9", {"Mass", "Effusion"}, "train", "AP", 7),
                    sampleImage("img2.png", "2", {}, "test", "PA", 80),
                    sampleImage("img11.png", "2", {"Pleural_Thickening"}, "test", "PA", 81),
                    sampleImage("other.png", "2", {}, "", "", -1)};
    index.images[4].labelled = false;
    index.images[1].boxes = {{"Mass", 10, 20, 30, 40}};
    index.header.images = int64_t(index.images.size());
    return index;
}

inline std::shared_ptr<const StudyTable> readBack(const StudyIndex& index, const QString& folder) {
    const QString file = QDir(folder).filePath(QStringLiteral("sample.index"));
    if (!writeStudyIndex(file.toStdString(), index)) {
        return nullptr;
    }
    auto table = StudyTable::read(file);
    return table ? *table : nullptr;
}

// As large as NIH ChestX-ray14.
inline StudyIndex largeIndex(int images = 112120) {
    StudyIndex index;
    index.header = sampleIndex().header;
    for (int i = 0; i < images; ++i) {
        const int patient = i / 4;
        const std::string name = std::to_string(100000000 + patient) + "_" + std::to_string(i % 4) + ".png";
        std::vector<std::string> labels;
        if (i % 3 == 0) {
            labels.push_back(index.header.classes[size_t(i / 3) % 3]);
        }
        index.images.push_back(sampleImage(name.c_str(), std::to_string(patient).c_str(), labels,
                                           patient % 5 == 0 ? "test" : "train", i % 2 == 0 ? "PA" : "AP", i % 90));
    }
    return index;
}

} // namespace roentgen::app
