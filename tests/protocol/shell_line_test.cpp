#include "engine/protocol/shell_line.h"

#include <QProcess>
#include <QtTest>

using namespace roentgen;

class ShellLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotesWhatNeedsIt() {
        QCOMPARE(quoteForShell({"env", "A=1", "it's", "two words", "", "=ls"}),
                 std::string("env A=1 'it'\\''s' 'two words' '' '=ls'"));
        QCOMPARE(quoteForShell({}), std::string());
    }

    void aShellReadsBackWhatIsQuoted() {
        const std::vector<std::string> arguments = {"plain-1.2", "",     "two words", "it's", "$(touch x)",
                                                    "`id`",      "a\"b", "胸\n片",    "*"};
        QProcess shell;
        shell.start(QStringLiteral("sh"),
                    {QStringLiteral("-c"), QStringLiteral("for a in ") +
                                               QString::fromStdString(quoteForShell(arguments)) +
                                               QStringLiteral("; do printf '%s\\0' \"$a\"; done")});
        QVERIFY(shell.waitForFinished());
        QByteArray expected;
        for (const std::string& argument : arguments)
            expected += QByteArray::fromStdString(argument) + '\0';
        QCOMPARE(shell.readAllStandardOutput(), expected);
    }
};

QTEST_GUILESS_MAIN(ShellLineTest)
#include "shell_line_test.moc"
