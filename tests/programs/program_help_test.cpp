// What every program and verb says with --help, and the man pages and completion that are made from it.
#include "tests/programs/finished_program.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen::tests;

namespace {

struct Help {
    QStringList command; // program, verbs
    QString text;

    QString section(const QString& name) const {
        const qsizetype at = text.indexOf(QLatin1Char('\n') + name + QStringLiteral(":\n"));
        return at < 0 ? QString() : text.mid(at + name.size() + 3).section(QStringLiteral("\n\n"), 0, 0);
    }
    QStringList verbs() const {
        static const QRegularExpression item(QStringLiteral("^  (\\S+)"), QRegularExpression::MultilineOption);
        QStringList names;
        for (auto found = item.globalMatch(section(QStringLiteral("Subcommands"))); found.hasNext();)
            names << found.next().captured(1);
        return names;
    }
    QStringList options() const {
        static const QRegularExpression item(QStringLiteral("^  (?:-\\w, ?)?(--[\\w-]+)"),
                                             QRegularExpression::MultilineOption);
        QStringList names;
        for (auto found = item.globalMatch(section(QStringLiteral("Options"))); found.hasNext();)
            names << found.next().captured(1);
        return names;
    }
};

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

FinishedProgram run(const QString& program, const QStringList& arguments, const QStringList& environment = {}) {
    QProcess process;
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class ProgramHelpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyHelpSaysHowAndShowsAnExample();
    void everyOptionStandsInManualAndCompletion();
    void theManualsAreGoodRoff();
    void completesAsTheHelpSays_data();
    void completesAsTheHelpSays();
    void anInstallationHoldsTheProgramsAndTheirManuals();

private:
    void collect(const QStringList& command);

    QTemporaryDir m_folder;
    QVector<Help> m_helps;
};

void ProgramHelpTest::collect(const QStringList& command) {
    const auto help =
        runProgram(command.first().toUtf8().constData(), command.mid(1) + QStringList{QStringLiteral("--help")});
    QVERIFY2(help.exitCode == 0, qPrintable(command.join(QLatin1Char(' '))));
    QVERIFY2(help.diagnostics.isEmpty(), help.diagnostics.constData());
    m_helps.append({command, QString::fromUtf8(help.output)});
    const QStringList verbs = m_helps.last().verbs();
    for (const QString& verb : verbs)
        collect(command + QStringList{verb});
}

void ProgramHelpTest::initTestCase() {
    for (const QString& program : QStringLiteral(ROENTGEN_PROGRAMS).split(QLatin1Char(',')))
        collect({program});
    QVERIFY2(m_helps.size() > 35, qPrintable(QString::number(m_helps.size())));
    const auto made = run(QStringLiteral(ROENTGEN_SOURCE_DIR "/packaging/make-manuals.sh"),
                          {QStringLiteral(ROENTGEN_BIN_DIR), m_folder.path()});
    QVERIFY2(made.exitCode == 0 && made.diagnostics.isEmpty(), made.diagnostics.constData());
}

void ProgramHelpTest::everyHelpSaysHowAndShowsAnExample() {
    for (const Help& help : m_helps) {
        const QString words = help.command.join(QLatin1Char(' '));
        QVERIFY2(!help.text.contains(QStringLiteral("executable_name")), qPrintable(help.text));
        QVERIFY2(help.text.contains(QStringLiteral("Usage: ") + words), qPrintable(help.text));
        QVERIFY2(help.options().contains(QStringLiteral("--help")), qPrintable(help.text));
        const QString example = help.text.section(QStringLiteral("\nExample: "), 1).section(QLatin1Char('\n'), 0, 0);
        QVERIFY2(example.contains(words),
                 qPrintable(words + QStringLiteral(" has no example of itself:\n") + help.text));
    }
}

void ProgramHelpTest::everyOptionStandsInManualAndCompletion() {
    int options = 0;
    for (const Help& help : m_helps) {
        const QString& program = help.command.first();
        const QString verb = help.command.mid(1).join(QLatin1Char(' '));
        const QString manual = textOf(m_folder.filePath(QStringLiteral("man1/%1.1").arg(program)))
                                   .replace(QStringLiteral("\\-"), QStringLiteral("-"));
        const QString part = verb.isEmpty() ? manual.section(QStringLiteral(".SH COMMANDS"), 0, 0)
                                            : manual.section(QStringLiteral(".SS \"%1 %2 ").arg(program, verb), 1)
                                                  .section(QStringLiteral("\n.SS "), 0, 0);
        QVERIFY2(!part.isEmpty(), qPrintable(help.command.join(QLatin1Char(' '))));
        const QString completion = textOf(m_folder.filePath(QStringLiteral("completions/") + program));
        const QString arm =
            completion.section(QStringLiteral("\n    '%1') ").arg(verb), 1).section(QStringLiteral(";;"), 0, 0);
        for (const QString& option : help.options()) {
            const QRegularExpression word(QStringLiteral("(?<![\\w-])") + option + QStringLiteral("(?![\\w-])"));
            QVERIFY2(part.contains(word), qPrintable(option + QLatin1Char('\n') + part));
            QVERIFY2(arm.contains(word), qPrintable(option + QLatin1Char('\n') + arm));
            ++options;
        }
        for (const QString& name : help.verbs())
            QVERIFY2(arm.contains(name), qPrintable(arm));
    }
    QVERIFY(options > 150);
}

void ProgramHelpTest::theManualsAreGoodRoff() {
    const QDir pages(m_folder.filePath(QStringLiteral("man1")));
    QCOMPARE(pages.entryList({QStringLiteral("*.1")}).size(),
             QStringLiteral(ROENTGEN_PROGRAMS).count(QLatin1Char(',')) + 1);
    for (const QString& page : pages.entryList({QStringLiteral("*.1")})) {
        const auto shown =
            run(QStringLiteral("groff"), {QStringLiteral("-k"), QStringLiteral("-man"), QStringLiteral("-Tutf8"),
                                          QStringLiteral("-ww"), pages.filePath(page)});
        QVERIFY2(shown.exitCode == 0 && shown.diagnostics.isEmpty(), shown.diagnostics.constData());
        QVERIFY(shown.output.contains("SYNOPSIS") || shown.output.contains("S\bSY\bYN"));
    }
}

void ProgramHelpTest::completesAsTheHelpSays_data() {
    QTest::addColumn<QStringList>("typed");
    QTest::addColumn<QString>("offered");
    const auto row = [](const char* typed, const char* offered) {
        QTest::newRow(typed) << QString::fromLatin1(typed).split(QLatin1Char(' ')) << QString::fromLatin1(offered);
    };
    row("roentgen-run st", "start status stop");
    row("roentgen-run target t", "test trust");
    row("roentgen-run --version li", "list");
    row("roentgen-run plan --scaling w", "weak");
    row("roentgen-run start --ta", "--target");
    row("roentgen-run start --target list --wa", "--wait"); // a value is no verb
    row("roentgen-run delete chest-", "chest-1 chest-2");
    row("roentgen-run stop --wait chest-2", "chest-2");
    row("roentgen-data --versi", "--version");
    row("roentgen-predict --precision b", "bf16");
    row("roentgen-selfcheck --device c", "cpu cuda");
    row("roentgen-train --bench", "--benchmark");
    row("roentgen --scr", "--screenshot");
}

void ProgramHelpTest::completesAsTheHelpSays() {
    QFETCH(QStringList, typed);
    QFETCH(QString, offered);
    QTemporaryDir workspace;
    for (const char* name : {"chest-1", "chest-2"}) {
        const QString run = workspace.filePath(QStringLiteral("runs/") + QLatin1String(name));
        QFile experiment(run + QStringLiteral("/experiment.toml"));
        QVERIFY(QDir().mkpath(run) && experiment.open(QIODevice::WriteOnly));
    }
    QString function = QLatin1Char('_') + typed.first();
    function.replace(QLatin1Char('-'), QLatin1Char('_'));
    const QString script = QStringLiteral("set -u; source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); %1; "
                                          "echo ${COMPREPLY[*]-}")
                               .arg(function);
    const auto done = run(
        QStringLiteral("bash"),
        QStringList{QStringLiteral("-c"), script, m_folder.filePath(QStringLiteral("completions/") + typed.first())} +
            typed,
        {QStringLiteral("ROENTGEN_WORKSPACE=") + workspace.path()});
    QCOMPARE(QString::fromUtf8(done.diagnostics), QString());
    QCOMPARE(QString::fromUtf8(done.output).trimmed(), offered);
}

void ProgramHelpTest::anInstallationHoldsTheProgramsAndTheirManuals() {
    QTemporaryDir prefix;
    const auto installed =
        run(QStringLiteral("cmake"), {QStringLiteral("--install"), QStringLiteral(ROENTGEN_BUILD_DIR),
                                      QStringLiteral("--prefix"), prefix.path()});
    QVERIFY2(installed.exitCode == 0, installed.diagnostics.constData());
    for (const QString& program : QStringLiteral(ROENTGEN_PROGRAMS).split(QLatin1Char(','))) {
        const auto version = run(prefix.filePath(QStringLiteral("bin/") + program), {QStringLiteral("--version")});
        QVERIFY2(version.exitCode == 0 && version.output.startsWith(program.toUtf8() + ' '), qPrintable(program));
        QVERIFY(QFile::exists(prefix.filePath(QStringLiteral("share/man/man1/%1.1").arg(program))));
        QVERIFY(QFile::exists(prefix.filePath(QStringLiteral("share/bash-completion/completions/") + program)));
    }
}

QTEST_GUILESS_MAIN(ProgramHelpTest)
#include "program_help_test.moc"
