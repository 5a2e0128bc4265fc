#include "widgets/presentation.h"

namespace roentgen::widgets {
namespace {

constexpr double GreatestAspect = 20; // as imaging::shownSize(): what is further from square is not to be believed

double aspectOf(const Film& film) {
    const double aspect =
        film.rowSpacingMm > 0 && film.columnSpacingMm > 0 ? film.rowSpacingMm / film.columnSpacingMm : 1;
    return aspect > GreatestAspect || aspect < 1 / GreatestAspect ? 1 : aspect;
}

WindowSetting defaultWindow(const Film& film) {
    return {film.defaultWindow.center, film.defaultWindow.width, false};
}

} // namespace

void Presentation::show(std::shared_ptr<const PreparedFilm> next, bool keepView, QSizeF view) {
    film = std::move(next);
    if (!film)
        return placement.removeFilm();
    const QSizeF size(film->columns(), film->rows());
    if (keepView && size == placement.film())
        return;
    window = defaultWindow(film->film());
    placement.begin(size, aspectOf(film->film()), view);
}

void Presentation::reset(QSizeF view) {
    window = defaultWindow(film->film());
    placement.setUpright(view);
}

bool Presentation::choosePreset(int number) {
    if (!film || number < 1 || number > int(film->presets().size()))
        return false;
    const FilmWindow& preset = film->presets()[size_t(number - 1)];
    window.center = preset.center;
    window.width = preset.width;
    return true;
}

} // namespace roentgen::widgets
