// The self-check on the processor, and what it refuses. Half a minute on two busy cores: it trains twenty steps.
#include <QProcess>
#include <QtTest>

class RoentgenSelfcheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesOnTheProcessor() {
        run({QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--size"), QStringLiteral("64")});
        QVERIFY2(m_exitCode == 0, m_output.constData());
        QVERIFY2(!m_output.contains("FAILED"), m_output.constData());
        QCOMPARE(m_output.count("\nok "), 14);
        QVERIFY2(m_output.contains("\n14 checks passed"), m_output.constData());
        for (const char* said : {"bf16", "losses of 4 steps, bf16", "weights saved"})
            QVERIFY2(m_output.contains(said), said);
        // The processor is not compared with itself.
        for (const char* notSaid : {"\nok     optimizer", "\nok     gradient of ", "losses of 4 steps, fp32"})
            QVERIFY2(!m_output.contains(notSaid), notSaid);
        for (const QByteArray& line : m_output.split('\n'))
            if (line.startsWith("ok     logits") || line.startsWith("ok     gradients"))
                QVERIFY2(!line.contains(" 0.00e+00 "), line.constData());
    }

    void refusesWhatItCannotDo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--gpu")} << 2 << QByteArray("--gpu");
        QTest::newRow("unknown device") << QStringList{QStringLiteral("--device"), QStringLiteral("tpu")} << 2
                                        << QByteArray("--device");
        QTest::newRow("no such size") << QStringList{QStringLiteral("--size"), QStringLiteral("7")} << 2
                                      << QByteArray("32 to 1024");
        QTest::newRow("unknown architecture")
            << QStringList{QStringLiteral("--architecture"), QStringLiteral("lenet")} << 2 << QByteArray("lenet");
    }

    void refusesWhatItCannotDo() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        run(arguments);
        QCOMPARE(m_exitCode, exitCode);
        QVERIFY2(m_output.contains(says), m_output.constData());
    }

private:
    void run(const QStringList& arguments) {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-selfcheck"), arguments);
        QVERIFY(program.waitForFinished(250000));
        m_exitCode = program.exitCode();
        m_output = program.readAll();
    }

    int m_exitCode = -1;
    QByteArray m_output;
};

QTEST_GUILESS_MAIN(RoentgenSelfcheckTest)
#include "roentgen_selfcheck_test.moc"
