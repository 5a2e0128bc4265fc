#include "tests/inference/small_model.h"
#include "tests/programs/documented_answer.h"
#include "tests/programs/finished_program.h"

#include <QImage>
#include <QJsonArray>
#include <QtTest>
#include <cmath>

using namespace roentgen::tests;

class RoentgenPredictTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_weights, m_film;

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QString write(const char* name, const QByteArray& bytes) {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test's file");
        return file.fileName();
    }

    FinishedProgram predict(const QStringList& arguments, const QByteArray& input = {}) const {
        return runProgram("roentgen-predict", arguments, input);
    }

private Q_SLOTS:
    void initTestCase() {
        m_weights = path("best.safetensors");
        writeSmallModel(m_weights.toStdString());
        QByteArray film = "P5\n150 130\n255\n";
        for (int i = 0; i < 150 * 130; ++i)
            film.append(char(i % 150 + i / 400));
        m_film = write("film.pgm", film);
    }

    void wrongUsageExitsWith2_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no weights") << QStringList{m_film};
        QTest::newRow("no film") << QStringList{QStringLiteral("--weights"), m_weights};
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--wieghts"), m_weights};
        QTest::newRow("weights and run") << QStringList{QStringLiteral("--weights"), m_weights, QStringLiteral("--run"),
                                                        m_folder.path(), m_film};
        QTest::newRow("no such class") << QStringList{QStringLiteral("--weights"),
                                                      m_weights,
                                                      QStringLiteral("--overlay"),
                                                      path("o"),
                                                      QStringLiteral("--overlay-class"),
                                                      QStringLiteral("Mass"),
                                                      m_film};
    }

    void wrongUsageExitsWith2() {
        QFETCH(QStringList, arguments);
        const auto run = predict(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.saysOneLine(), run.diagnostics.constData());
        QVERIFY(run.output.isEmpty());
    }

    void helpHasAnExample() {
        const auto run = predict({QStringLiteral("--help")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.output.contains("Example: roentgen-predict"));
        QVERIFY(run.output.contains("Research use only"));
        QCOMPARE(predict({QStringLiteral("--version")}).exitCode, 0);
    }

    void badWeightsExitWith3_data() {
        QTest::addColumn<QString>("weights");
        QFile file(m_weights);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        QByteArray other = good;
        other.replace("\\\"densenet121\\\"", "\\\"densenet169\\\"");
        QByteArray unknown = good;
        unknown.replace("\\\"densenet121\\\"", "\\\"densenet999\\\"");
        QTest::newRow("absent") << path("absent.safetensors");
        QTest::newRow("truncated") << write("truncated.safetensors", good.left(good.size() - 1000));
        QTest::newRow("another architecture") << write("other.safetensors", other);
        QTest::newRow("unknown architecture") << write("unknown.safetensors", unknown);
        QTest::newRow("a film") << m_film;
    }

    void badWeightsExitWith3() {
        QFETCH(QString, weights);
        const auto run = predict({QStringLiteral("--weights"), weights, m_film});
        QVERIFY2(run.saysOneLine(), run.diagnostics.constData());
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.diagnostics.contains(weights.toUtf8()), run.diagnostics.constData());
    }

    void printsATable() {
        const auto run = predict({QStringLiteral("--weights"), m_weights, m_film});
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        for (const auto& name : smallModelClasses())
            QVERIFY(run.output.contains(name.c_str()));
        QVERIFY(run.output.contains("Research use only"));
    }

    void printsJsonWithHeatmapsOnRequest_data() {
        QTest::addColumn<bool>("heatmaps");
        QTest::newRow("with") << true;
        QTest::newRow("without") << false;
    }

    void printsJsonWithHeatmapsOnRequest() {
        QFETCH(bool, heatmaps);
        QStringList arguments = {QStringLiteral("--weights"), m_weights, m_film, QStringLiteral("--json")};
        if (heatmaps)
            arguments << QStringLiteral("--heatmaps");
        const auto run = predict(arguments);
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        const QJsonArray results = run.json().value(QLatin1String("results")).toArray();
        QCOMPARE(results.size(), 1);
        const QJsonObject result = results[0].toObject();
        QCOMPARE(result.value(QLatin1String("image")).toString(), m_film);
        QCOMPARE(result.value(QLatin1String("probabilities")).toObject().size(), 3);
        QCOMPARE(result.contains(QLatin1String("heatmaps")), heatmaps);
        const QJsonArray area = result.value(QLatin1String("area")).toArray();
        QCOMPARE(area.size(), 4);
        QVERIFY(std::abs(area[0].toDouble() - 8. / 112) < 1e-9);
        if (!heatmaps)
            return;
        const QJsonObject map =
            result.value(QLatin1String("heatmaps")).toObject().value(QLatin1String("Nodule")).toObject();
        QCOMPARE(map.value(QLatin1String("rows")).toInt(), 3);
        QCOMPARE(map.value(QLatin1String("columns")).toInt(), 3);
        QCOMPARE(map.value(QLatin1String("values")).toArray().size(), 9);
    }

    void filmsUnlikeTheTrainingsGetAWarning() {
        roentgen::TrainedOn trained;
        trained.films = trained.measured = 90;
        trained.modalities["CR"] = 90;
        trained.layout.assign(size_t(roentgen::FilmLook::Side) * roentgen::FilmLook::Side, 0.f);
        trained.deviation = trained.black = trained.agreement = {-9, 0, 9}; // anything
        trained.tones = {0, 3, 9};
        trained.mean = {0.90, 0.92, 0.94};
        const QString weights = path("trained.safetensors");
        writeSmallModelTrainedOn(weights.toStdString(), trained);
        const auto run = predict({QStringLiteral("--weights"), weights, m_film, QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        const QJsonArray warnings = run.json()
                                        .value(QLatin1String("results"))
                                        .toArray()[0]
                                        .toObject()
                                        .value(QLatin1String("warnings"))
                                        .toArray();
        QCOMPARE(warnings.size(), 1);
        QCOMPARE(warnings[0].toObject().value(QLatin1String("code")).toString(), QStringLiteral("brightness"));
        QVERIFY(warnings[0].toObject().value(QLatin1String("message")).toString().contains(QStringLiteral("0.90")));
        const QJsonObject said = run.json().value(QLatin1String("trained_on")).toObject();
        QCOMPARE(said.value(QLatin1String("films")).toInt(), 90);
        QVERIFY(!said.contains(QLatin1String("layout")));
        const QByteArray table = predict({QStringLiteral("--weights"), weights, m_film}).output;
        QVERIFY2(table.contains("Warning: unlike") && table.contains("Its mean grey"), table.constData());
    }

    void weightsWithoutARecordWarnOfNothingAndSaySo() {
        const auto run = predict({QStringLiteral("--weights"), m_weights, m_film, QStringLiteral("--json")});
        QVERIFY(run.json().contains(QLatin1String("trained_on")));
        QVERIFY(run.json().value(QLatin1String("trained_on")).isNull());
        const QJsonObject result = run.json().value(QLatin1String("results")).toArray()[0].toObject();
        QVERIFY(result.value(QLatin1String("warnings")).isArray());
        QVERIFY(result.value(QLatin1String("warnings")).toArray().isEmpty());
        const QByteArray table = predict({QStringLiteral("--weights"), m_weights, m_film}).output;
        QVERIFY2(table.contains("do not say what films the model was trained on") && !table.contains("Warning"),
                 table.constData());
    }

    void weightsOfFewFilmsSayThatLooksAreNotKnown() {
        roentgen::TrainedOn trained;
        trained.films = trained.measured = 12;
        trained.modalities["MG"] = 12;
        const QString weights = path("few.safetensors");
        writeSmallModelTrainedOn(weights.toStdString(), trained);
        const auto run = predict({QStringLiteral("--weights"), weights, m_film, QStringLiteral("--json")});
        QCOMPARE(run.json()[QLatin1String("trained_on")][QLatin1String("measured")].toInt(), 12);
        const QByteArray table = predict({QStringLiteral("--weights"), weights, m_film}).output;
        QVERIFY2(table.contains("too few films (12)") && table.contains("not known"), table.constData());
    }

    void unreadableFilmsAreCountedAndTheRestIsDone() {
        const QString torn = write("torn.pgm", "P5\n150 130\n255\nabc");
        const auto run = predict({QStringLiteral("--weights"), m_weights, QStringLiteral("--json"), torn, m_film,
                                  path("absent.png"), m_film});
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.json().value(QLatin1String("results")).toArray().size(), 2);
        QCOMPARE(run.json().value(QLatin1String("errors")).toArray().size(), 2);
        QVERIFY(run.diagnostics.contains(torn.toUtf8()));
        QVERIFY(run.diagnostics.contains("Could not read 2 of 4 images"));
    }

    void drawsOverlays() {
        const auto run =
            predict({QStringLiteral("--weights"), m_weights, QStringLiteral("--overlay"), path("new/overlays"),
                     QStringLiteral("--overlay-class"), QStringLiteral("all"), m_film, m_film});
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        const QStringList files = QDir(path("new/overlays")).entryList(QDir::Files, QDir::Name);
        QCOMPARE(files.size(), 6); // three classes, the same name twice
        QVERIFY(files.contains(QStringLiteral("film_Effusion.png")) &&
                files.contains(QStringLiteral("film_Effusion-2.png")));
        for (const QString& file : files)
            QCOMPARE(QImage(path("new/overlays/") + file).size(), QSize(150, 130));
    }

    void heatmapsBelowTheThresholdAreDrawnWhenAskedFor() {
        const auto with = [&](const char* folder, const QStringList& further) {
            return predict(
                QStringList{QStringLiteral("--weights"), m_weights, QStringLiteral("--overlay"), path(folder), m_film} +
                further);
        };
        const QString threshold = QStringLiteral("--threshold");
        const auto filesIn = [&](const char* folder) { return QDir(path(folder)).entryList(QDir::Files).size(); };
        const auto none = with("none", {threshold, QStringLiteral("1")});
        QVERIFY2(none.exitCode == 0 && none.output.contains("no heatmap"), none.output.constData());
        QCOMPARE(filesIn("none"), 0);
        const auto found = with("found", {threshold, QStringLiteral("0")});
        QCOMPARE(filesIn("found"), 1);
        QVERIFY2(found.output.contains("full colour") || found.output.contains("nothing speaks for it"),
                 found.output.constData()); // the scale is said
        with("asked", {threshold, QStringLiteral("1"), QStringLiteral("--overlay-class"), QStringLiteral("Nodule")});
        QCOMPARE(filesIn("asked"), 1);
    }

    void aFolderThatCannotBeMadeExitsWith4() {
        const auto run = predict({QStringLiteral("--weights"), m_weights, QStringLiteral("--overlay"), m_film, m_film});
        QCOMPARE(run.exitCode, 4);
        QVERIFY2(run.saysOneLine(), run.diagnostics.constData());
    }

    void servesRequests() {
        const QByteArray weights = m_weights.toUtf8(), film = m_film.toUtf8();
        const auto run = predict({QStringLiteral("serve")},
                                 "{\"id\":1,\"op\":\"classify\",\"path\":\"" + film + "\"}\n" +
                                     "{\"id\":2,\"op\":\"load\",\"weights\":\"" + weights + "\"}\n" +
                                     "{\"id\":3,\"op\":\"classify\",\"path\":\"" + film + "\",\"heatmaps\":true}\n" +
                                     "{\"id\":4,\"op\":\"classify\",\"path\":\"/absent.png\"}\n" +
                                     "{\"id\":5,\"op\":\"load\",\"weights\":\"/absent.safetensors\"}\n" +
                                     "{\"id\":6,\"op\":\"load\",\"run\":\"" + m_folder.path().toUtf8() + "\"}\n" +
                                     "{\"id\":7,\"op\":\"classify\"}\n");
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        QMap<int, QJsonObject> answers;
        for (const QByteArray& line : run.output.trimmed().split('\n')) {
            const QJsonObject answer = QJsonDocument::fromJson(line).object();
            QVERIFY(!answers.contains(answer.value(QLatin1String("id")).toInt()));
            answers[answer.value(QLatin1String("id")).toInt()] = answer;
        }
        QCOMPARE(answers.size(), 7);
        for (const auto& [id, ok] : std::vector<std::pair<int, bool>>{
                 {1, false}, {2, true}, {3, true}, {4, false}, {5, false}, {6, true}, {7, false}})
            QVERIFY2(answers[id].value(QLatin1String("ok")).toBool() == ok, qPrintable(QString::number(id)));
        QCOMPARE(answers[2].value(QLatin1String("classes")).toArray().size(), 3);
        QCOMPARE(answers[3].value(QLatin1String("heatmaps")).toObject().size(), 3);
        QCOMPARE(answers[3].value(QLatin1String("area")).toArray().size(), 4);
        QCOMPARE(answers[4].value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(),
                 QStringLiteral("data"));
        QCOMPARE(undocumentedMembers("roentgen-predict", "load", answers[2].keys()), QStringList());
        QCOMPARE(undocumentedMembers("roentgen-predict", "classify", answers[3].keys()), QStringList());
    }
};

QTEST_GUILESS_MAIN(RoentgenPredictTest)
#include "roentgen_predict_test.moc"
