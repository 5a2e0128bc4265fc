#include "app/film_labels.h"

#include <algorithm>

namespace roentgen::app {

QString findingTitle(const QString& finding) {
    return QString(finding).replace(QLatin1Char('_'), QLatin1Char(' '));
}

std::vector<widgets::FilmBox> filmBoxes(const std::vector<LabelBox>& boxes, const QStringList& classes) {
    std::vector<widgets::FilmBox> drawn;
    for (const LabelBox& box : boxes) {
        const QString finding = QString::fromStdString(box.label);
        drawn.push_back({QRectF(box.x, box.y, box.width, box.height), findingTitle(finding),
                         int(std::max<qsizetype>(0, classes.indexOf(finding)))});
    }
    return drawn;
}

} // namespace roentgen::app
