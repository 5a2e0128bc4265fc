// The list of refused files, and the words of the index in the window.
#include "app/engine_error.h"
#include "app/refusal_words.h"
#include "app/studies/data_words.h"
#include "app/studies/problem_dialog.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

DataProblem manyProblems() {
    DataProblem problem{"unreadable_image", "35 files could not be read as images.", 35, {}};
    for (int i = 34; i >= 0; --i) {
        problem.examples.push_back({"/films/a/img" + std::to_string(i) + ".dcm", "damaged, \"cut\" file"});
    }
    return problem;
}

// The codes of a table of sentences in the engine's source.
QStringList codesIn(const char* source, const QString& pattern) {
    QFile file(QStringLiteral(ROENTGEN_SOURCE_DIR "/engine/") + QLatin1String(source));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList codes;
    const QString text = QString::fromUtf8(file.readAll());
    const QRegularExpression expression(pattern);
    for (auto matches = expression.globalMatch(text); matches.hasNext();) {
        codes << matches.next().captured(1);
    }
    return codes;
}

} // namespace

class ProblemDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allFilesAreListedPathFirst() {
        ProblemDialog dialog(manyProblems(), QStringLiteral("/films"), nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* table = dialog.findChild<QTableView*>(QStringLiteral("problems"));
        QCOMPARE(table->model()->rowCount(), 35);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("a/img0.dcm"));
        QCOMPARE(table->model()->index(10, 0).data().toString(), QStringLiteral("a/img10.dcm")); // by number
        QCOMPARE(table->model()->index(10, 1).data().toString(), QStringLiteral("damaged, \"cut\" file"));
    }

    void clickedHeaderSorts() {
        ProblemDialog dialog(manyProblems(), QStringLiteral("/films"), nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* table = dialog.findChild<QTableView*>(QStringLiteral("problems"));
        QHeaderView* header = table->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(40, header->height() / 2));
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("a/img34.dcm"));
    }

    void longListsAreSortedAside() {
        DataProblem problem{"unreadable_image", "", 0, {}};
        for (int i = ProblemModel::MostSortedAtOnce + 10; i >= 0; --i) {
            problem.examples.push_back({"/films/img" + std::to_string(i) + ".dcm", "damaged"});
        }
        ProblemModel model(problem, QStringLiteral("/films"), nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString first = model.index(0, 0).data().toString();
        model.sort(ProblemModel::PlaceColumn, Qt::DescendingOrder);
        model.sort(ProblemModel::PlaceColumn, Qt::AscendingOrder); // the last one counts
        QCOMPARE(model.index(0, 0).data().toString(), first);      // not while the window waits
        QTRY_COMPARE(model.index(0, 0).data().toString(), QStringLiteral("img0.dcm"));
        QCOMPARE(model.index(11, 0).data().toString(), QStringLiteral("img11.dcm"));
    }

    void chosenRowsAreCopiedElseAll() {
        ProblemDialog dialog(manyProblems(), QStringLiteral("/films"), nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* table = dialog.findChild<QTableView*>(QStringLiteral("problems"));
        dialog.copy();
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 35);
        table->selectRow(2);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a/img2.dcm\tdamaged, \"cut\" file\n"));
    }

    void listIsExportedWithWholePaths() {
        QTemporaryDir folder;
        ProblemDialog dialog(manyProblems(), QStringLiteral("/films"), nullptr);
        const QString path = folder.filePath(QStringLiteral("list.csv"));
        QVERIFY(dialog.exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 37); // header, 35, after the last line end
        QCOMPARE(lines[0], QByteArray("File,Reason"));
        QCOMPARE(lines[1], QByteArray("/films/a/img0.dcm,\"damaged, \"\"cut\"\" file\""));
        QVERIFY(!dialog.exportTo(folder.filePath(QStringLiteral("no/list.csv"))));
    }

    void onlyFilesOfTheFolderGetItBefore() {
        QTemporaryDir folder;
        QFile film(folder.filePath(QStringLiteral("a.png")));
        QVERIFY(film.open(QIODevice::WriteOnly));
        const DataProblem problem{"unlabelled_image",
                                  "",
                                  4,
                                  {{"/elsewhere/b.png", ""},
                                   {"a.png", ""},
                                   {"c.png (labels.csv:3)", ""},
                                   {folder.path().toStdString() + "/d/e.png", ""}}};
        const ProblemModel model(problem, folder.path(), nullptr);
        QCOMPARE(model.fullPlace(0), QStringLiteral("/elsewhere/b.png"));
        QCOMPARE(model.fullPlace(1), film.fileName());
        QCOMPARE(model.fullPlace(2), QStringLiteral("c.png (labels.csv:3)"));
        QCOMPARE(model.fullPlace(3), folder.filePath(QStringLiteral("d/e.png")));
    }

    void refusalsAreSaidInWords() {
        const DataProblem problem{"refused_pixels", "", 1, {{"/films/a.dcm", "bits_allocated 12"}}};
        ProblemModel model(problem, QStringLiteral("/films"), nullptr);
        QCOMPARE(model.index(0, 1).data().toString(),
                 QStringLiteral("Pixels of 12 bits are not read; those of 8 and 16 bits are."));
    }

    void reasonsAreSaidInWords() {
        QCOMPARE(reasonText({"a.jpg", "the JPEG file ends early: copy or download it again", "jpeg_ends_early"}),
                 QStringLiteral("The JPEG file ends early."));
        QCOMPARE(reasonText({"a.dcm", "this DICOM file holds no image", "other_object RT Plan"}),
                 QStringLiteral("The DICOM file holds no image (it is: RT Plan)."));
        QCOMPARE(reasonText({"labels.csv:3", "something else: try again"}),
                 QStringLiteral("something else: try again"));
        const EngineError error{QStringLiteral("the JPEG file ends early"),
                                QStringLiteral("/films/a.jpg"),
                                QStringLiteral("try"),
                                false,
                                QStringLiteral("data"),
                                "jpeg_ends_early"};
        QCOMPARE(error.toText(), QStringLiteral("The JPEG file ends early (/films/a.jpg): copy or download it again"));
    }

    // Else the window would say it in English.
    void imagesAreRefusedByAKindOnly() {
        QDirIterator files(QStringLiteral(ROENTGEN_SOURCE_DIR "/engine/imaging"), {QStringLiteral("*.cpp")},
                           QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY2(file.fileName().endsWith(QStringLiteral("/refusal.cpp")) ||
                         (!text.contains("dataError(") && !text.contains("environmentError(")),
                     qPrintable(file.fileName()));
        }
    }

    void everyFolderThatIsRefusedHasItsWords() {
        QDirIterator files(QStringLiteral(ROENTGEN_SOURCE_DIR "/engine/datasets"), {QStringLiteral("*.cpp")},
                           QDir::Files);
        int count = 0;
        while (files.hasNext()) {
            const QStringList kinds =
                codesIn(qPrintable(QStringLiteral("datasets/") + QFileInfo(files.next()).fileName()),
                        QStringLiteral("ofKind\\(\"([a-z_0-9]+)"));
            for (const QString& kind : kinds) {
                QVERIFY2(!refusalWords(kind).isEmpty() && !refusalRemedy(kind).isEmpty(), qPrintable(kind));
            }
            count += int(kinds.size());
        }
        QVERIFY2(count > 12, qPrintable(QString::number(count)));
    }

    void everyCodeHasItsWords_data() {
        QTest::addColumn<bool>("isRefusal");
        const QStringList problems =
            codesIn("datasets/problem_list.cpp", QStringLiteral("\\n    \\{\"([a-z_0-9]+)\","));
        QVERIFY2(problems.size() > 18, qPrintable(problems.join(QLatin1Char(' '))));
        for (const QString& code : problems) {
            QTest::newRow(qPrintable(code)) << false;
        }
        const QStringList refusals = codesIn("imaging/refusal.cpp", QStringLiteral("\\n    \\{\"([a-z_0-9]+)\","));
        QVERIFY2(refusals.size() > 50, qPrintable(refusals.join(QLatin1Char(' '))));
        for (const QString& code : refusals) {
            QTest::newRow(qPrintable(code)) << true;
        }
    }
    void everyCodeHasItsWords() {
        QFETCH(bool, isRefusal);
        const QString code = QLatin1String(QTest::currentDataTag());
        const QString text = isRefusal ? refusalText(code + QStringLiteral(" 12"))
                                       : problemText({code.toStdString(), "the engine's", 3, {}});
        if (isRefusal) {
            QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/images.md"));
            QVERIFY(page.open(QIODevice::ReadOnly));
            QVERIFY(page.readAll().contains("| `" + code.toUtf8() + "` |"));
        }
        QVERIFY2(text != QLatin1String("the engine's") && !text.startsWith(code), qPrintable(text));
    }

    void namesAreSaidAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("said");
        QTest::newRow("Doe^Jo^^") << "Doe, Jo";
        QTest::newRow("DOE") << "DOE";
        QTest::newRow("Yamada^Tarou=山田^太郎=やまだ^たろう")
            << QStringLiteral("Yamada, Tarou (山田, 太郎, やまだ, たろう)");
        QTest::newRow("^^^") << "";
    }
    void namesAreSaidAsPeopleWriteThem() { QTEST(personName(QString::fromUtf8(QTest::currentDataTag())), "said"); }
};

QTEST_MAIN(ProblemDialogTest)
#include "problem_dialog_test.moc"
