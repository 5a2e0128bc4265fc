#include "app/viewer/film_caption.h"

#include "app/film_labels.h"

#include <QFileInfo>

namespace roentgen::app {

namespace {

QString firstOf(const std::string& known, const QString& fromFile) {
    return known.empty() ? fromFile : QString::fromStdString(known);
}

} // namespace

QString FilmCaption::person(const StudyImage& image, const FilmHeader& header) {
    const QString id = firstOf(image.patient, header.patientId), name = firstOf(image.patientName, header.patientName);
    QStringList words;
    if (!name.isEmpty()) {
        words << name;
    }
    if (!id.isEmpty() && id != name) {
        words << tr("Patient %1").arg(id);
    }
    if (const QString sex = firstOf(image.sex, header.patientSex); !sex.isEmpty()) {
        words << sex;
    }
    if (image.age >= 0) {
        words << tr("aged %1").arg(image.age);
    }
    return words.join(QStringLiteral(" · "));
}

QString FilmCaption::labels(const StudyImage& image) {
    QStringList titles;
    for (const std::string& label : image.labels) {
        titles << findingTitle(QString::fromStdString(label));
    }
    return titles.isEmpty() ? tr("No finding") : titles.join(QStringLiteral(", "));
}

widgets::CornerText FilmCaption::of(const StudyImage& image, const FilmHeader& header) {
    widgets::CornerText corner;
    corner.topLeft << person(image, header) << firstOf(image.date, header.studyDate)
                   << QFileInfo(QString::fromStdString(image.path)).fileName();
    if (image.labelled) {
        corner.topLeft << labels(image);
    }
    corner.topLeft.removeAll(QString());
    const QString side = firstOf(image.laterality, header.laterality), view = firstOf(image.view, header.viewPosition);
    if (const QString sideAndView = QStringList({side, view}).join(QLatin1Char(' ')).trimmed();
        !sideAndView.isEmpty()) {
        corner.topRight << sideAndView << firstOf(image.modality, header.modality) << header.studyDescription;
    }
    return corner;
}

} // namespace roentgen::app
