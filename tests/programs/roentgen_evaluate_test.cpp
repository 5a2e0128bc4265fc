#include "engine/datasets/dataset.h"
#include "tests/inference/small_model.h"
#include "tests/programs/finished_program.h"

#include <QImage>
#include <QJsonArray>
#include <QtTest>
#include <cmath>

using namespace roentgen::tests;

class RoentgenEvaluateTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QString write(const char* name, const QByteArray& bytes) {
        QFile file(path(name));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) ||
            file.write(bytes) != bytes.size())
            qFatal("cannot write the test's file");
        return file.fileName();
    }

    FinishedProgram evaluate(const QStringList& arguments) const { return runProgram("roentgen-evaluate", arguments); }

    // An NIH folder of twelve films of twelve patients, six of them in the test list, and a run without predictions.
    void writeRun() {
        QByteArray table = "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
                           "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n";
        QByteArray boxes = "Image Index,Finding Label,Bbox [x,y,w,h],,,\n", train, test;
        const char* const findings[] = {"Nodule", "Effusion|Nodule", "No Finding", "Effusion", "No Finding", "Nodule"};
        for (int i = 0; i < 12; ++i) {
            const QByteArray name = "0000000" + QByteArray::number(100 + i).right(2) + "_000.png";
            QImage film(120, 120, QImage::Format_Grayscale8);
            for (int y = 0; y < 120; ++y)
                for (int x = 0; x < 120; ++x)
                    film.scanLine(y)[x] = uchar((x * (i + 2) + y * 3) % 200);
            QDir().mkpath(path("w/films/images"));
            if (!film.save(path("w/films/images/") + QString::fromLatin1(name)))
                qFatal("cannot write the test's film");
            table += name + "," + (i == 2 ? "Pleural_Thickening" : findings[i % 6]) + ",0," +
                     QByteArray::number(i + 1) + ",40,M,PA,120,120,0.1,0.1\n";
            (i < 6 ? train : test) += name + "\n";
            if (i % 6 == 0)
                boxes += name + ",Nodule,0,0,1024,1024,,,\n"; // the whole film: every peak lies in it
        }
        write("w/films/Data_Entry_2017_v2020.csv", table);
        write("w/films/BBox_List_2017.csv", boxes);
        write("w/films/train_val_list.txt", train);
        write("w/films/test_list.txt", test);
        write("w/runs/one/experiment.toml",
              "[data]\ndataset = \"films\"\nclasses = [\"Nodule\", \"Effusion\", \"Pleural_Thickening\"]\n");
        writeSmallModel(path("w/runs/one/best.safetensors").toStdString());
    }

