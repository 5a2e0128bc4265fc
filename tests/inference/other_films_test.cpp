// Real films of several sources against the record of one of them: how many films of another kind are told, and how
// often a chest film of somebody else is taken for one. The figures of docs/prediction.md are what this prints.
#include "engine/inference/film_check.h"
#include "engine/pipeline/prepared_image.h"

#include <QDirIterator>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::inference;

namespace {

constexpr int StoredSize = 256, ImageSize = 224;

std::vector<std::string> filesIn(const char* folder, int every) {
    QStringList files;
    QDirIterator walk(QStringLiteral(ROENTGEN_DATA "/") + QString::fromLatin1(folder), QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next();
    files.sort();
    std::vector<std::string> chosen;
    for (qsizetype i = 0; i < files.size(); i += every)
        chosen.push_back(files[i].toStdString());
    return chosen;
}

using Films = std::vector<pipeline::MeasuredFilm>;

// What can be read of them.
Films measure(const char* folder, int every = 1) {
    Films films;
    for (const std::string& file : filesIn(folder, every))
        if (const auto prepared = pipeline::prepareFilm(file, StoredSize, false))
            films.push_back({pipeline::tagsOf(file), pipeline::lookOf(prepared->pixels.data(), StoredSize)});
    return films;
}

// The share of films that get a warning; by their look alone where tags are left aside.
double warned(const TrainedOn& trained, const Films& films, bool tags) {
    double count = 0;
    for (const auto& film : films)
        count += checkFilm(trained, ImageSize, tags ? film.tags : pipeline::FilmTags{}, film.look).empty() ? 0 : 1;
    return films.empty() ? 0 : count / double(films.size());
}

} // namespace

class OtherFilmsTest : public QObject {
    Q_OBJECT

    Films m_nih, m_kermany, m_covid, m_mias, m_nyu, m_liver, m_amos;

    void report(const char* name, const TrainedOn& trained, const Films& films) const {
        qInfo("%-28s %4d films: warned of %5.1f %% by their look", name, int(films.size()),
              100 * warned(trained, films, false));
    }

private Q_SLOTS:
    void initTestCase() {
        m_nih = measure("cxr-nih/images");
        m_kermany = measure("cxr-pneumonia224/train", 8);
        m_covid = measure("cxr-covid/images");
        m_mias = measure("mammo-mias/pgm");
        m_nyu = measure("mammo-nyu");
        m_liver = measure("liver-ircad17/ct");
        m_amos = measure("liver-amos/images");
        for (auto& film : m_nih)
            film.tags.modality = "CR"; // as the layout has it
        QVERIFY(m_nih.size() > 150 && m_kermany.size() > 500 && m_mias.size() == 12 && m_liver.size() == 10);
    }

    void filmsOfAnotherKindAreTold() {
        const TrainedOn trained = pipeline::summariseFilms(int64_t(m_nih.size()), m_nih);
        report("NIH (the record's own)", trained, m_nih);
        report("children (Kermany)", trained, m_kermany);
        report("COVID, mixed", trained, m_covid);
        report("mammograms (MIAS)", trained, m_mias);
        report("mammograms (NYU)", trained, m_nyu);
        report("CT slices (IRCADb)", trained, m_liver);
        report("CT slice (AMOS)", trained, m_amos);
        QCOMPARE(warned(trained, m_mias, false), 1.);
        QCOMPARE(warned(trained, m_nyu, false), 1.);
        QCOMPARE(warned(trained, m_liver, false), 1.);
        QVERIFY(warned(trained, m_kermany, false) < 0.03);
        QVERIFY(warned(trained, m_covid, false) < 0.11);
    }

    // A tenth of the films at a time, against the record of the others.
    void filmsOfTheSameSourceAreSeldomTakenForOthers() {
        double count = 0;
        for (size_t part = 0; part < 10; ++part) {
            Films known, held;
            for (size_t i = 0; i < m_nih.size(); ++i)
                (i % 10 == part ? held : known).push_back(m_nih[i]);
            const TrainedOn trained = pipeline::summariseFilms(int64_t(known.size()), known);
            count += warned(trained, held, false) * double(held.size());
        }
        qInfo("NIH, each film against the record of the others: warned of %.1f %%", 100 * count / double(m_nih.size()));
        QVERIFY(count / double(m_nih.size()) < 0.04);
    }

    // A record of one hospital's narrow films warns of what others make.
    void aNarrowRecordWarnsMoreOften() {
        const TrainedOn trained = pipeline::summariseFilms(int64_t(m_kermany.size()), m_kermany);
        qInfo("The record of the children's films:");
        report("children (the record's own)", trained, m_kermany);
        report("NIH", trained, m_nih);
        report("COVID, mixed", trained, m_covid);
        report("mammograms (MIAS)", trained, m_mias);
        report("mammograms (NYU)", trained, m_nyu);
        report("CT slices (IRCADb)", trained, m_liver);
        QCOMPARE(warned(trained, m_mias, false), 1.);
    }

    void dicomFilesByTheirTagsAndLook() {
        const TrainedOn trained = pipeline::summariseFilms(int64_t(m_nih.size()), m_nih);
        std::map<std::string, std::pair<int, int>> byModality; // warned of, all
        for (const auto& film : measure("dicom")) {
            auto& count = byModality[film.tags.modality];
            count.first += checkFilm(trained, ImageSize, film.tags, film.look).empty() ? 0 : 1;
            ++count.second;
        }
        for (const auto& [modality, count] : byModality)
            qInfo("DICOM, modality %-4s warned of %d of %d", modality.empty() ? "none" : modality.c_str(), count.first,
                  count.second);
        QVERIFY(byModality["CT"].second > 0);
        QCOMPARE(byModality["CT"].first, byModality["CT"].second);
        QCOMPARE(byModality["MR"].first, byModality["MR"].second);
    }
};

QTEST_GUILESS_MAIN(OtherFilmsTest)
#include "other_films_test.moc"
