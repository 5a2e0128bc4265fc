// What the model's worker answers of an image, read and said in words.
#include "app/review/film_warning.h"
#include "app/review/predictor_client.h"
#include "engine/protocol/messages/message_text.h"

#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

QString name(const char* text) {
    return QString::fromLatin1(text);
}

Result<PredictedFilm> readPredicted(const std::string& answer) {
    const auto read = readMessage<ClassifyAnswer>(answer);
    return read ? predictedFilm(*read) : Result<PredictedFilm>(read.error());
}

} // namespace

class ClassifyAnswerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void badAnswersOfAModelAreRefused_data();
    void badAnswersOfAModelAreRefused();
    void aGoodAnswerIsRead();
    void figuresOfAWarningAreInTheWindowsLanguage();
};

void ClassifyAnswerTest::badAnswersOfAModelAreRefused_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no probabilities") << QByteArray("{}");
    QTest::newRow("a list of them") << QByteArray("{\"probabilities\":[0.5]}");
    QTest::newRow("none") << QByteArray("{\"probabilities\":{}}");
    QTest::newRow("above one") << QByteArray("{\"probabilities\":{\"Mass\":1.2}}");
    QTest::newRow("null") << QByteArray("{\"probabilities\":{\"Mass\":null}}");
    const QByteArray head = "{\"probabilities\":{\"Mass\":0.2},\"heatmaps\":{\"Mass\":";
    QTest::newRow("map of another size") << head + "{\"rows\":2,\"columns\":2,\"values\":[1,2,3]}}}";
    QTest::newRow("map without rows") << head + "{\"columns\":2,\"values\":[1,2]}}}";
    QTest::newRow("map with text") << head + "{\"rows\":1,\"columns\":1,\"values\":[\"x\"]}}}";
    QTest::newRow("map of negative size") << head + "{\"rows\":-1,\"columns\":-1,\"values\":[1]}}}";
    QTest::newRow("map of enormous size") << head + "{\"rows\":4294967296,\"columns\":1,\"values\":[1]}}}";
    QTest::newRow("area turned inside out") << QByteArray("{\"probabilities\":{\"Mass\":0.2},\"area\":[1,0,0,1]}");
    QTest::newRow("area of three") << QByteArray("{\"probabilities\":{\"Mass\":0.2},\"area\":[0,0,1]}");
}

void ClassifyAnswerTest::badAnswersOfAModelAreRefused() {
    QFETCH(QByteArray, answer);
    const auto film = readPredicted(answer.toStdString());
    QVERIFY(!film);
    QVERIFY(film.error().message.size() > 10);
}

void ClassifyAnswerTest::aGoodAnswerIsRead() {
    const auto film = readPredicted(R"({"probabilities":{"Nodule":0.5,"Mass":0.25},"area":[0.1,0,0.9,1],
                        "heatmaps":{"Mass":{"rows":1,"columns":2,"values":[-1.5,2]}},
                        "warnings":[{"code":"modality","message":"m","found":"MG","trained":"CR"},
                                    {"code":"later","message":"Said by a newer worker"}]})");
    QVERIFY(bool(film));
    QCOMPARE(film->classes.size(), 2);
    QCOMPARE(film->classes[1].name, name("Mass")); // the model's order, not the alphabet's
    QCOMPARE(film->classes[1].probability, 0.25);
    QCOMPARE(film->classes[1].heatmap.values, (std::vector<float>{-1.5f, 2.0f}));
    QCOMPARE(film->classes[1].heatmap.area, QRectF(QPointF(0.1, 0), QPointF(0.9, 1)));
    QVERIFY(!film->classes[0].heatmap.isValid());
    QCOMPARE(film->warnings.size(), 2);
    QVERIFY(FilmWarningWords::text(film->warnings[0]).contains(name("MG")));
    QVERIFY(FilmWarningWords::text(film->warnings[0]).contains(name("CR")));
    QCOMPARE(FilmWarningWords::text(film->warnings[1]), name("Said by a newer worker")); // a code from later on
}

void ClassifyAnswerTest::figuresOfAWarningAreInTheWindowsLanguage() {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    const QString bright = FilmWarningWords::text({"brightness", {}, "0.07", "0.34 to 0.63"});
    QLocale::setDefault(before);
    QVERIFY2(bright.contains(name("0,07")) && bright.contains(name("0,34")) && bright.contains(name("0,63")),
             qPrintable(bright));
}

QTEST_GUILESS_MAIN(ClassifyAnswerTest)
#include "classify_answer_test.moc"
