// A thread that waits for the next parallel region spins for as long as it was told, and then sleeps.
#include "engine/programs/openmp_spin.h"

#include <QProcess>
#include <QTest>

class OpenmpSpinTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spinsAsLongAsItIsTold_data() {
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {1, 10, 40})
            QTest::addRow("%d ms", milliseconds) << milliseconds;
    }

    void spinsAsLongAsItIsTold() {
        QFETCH(int, milliseconds);
        const double spun = spunSeconds(QByteArray::number(qlonglong(roentgen::openmpSpinCount(milliseconds))));
        const double asked = double(milliseconds) / 1000;
        QVERIFY2(spun > asked / 2 && spun < asked * 2 + 0.001, qPrintable(QString::number(spun)));
    }

    void withoutSpinningItSleeps() { QVERIFY(spunSeconds("0") < 0.001); }

    // libgomp itself prints what it goes by.
    void theTrainersOpenMpGoesByIt_data() {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QByteArray>("set"); // by the user
        QTest::newRow("as it is") << 0 << QByteArray();
        QTest::newRow("5 ms") << 5 << QByteArray();
        QTest::newRow("the user's own stays") << 5 << QByteArray("1234");
    }

    void theTrainersOpenMpGoesByIt() {
        QFETCH(int, milliseconds);
        QFETCH(QByteArray, set);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OMP_DISPLAY_ENV"), QStringLiteral("VERBOSE"));
        environment.remove(QStringLiteral("OMP_WAIT_POLICY"));
        if (!set.isEmpty())
            environment.insert(QStringLiteral("GOMP_SPINCOUNT"), QString::fromLatin1(set));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-train"),
                      {QStringLiteral("--benchmark"), QStringLiteral("--steps"), QStringLiteral("8"),
                       QStringLiteral("--set"), QStringLiteral("distributed.spin_ms=%1").arg(milliseconds),
                       QStringLiteral("--set"), QStringLiteral("model.architecture=resnet18"), QStringLiteral("--set"),
                       QStringLiteral("data.image_size=32"), QStringLiteral("--set"),
                       QStringLiteral("training.local_batch=2"), QStringLiteral("--set"),
                       QStringLiteral("distributed.threads_per_rank=1")});
        QVERIFY(process.waitForFinished(120000));
        QCOMPARE(process.exitCode(), 0);
        const QByteArray said = process.readAllStandardError(), name = "GOMP_SPINCOUNT = '";
        QVERIFY(said.contains(name));
        const qsizetype begin = said.lastIndexOf(name) + name.size();
        const double count = said.mid(begin, said.indexOf('\'', begin) - begin).toDouble();
        const double wanted = !set.isEmpty()     ? set.toDouble()
                              : milliseconds > 0 ? double(roentgen::openmpSpinCount(milliseconds))
                                                 : 300000; // libgomp's own
        const double tolerance = set.isEmpty() && milliseconds > 0 ? 2 : 1;
        QVERIFY2(count >= wanted / tolerance && count <= wanted * tolerance, qPrintable(QString::number(count)));
    }

private:
    // Processor time that the second thread of a pair spends between two regions that lie 100 ms apart.
    static double spunSeconds(const QByteArray& count) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("GOMP_SPINCOUNT"), QString::fromLatin1(count));
        environment.insert(QStringLiteral("OMP_NUM_THREADS"), QStringLiteral("2"));
        environment.remove(QStringLiteral("OMP_WAIT_POLICY"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ROENTGEN_BIN_DIR "/../tests/waiting_pair"), QStringList());
        if (!process.waitForFinished(30000) || process.exitCode() != 0)
            qFatal("waiting_pair failed");
        return process.readAll().trimmed().toDouble();
    }
};

QTEST_APPLESS_MAIN(OpenmpSpinTest)
#include "openmp_spin_test.moc"
