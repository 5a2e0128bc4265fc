// What the Review page goes through: images with what the labels and a run say of them. Plain values.
#pragma once

#include "engine/protocol/study_index.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace roentgen::app {

enum class Truth { Unknown, Absent, Present };

struct ReviewCase {
    QString path;                             // absolute; the key of its readings
    QString image;                            // its name in the tables
    QString patient, view, laterality, split; // split: "train" "validation" "test" or ""
    bool labelled = false;
    QStringList labels;               // findings present
    QStringList undecided;            // findings that the labels call uncertain, or say nothing of
    std::vector<LabelBox> boxes;      // of the labels
    std::vector<float> probabilities; // per class of the list, from the run's table; empty: none

    // Unknown where nobody labelled the image, the data set does not know the finding, or its label is uncertain.
    Truth truthOf(const QString& finding, const QStringList& labelledClasses) const {
        if (!labelled || !labelledClasses.contains(finding) || undecided.contains(finding)) {
            return Truth::Unknown;
        }
        return labels.contains(finding) ? Truth::Present : Truth::Absent;
    }
};

// What of an image is shown before it is read.
enum class Blinding {
    None,    // labels and the model's answer
    Labels,  // the answer; labels once it is read
    Answers, // neither until it is read
};

struct ReviewList {
    QStringList classes;         // of the probabilities; empty where there are none
    QStringList labelledClasses; // that the data set's labels know
    std::vector<ReviewCase> cases;
    qint64 withoutImage = 0; // rows of the run's table whose image the data set does not have
    qint64 badRows = 0;      // damaged rows of the run's table
};

} // namespace roentgen::app
