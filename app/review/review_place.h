// Where Review was left in a workspace: it opens there again. Every workspace has a place of its own.
#pragma once

#include <QString>

namespace roentgen::app {

struct ReviewPlace {
    QString model, images; // their ids
    QString image;         // absolute path
    QString finding;
};

ReviewPlace readReviewPlace(const QString& workspace);
void keepReviewPlace(const QString& workspace, const ReviewPlace& place); // no finding: that of before stands

} // namespace roentgen::app
