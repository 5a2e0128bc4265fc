// A film made ready to be drawn fast at any zoom: 16-bit values and their means over 2×2, 4×4, 8×8 … pixels.
#pragma once

#include "widgets/film.h"

#include <memory>

namespace roentgen::widgets {

// Immutable after make(): may be shared between threads and views.
class PreparedFilm {
public:
    // One grid of means. Cell (r, c) of level k is the mean of the film's pixels [r*2^k, (r+1)*2^k) × [c*2^k, …),
    // cut at the film's edge, rounded to nearest.
    struct Level {
        int rows = 0, columns = 0;
        std::vector<uint16_t> codes;
    };

    // Any thread; about 25 ms for 3000×4000 pixels. nullptr where the sizes do not agree or the film is empty.
    static std::shared_ptr<const PreparedFilm> make(Film film);

    int rows() const { return m_film.rows; }
    int columns() const { return m_film.columns; }
    const Film& film() const { return m_film; } // without its bytes
    const std::vector<Level>& levels() const { return m_levels; }

    // A code is what the levels hold: 8-bit values times 256 (so that means keep their fraction), unsigned 16-bit
    // values as they are, signed ones plus 32768.
    double valueOfCode(double code) const; // in modality units
    double valueAt(int row, int column) const {
        return valueOfCode(m_levels[0].codes[size_t(row) * columns() + column]);
    }

    // code → 0…255 as shown: window, and inversion where the film is MONOCHROME1 or the reader asks for it.
    // table has 65,536 entries.
    void fillWindowTable(double center, double width, bool invertedByReader, uint8_t* table) const;

    // The file's windows, then some made from the film's own distribution: at least five, at most nine.
    const std::vector<FilmWindow>& presets() const { return m_presets; }
    size_t memoryBytes() const;

private:
    PreparedFilm() = default;
    void fillFirstLevel();
    void addLevels();
    void measureDistribution();

    Film m_film;
    std::vector<Level> m_levels;
    std::vector<FilmWindow> m_presets;
    int m_lowestCode = 0, m_highestCode = 65535;
};

} // namespace roentgen::widgets
