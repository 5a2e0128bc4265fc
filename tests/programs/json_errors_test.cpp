// Where --json is given an error is an object on standard output as well, whatever went wrong and in which program.
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"
#include "tests/programs/finished_program.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::tests;

class JsonErrorsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void everyProgramSaysWhatFailed_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("arguments");
        const auto row = [](const char* program, const char* arguments) {
            QTest::addRow("%s %s", program, arguments)
                << QString::fromLatin1(program) << QString::fromLatin1(arguments);
        };
        row("roentgen-run", "list --json --workspace HERE/typo");
        row("roentgen-run", "start HERE/none.toml --json --workspace HERE");
        row("roentgen-run", "export nosuch --json --workspace HERE");
        row("roentgen-run", "start HERE/none.toml --json --workspace HERE/typo");
        row("roentgen-run", "sweep HERE/none.toml --json --workspace HERE/typo");
        row("roentgen-run", "start --json --colour red");
        row("roentgen-run", "status nosuch --json --workspace HERE");
        row("roentgen-run", "resume nosuch --json --workspace HERE");
        row("roentgen-run", "target show nosuch --json --workspace HERE");
        row("roentgen-run", "plan HERE/none.toml --json");
        row("roentgen-run", "delete nosuch --json --workspace HERE");
        row("roentgen-data", "index HERE/none --json");
        row("roentgen-data", "show HERE/none.png --out HERE/x.png --json");
        row("roentgen-data", "split HERE/none --json");
        row("roentgen-data", "labels HERE/none --json");
        row("roentgen-predict", "--json --weights HERE/none.safetensors HERE/film.png");
        row("roentgen-evaluate", "--json --run HERE/none");
        row("roentgen-train", "--benchmark --json --steps 3");
    }
    void everyProgramSaysWhatFailed() {
        QFETCH(QString, program);
        QFETCH(QString, arguments);
        arguments.replace(QStringLiteral("HERE"), m_folder.path());
        const FinishedProgram ended = runProgram(program.toLatin1().constData(), arguments.split(QLatin1Char(' ')));
        QCOMPARE(ended.output.count('\n'), qsizetype(1));
        const QJsonObject error = ended.json()[QStringLiteral("error")].toObject();
        QVERIFY2(!error[QStringLiteral("message")].toString().isEmpty(), ended.output.constData());
        QCOMPARE(error[QStringLiteral("exit_code")].toInt(), ended.exitCode);
        QVERIFY(ended.exitCode > 0);
        QVERIFY(error.contains(QStringLiteral("where")) && error.contains(QStringLiteral("hint")));
        // The line for people stays, and says the same.
        QVERIFY2(ended.diagnostics.contains(error[QStringLiteral("message")].toString().toUtf8()),
                 ended.diagnostics.constData());
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("typo"))));
    }

    // What was started is said at once; that it failed, when it has.
    void aRunThatFailsIsAnErrorOfWhoeverWaits() {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("empty")));
        QFile experiment(m_folder.filePath(QStringLiteral("fails.toml")));
        QVERIFY(experiment.open(QIODevice::WriteOnly));
        experiment.write("[data]\ndataset = \"" + m_folder.filePath(QStringLiteral("empty")).toUtf8() + "\"\n");
        experiment.close();
        const QStringList there = {QStringLiteral("--workspace"), m_folder.path(), QStringLiteral("--wait"),
                                   QStringLiteral("--json")};
        for (const QStringList& verb :
             {QStringList{QStringLiteral("start"), experiment.fileName(), QStringLiteral("--id"), QStringLiteral("f")},
              QStringList{QStringLiteral("resume"), QStringLiteral("f")}}) {
            const FinishedProgram ended = runProgram("roentgen-run", verb + there);
            const QList<QByteArray> lines = ended.output.trimmed().split('\n');
            QVERIFY2(lines.size() == 2, ended.output.constData());
            QVERIFY(QJsonDocument::fromJson(lines[0])[QStringLiteral("started")].toBool());
            const QJsonObject error = QJsonDocument::fromJson(lines[1])[QStringLiteral("error")].toObject();
            QCOMPARE(error[QStringLiteral("code")].toString(), QStringLiteral("data"));
            QCOMPARE(error[QStringLiteral("exit_code")].toInt(), ended.exitCode);
            QCOMPARE(ended.exitCode, 3);
            QVERIFY2(error[QStringLiteral("message")].toString().contains(QStringLiteral("ended as failed")),
                     lines[1].constData());
            QVERIFY2(ended.diagnostics.contains(error[QStringLiteral("message")].toString().toUtf8()),
                     ended.diagnostics.constData());
        }
    }

    void withoutJsonNothingIsPrinted() {
        const FinishedProgram ended = runProgram("roentgen-run", {QStringLiteral("status"), QStringLiteral("nosuch"),
                                                                  QStringLiteral("--workspace"), m_folder.path()});
        QCOMPARE(ended.output, QByteArray());
        QVERIFY(ended.saysOneLine());
    }

    void bytesThatAreNoTextAreReplaced() {
        const FailedAnswer failed{{dataError("bad \xff name", "a\"b", ""), ExitData}};
        const QJsonDocument read = QJsonDocument::fromJson(QByteArray::fromStdString(writeMessage(failed)));
        QCOMPARE(read[QStringLiteral("error")][QStringLiteral("where")].toString(), QStringLiteral("a\"b"));
    }
};

QTEST_APPLESS_MAIN(JsonErrorsTest)
#include "json_errors_test.moc"
