// roentgen-data show: one image as a radiologist would see it, into a PNG.
#include "engine/imaging/file_bytes.h"
#include "engine/imaging/grey_levels.h"
#include "engine/imaging/resize_area.h"
#include "engine/pipeline/record_film.h"
#include "engine/programs/film_answers.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace roentgen::programs {

namespace {

// "C,W", the width as PS3.3 C.11.2.1.2 allows it.
Result<imaging::Window> parseWindow(const std::string& text) {
    char* comma = nullptr;
    imaging::Window window;
    window.center = std::strtod(text.c_str(), &comma);
    char* end = comma;
    if (comma != text.c_str() && *comma == ',')
        window.width = std::strtod(comma + 1, &end);
    if (end == comma || *end != '\0' || !std::isfinite(window.center) || !(window.width >= 1) ||
        !std::isfinite(window.width))
        return usageError("a window is centre,width with a width of 1 or more", "--window " + text,
                          "for example --window 2048,4096");
    return window;
}

Result<ShowAnswer> show(const ShowOptions& options) {
    imaging::Window window;
    if (!options.window.empty()) {
        auto given = parseWindow(options.window);
        if (!given)
            return given.error();
        window = *given;
    }
    auto data = pipeline::readFilmImage(options.image, options.frame);
    if (!data)
        return data.error();
    if (options.window.empty())
        window = imaging::defaultWindow(*data);
    const imaging::ShownSize size = imaging::shownSize(*data);
    const double scale = options.size > 0 ? double(options.size) / std::max(size.rows, size.columns) : 1;
    const int rows = std::max(1, int(std::lround(size.rows * scale)));
    const int columns = std::max(1, int(std::lround(size.columns * scale)));
    if (uint64_t(rows) * uint64_t(columns) > imaging::maximumPixels)
        return dataError("With square pixels the image comes to " + std::to_string(columns) + " × " +
                             std::to_string(rows) + " pixels, more than " +
                             std::to_string(imaging::maximumPixels >> 20) + " Mi",
                         options.image, "give a --size");
    imaging::GreyImage shown = imaging::renderGrey8(*data, window);
    if (rows != shown.rows || columns != shown.columns)
        shown = imaging::resizeArea(shown, rows, columns);
    if (auto status = imaging::writePng(options.out, shown); !status)
        return status.error();
    return ShowAnswer{
        options.out, shown.rows, shown.columns, {window.center, window.width, window.name}, descriptionOf(*data)};
}

} // namespace

int showImage(const ShowOptions& options) {
    const Result<ShowAnswer> answer = show(options);
    if (!answer)
        return printError("roentgen-data", answer.error());
    if (options.json)
        printMessage(*answer);
    else
        std::printf("%s: %d×%d, window %g,%g\n", options.out.c_str(), answer->columns, answer->rows,
                    answer->window.center, answer->window.width);
    return ExitDone;
}

} // namespace roentgen::programs