private Q_SLOTS:
    void initTestCase() {
        write("p.csv", "Image Index,Patient ID,Split,prob_Mass,prob_Hernia\n"
                       "a,1,test,.1,.2\nb,2,test,.4,.3\nc,3,test,.35,.1\nd,4,test,.8,.9\ne,5,validation,.9,.9\n");
        write("l.csv", "Image Index,Mass,Hernia\na,0,0\nb,0,0\nc,1,0\nd,1,0\ne,0,0\n");
        writeRun();
    }

    void wrongUsageExitsWith2_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("labels missing") << QStringList{QStringLiteral("--predictions"), path("p.csv")};
        QTest::newRow("both kinds") << QStringList{QStringLiteral("--run"), path("w/runs/one"),
                                                   QStringLiteral("--labels"), path("l.csv")};
        QTest::newRow("unknown split") << QStringList{QStringLiteral("--run"), path("w/runs/one"),
                                                      QStringLiteral("--split"), QStringLiteral("holdout")};
        QTest::newRow("localization of tables")
            << QStringList{QStringLiteral("--predictions"), path("p.csv"), QStringLiteral("--labels"), path("l.csv"),
                           QStringLiteral("--localization")};
    }

    void wrongUsageExitsWith2() {
        QFETCH(QStringList, arguments);
        const auto run = evaluate(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.saysOneLine(), run.diagnostics.constData());
    }

    void badInputExitsWith3_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const auto tables = [&](const QString& predictions, const QString& labels) {
            return QStringList{QStringLiteral("--predictions"), predictions, QStringLiteral("--labels"), labels};
        };
        write("short.csv", "Image Index,Mass\na,0\nb\n");
        write("strangers.csv", "Image Index,Mass\nx,0\ny,1\n");
        write("w/runs/empty/experiment.toml", "[data]\ndataset = \"films\"\n");
        write("w/runs/gone/experiment.toml", "[data]\ndataset = \"no-such-folder\"\n");
        QTest::newRow("absent predictions") << tables(path("absent.csv"), path("l.csv")) << QByteArray("absent.csv");
        QTest::newRow("a short row") << tables(path("p.csv"), path("short.csv")) << QByteArray("short.csv:3");
        QTest::newRow("no image in common") << tables(path("p.csv"), path("strangers.csv")) << QByteArray("p.csv");
        QTest::newRow("absent run") << QStringList{QStringLiteral("--run"), path("w/runs/absent")}
                                    << QByteArray("runs/absent");
        QTest::newRow("run without weights")
            << QStringList{QStringLiteral("--run"), path("w/runs/empty")} << QByteArray("runs/empty");
        QTest::newRow("data set gone") << QStringList{QStringLiteral("--run"), path("w/runs/gone")}
                                       << QByteArray("no-such-folder");
    }

    void badInputExitsWith3() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const auto run = evaluate(arguments);
        QVERIFY2(run.saysOneLine(), run.diagnostics.constData());
        QVERIFY2(run.diagnostics.contains(named), run.diagnostics.constData());
        QCOMPARE(run.exitCode, 3);
    }

    void judgesTables() {
        const QStringList arguments = {QStringLiteral("--predictions"), path("p.csv"),
                                       QStringLiteral("--labels"),      path("l.csv"),
                                       QStringLiteral("--split"),       QStringLiteral("test")};
        const auto run = evaluate(arguments + QStringList{QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        const QJsonObject classes = run.json().value(QLatin1String("classes")).toObject();
        const QJsonObject mass = classes.value(QLatin1String("Mass")).toObject();
        QCOMPARE(mass.value(QLatin1String("auc")).toDouble(), .75);
        QCOMPARE(mass.value(QLatin1String("positives")).toInt(), 2);
        QVERIFY(std::abs(mass.value(QLatin1String("average_precision")).toDouble() - 5. / 6) < 1e-12);
        QVERIFY(std::abs(mass.value(QLatin1String("auc_low")).toDouble() -
                         (.75 - 1.959963984540054 * std::sqrt(.125))) < 1e-12);
        QCOMPARE(mass.value(QLatin1String("auc_high")).toDouble(), 1.);
        const QJsonObject hernia = classes.value(QLatin1String("Hernia")).toObject();
        for (const char* key : {"auc", "auc_low", "auc_high", "average_precision"})
            QVERIFY(hernia.value(QLatin1String(key)).isNull());
        QCOMPARE(hernia.value(QLatin1String("negatives")).toInt(), 4);
        QCOMPARE(run.json().value(QLatin1String("mean_auc")).toDouble(), .75);

        const auto table = evaluate(arguments);
        QCOMPARE(table.exitCode, 0);
        QVERIFY(table.output.contains("undefined") && table.output.contains("Research use only"));
    }

    // docs/prediction.md shows two tables and the answer to them.
    void answersAsTheDocumentationSays() {
        QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/prediction.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const auto block = [&](const QByteArray& language) {
            const auto begin = text.indexOf("```" + language + "\n");
            const auto first = text.indexOf('\n', begin) + 1;
            return begin < 0 ? QByteArray() : text.mid(first, text.indexOf("```", first) - first);
        };
        const auto run = evaluate({QStringLiteral("--json"), QStringLiteral("--predictions"),
                                   write("doc/predictions.csv", block("predictions.csv")), QStringLiteral("--labels"),
                                   write("doc/labels.csv", block("labels.csv"))});
        QVERIFY2(run.exitCode == 0, run.diagnostics.constData());
        QCOMPARE(run.output, block("json"));
    }

    void judgesARunByItsWeightsAndItsPredictions() {
        const QStringList arguments = {QStringLiteral("--run"), path("w/runs/one"), QStringLiteral("--json")};
        const auto byWeights = evaluate(arguments + QStringList{QStringLiteral("--localization")});
        QVERIFY2(byWeights.exitCode == 0, byWeights.diagnostics.constData());
        QJsonObject classes = byWeights.json().value(QLatin1String("classes")).toObject();
        QCOMPARE(classes.value(QLatin1String("Nodule")).toObject().value(QLatin1String("positives")).toInt(), 3);
        QCOMPARE(classes.value(QLatin1String("Effusion")).toObject().value(QLatin1String("negatives")).toInt(), 4);
        QVERIFY(classes.value(QLatin1String("Pleural_Thickening")).toObject().value(QLatin1String("auc")).isNull());
        const QJsonObject localization = byWeights.json().value(QLatin1String("localization")).toObject();
        QCOMPARE(localization.value(QLatin1String("cases")).toInt(), 1);
        QCOMPARE(localization.value(QLatin1String("peak_in_box")).toDouble(), 1.);
        QCOMPARE(localization.value(QLatin1String("mean_position_in_box")).toDouble(), 1.);
        QVERIFY(localization.value(QLatin1String("classes")).toObject().contains(QLatin1String("Nodule")));

        // A table that ranks every Nodule above the rest; it covers the test part alone.
        QByteArray table = "Image Index,Patient ID,Split,Nodule,Effusion,Pleural_Thickening\n";
        for (int i = 6; i < 12; ++i)
            table += "0000000" + QByteArray::number(100 + i).right(2) + "_000.png," + QByteArray::number(i + 1) +
                     ",test," + (i % 6 < 2 || i % 6 == 5 ? "0.9" : "0.1") + ",0.5,0.5\n";
        const QString predictions = write("w/runs/one/predictions.csv", table);
        const auto byTable = evaluate(arguments);
        QVERIFY2(byTable.exitCode == 0, byTable.diagnostics.constData());
        classes = byTable.json().value(QLatin1String("classes")).toObject();
        QCOMPARE(classes.value(QLatin1String("Nodule")).toObject().value(QLatin1String("auc")).toDouble(), 1.);
        QCOMPARE(byTable.json().value(QLatin1String("mean_auc")).toDouble(), .75);
        const auto whole = evaluate(arguments + QStringList{QStringLiteral("--split"), QStringLiteral("all")});
        classes = whole.json().value(QLatin1String("classes")).toObject();
        QCOMPARE(classes.value(QLatin1String("Nodule")).toObject().value(QLatin1String("positives")).toInt(), 6);
        QVERIFY(QFile::remove(predictions));
    }

    // Another patient of one film may draw a film of the training part into the test part.
    void refusesTheSplitOfADataSetThatHasChanged() {
        const QByteArray experiment =
            "[data]\ndataset = \"films\"\nclasses = [\"Nodule\", \"Effusion\", \"Pleural_Thickening\"]\n";
        write("w/runs/two/experiment.toml", experiment);
        const auto parsed = roentgen::parseExperiment(experiment.toStdString());
        QVERIFY(bool(parsed));
        const auto trainedOn = roentgen::datasets::openDataset(*parsed, path("w").toStdString());
        QVERIFY2(bool(trainedOn), trainedOn ? "" : trainedOn.error().toLine().c_str());
        writeSmallModel(path("w/runs/two/best.safetensors").toStdString(), 1, false, trainedOn->sha256);
        const QStringList arguments = {QStringLiteral("--run"), path("w/runs/two"), QStringLiteral("--json")};
        const auto same = evaluate(arguments);
        QVERIFY2(same.exitCode == 0, same.diagnostics.constData());

        QFile table(path("w/films/Data_Entry_2017_v2020.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray before = table.readAll();
        table.close();
        QByteArray after = before;
        after.replace(",0,12,40,", ",0,11,40,"); // the last film's patient
        QVERIFY(after != before);
        write("w/films/Data_Entry_2017_v2020.csv", after);
        for (const char* split : {"", "test", "validation", "train"}) {
            const auto changed =
                evaluate(*split ? arguments + QStringList{QStringLiteral("--split"), QLatin1String(split)} : arguments);
            QCOMPARE(changed.exitCode, 3);
            QVERIFY2(changed.saysOneLine(), changed.diagnostics.constData());
            QVERIFY2(changed.diagnostics.contains("--split all") && changed.diagnostics.contains("/w/films"),
                     changed.diagnostics.constData());
        }
        const auto all = evaluate(arguments + QStringList{QStringLiteral("--split"), QStringLiteral("all")});
        QVERIFY2(all.exitCode == 0, all.diagnostics.constData());
        write("w/films/Data_Entry_2017_v2020.csv", before);
        QCOMPARE(evaluate(arguments).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(RoentgenEvaluateTest)
#include "roentgen_evaluate_test.moc"
