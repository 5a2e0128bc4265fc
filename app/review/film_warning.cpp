#include "app/review/film_warning.h"

#include <QLocale>
#include <QStringList>

namespace roentgen::app {

namespace {

QString namesOf(const std::map<std::string, int64_t>& counts) {
    QStringList names;
    for (const auto& [name, films] : counts) {
        names << QString::fromStdString(name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

// What the engine measured ("0.34 to 0.63", "12 %") as the window writes numbers.
QString FilmWarningWords::figures(const QString& text) {
    QStringList ends = text.split(QStringLiteral(" to "));
    for (QString& end : ends) {
        end.replace(QLatin1Char('.'), QLocale().decimalPoint());
    }
    return ends.size() == 2 ? tr("%1 to %2", "a range of numbers").arg(ends[0], ends[1]) : ends.join(QLatin1Char(' '));
}

QString FilmWarningWords::text(const FilmWarning& warning) {
    const QString found = QString::fromStdString(warning.found), trained = QString::fromStdString(warning.trained);
    const auto with = [&](const QString& words) { return words.arg(figures(found), figures(trained)); };
    const auto named = [&](const QString& words) { return words.arg(found, trained); };
    if (warning.code == "modality") {
        return named(tr("Modality %1; trained on %2"));
    }
    if (warning.code == "body_part") {
        return named(tr("Body part %1; trained on %2"));
    }
    if (warning.code == "view") {
        return named(tr("View %1; trained on %2"));
    }
    if (warning.code == "size") {
        return with(tr("%1 pixels; trained on a short side of %2 or more"));
    }
    if (warning.code == "shape") {
        return with(tr("Width over height %1; trained on %2"));
    }
    if (warning.code == "brightness") {
        return with(tr("Mean grey %1; trained on %2"));
    }
    if (warning.code == "contrast") {
        return with(tr("Contrast %1; trained on %2", "standard deviation of the greys"));
    }
    if (warning.code == "black_area") {
        return with(tr("%1 of it is black; trained on %2"));
    }
    if (warning.code == "tones") {
        return with(tr("Variety of greys %1 bits; trained on %2"));
    }
    if (warning.code == "layout") {
        return with(tr("Bright and dark lie elsewhere: agreement %1; trained on %2 or more"));
    }
    return QString::fromStdString(warning.message);
}

QString FilmWarningWords::trainedOn(const TrainedOn& trained) {
    QStringList parts{tr("%n image(s)", "that a model was trained on", int(trained.films))};
    for (const auto* counts : {&trained.modalities, &trained.bodyParts, &trained.views}) {
        if (!counts->empty()) {
            parts << namesOf(*counts);
        }
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace roentgen::app
