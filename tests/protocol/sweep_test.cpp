#include "engine/protocol/key_values.h"
#include "engine/protocol/sweep.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/sweep_record.h"
#include "engine/protocol/sweep_text.h"
#include "engine/protocol/sweep_toml.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace roentgen;

class SweepTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGridHasEveryCombinationInEveryRepeat();
    void keysOfOneGroupChangeTogether();
    void rangesAreSpacedEvenly_data();
    void rangesAreSpacedEvenly();
    void seedsOfRepeatsAreTheOutputsOfSplitMix64();
    void everyCombinationHasTheSameSeeds();
    void randomOrderDrawsDifferentOnesAndTheSameAgain();
    void survivesWritingAndReading_data();
    void survivesWritingAndReading();
    void refusesBadSweeps_data();
    void refusesBadSweeps();
    void aCombinationThatDoesNotGoIsNamedBeforeAnythingStarts();
    void axesAreReadAsTyped_data();
    void axesAreReadAsTyped();
    void refusesWhatIsTypedWrong_data();
    void refusesWhatIsTypedWrong();
    void onlyASingleRunTrains();
    void runsAreCalledAfterWhatVaries();

private:
    static Experiment parsed(const std::string& sweep) {
        const auto experiment = parseExperiment("[data]\ndataset = \"films\"\n" + sweep, "e.toml");
        if (!experiment)
            qFatal("%s", experiment.error().toLine().c_str());
        return *experiment;
    }
    static std::vector<SweepRun> runsOf(const Experiment& experiment) {
        const auto runs = expandSweep(experiment);
        if (!runs)
            qFatal("%s", runs.error().toLine().c_str());
        return *runs;
    }
};

void SweepTest::aGridHasEveryCombinationInEveryRepeat() {
    const Experiment e = parsed("[experiment]\nrepeats = 2\n[sweep]\ntraining.local_batch = [8, 16, 32]\n"
                                "model.normalization = [\"batch\", \"none\"]\n");
    const std::vector<SweepRun> runs = runsOf(e);
    QCOMPARE(runs.size(), size_t(12));
    QCOMPARE(*countSweepRuns(e), int64_t(12));
    // The first axis changes slowest, a repeat is whole before the next begins.
    QCOMPARE(describeOverrides(runs[0].overrides),
             std::string("training.local_batch = 8, model.normalization = batch"));
    QCOMPARE(describeOverrides(runs[1].overrides), std::string("training.local_batch = 8, model.normalization = none"));
    QCOMPARE(describeOverrides(runs[6].overrides), describeOverrides(runs[0].overrides));
    QCOMPARE(runs[6].repeat, int64_t(2));
    std::set<std::string> different;
    for (const SweepRun& run : runs) {
        QVERIFY(!isSweep(run.experiment));
        QCOMPARE(run.experiment.experiment.seed, run.seed);
        different.insert(writeExperiment(run.experiment));
    }
    QCOMPARE(different.size(), size_t(12));
    QCOMPARE(runsOf(parsed("")).size(), size_t(1));
}

void SweepTest::keysOfOneGroupChangeTogether() {
    const std::vector<SweepRun> runs =
        runsOf(parsed("[sweep]\ntraining.epochs = [1, 2]\n[[sweep.together]]\ntraining.local_batch = [4, 8, 16]\n"
                      "distributed.ranks = [4, 2, 1]\n"));
    QCOMPARE(runs.size(), size_t(6));
    for (const SweepRun& run : runs)
        QCOMPARE(run.experiment.training.localBatch * run.experiment.distributed.ranks, int64_t(16));
}

void SweepTest::rangesAreSpacedEvenly_data() {
    QTest::addColumn<QString>("axis");
    QTest::addColumn<QVector<double>>("values");
    QTest::newRow("linear") << "training.learning_rate = { min = 0.1, max = 0.5, count = 5 }"
                            << QVector<double>{0.1, 0.2, 0.3, 0.4, 0.5};
    QTest::newRow("log") << "training.learning_rate = { min = 0.0001, max = 0.01, count = 5, scale = \"log\" }"
                         << QVector<double>{1e-4, std::sqrt(10) * 1e-4, 1e-3, std::sqrt(10) * 1e-3, 1e-2};
    QTest::newRow("whole, by two") << "training.local_batch = { min = 8, max = 256, count = 6, scale = \"log\" }"
                                   << QVector<double>{8, 16, 32, 64, 128, 256};
    QTest::newRow("whole, closer than their number")
        << "training.local_batch = { min = 1, max = 3, count = 9 }" << QVector<double>{1, 2, 3};
}

void SweepTest::rangesAreSpacedEvenly() {
    QFETCH(QString, axis);
    QFETCH(QVector<double>, values);
    const Experiment e = parsed("[sweep]\n" + axis.toStdString());
    const auto found = sweepValues(e.sweep.axes.front());
    QVERIFY(bool(found));
    QCOMPARE(qsizetype(found->size()), values.size());
    for (qsizetype k = 0; k < values.size(); ++k) {
        const KeyValue& value = (*found)[size_t(k)];
        const double number =
            std::holds_alternative<int64_t>(value) ? double(std::get<int64_t>(value)) : std::get<double>(value);
        QVERIFY2(std::fabs(number - values[k]) <= 1e-12 * values[k], qPrintable(QString::number(number)));
    }
    const KeyValue& last = found->back();
    if (std::holds_alternative<double>(last))
        QCOMPARE(std::get<double>(last), values.back()); // the ends are exact
}

void SweepTest::seedsOfRepeatsAreTheOutputsOfSplitMix64() {
    // First outputs for 0 and for 1234567 as published with the reference code (prng.di.unimi.it/splitmix64.c).
    QCOMPARE(repeatSeeds(0, 2), (std::vector<int64_t>{0, int64_t(16294208416658607535u >> 33)}));
    QCOMPARE(repeatSeeds(1234567, 4),
             (std::vector<int64_t>{1234567, int64_t(6457827717110365317u >> 33), int64_t(3203168211198807973u >> 33),
                                   int64_t(9817491932198370423u >> 33)}));
    const std::vector<int64_t> many = repeatSeeds(1, 1000);
    QCOMPARE(std::set<int64_t>(many.begin(), many.end()).size(), size_t(1000));
    const ExperimentKey& key = *findExperimentKey("experiment.seed");
    for (int64_t seed : many)
        QVERIFY(bool(checkKeyValue(key, seed)));
}

void SweepTest::everyCombinationHasTheSameSeeds() {
    const std::vector<SweepRun> runs =
        runsOf(parsed("[experiment]\nrepeats = 3\nseed = 9\n[sweep]\ntraining.epochs = [1, 2]\n"));
    for (const SweepRun& run : runs)
        QCOMPARE(run.seed, repeatSeeds(9, 3)[size_t(run.repeat - 1)]);
}

void SweepTest::randomOrderDrawsDifferentOnesAndTheSameAgain() {
    const char* const text = "[sweep]\norder = \"random\"\ncount = 40\nseed = 3\n"
                             "training.learning_rate = { min = 0.0001, max = 0.1, scale = \"log\" }\n"
                             "training.optimizer = [\"adam\", \"sgd\"]\n";
    const std::vector<SweepRun> runs = runsOf(parsed(text)), again = runsOf(parsed(text));
    QCOMPARE(runs.size(), size_t(40));
    std::set<std::string> different, optimizers;
    int below = 0;
    for (size_t k = 0; k < runs.size(); ++k) {
        QCOMPARE(describeOverrides(runs[k].overrides), describeOverrides(again[k].overrides));
        different.insert(describeOverrides(runs[k].overrides));
        optimizers.insert(runs[k].experiment.training.optimizer);
        const double rate = runs[k].experiment.training.learningRate;
        QVERIFY(rate >= 1e-4 && rate <= 0.1);
        below += rate < std::sqrt(1e-5); // the middle of the log scale
    }
    QCOMPARE(different.size(), size_t(40));
    QCOMPARE(optimizers.size(), size_t(2));
    QVERIFY2(below > 8 && below < 32, qPrintable(QString::number(below))); // p < 0.001 outside
    const auto all = runsOf(parsed("[sweep]\norder = \"random\"\ncount = 6\ntraining.epochs = [1, 2, 3]\n"
                                   "training.local_batch = [4, 8]\n"));
    QCOMPARE(all.size(), size_t(6)); // every one of them, each once
}

void SweepTest::survivesWritingAndReading_data() {
    QTest::addColumn<QString>("sweep");
    QTest::newRow("lists and ranges") << "[sweep]\ntraining.local_batch = [8, 16]\ntraining.learning_rate = { min = "
                                         "0.0001, max = 0.01, count = 5, scale = \"log\" }\naugment.flip = [true, "
                                         "false]\n";
    QTest::newRow("random") << "[sweep]\norder = \"random\"\ncount = 20\nseed = 7\ntraining.learning_rate = { min = "
                               "0.0001, max = 1.0 }\n";
    QTest::newRow("together") << "[sweep]\ntraining.epochs = [1, 2]\n\n[[sweep.together]]\ntraining.local_batch = [4, "
                                 "8]\ndistributed.ranks = [2, 1]\n\n[[sweep.together]]\nmodel.architecture = "
                                 "['densenet121', 'resnet50']\ntraining.learning_rate = [0.001, 0.01]\n";
    QTest::newRow("texts with quotes") << "[sweep]\ndata.classes = [['Mass', 'No\\dule'], [\"Ed'ema\"]]\n";
}

void SweepTest::survivesWritingAndReading() {
    QFETCH(QString, sweep);
    const Experiment e = parsed(sweep.toStdString());
    QCOMPARE(writeSweep(e.sweep), sweep.toStdString());
    const auto read = parseExperiment(writeExperiment(e, WriteKeys::All));
    QVERIFY2(bool(read), read ? "" : read.error().toLine().c_str());
    QCOMPARE(writeSweep(read->sweep), writeSweep(e.sweep));
    // Quoted keys are the same keys.
    Experiment quoted = parsed("[sweep]\n\"training.epochs\" = [1, 2]\n");
    QCOMPARE(quoted.sweep.axes.front().key, std::string("training.epochs"));
}

void SweepTest::refusesBadSweeps_data() {
    QTest::addColumn<QString>("sweep");
    QTest::addColumn<QString>("says"); // part of the line
    QTest::newRow("unknown key, near") << "training.local_bach = [8]"
                                       << "did you mean \"local_batch\"";
    QTest::newRow("names its line") << "training.local_bach = [8]"
                                    << "e.toml:4";
    QTest::newRow("unknown section") << "trainning.epochs = [8]"
                                     << "trainning";
    QTest::newRow("out of range") << "training.local_batch = [8, 0]"
                                  << "1 to 4096 images";
    QTest::newRow("names the key") << "training.local_batch = [8, 0]"
                                   << "training.local_batch";
    QTest::newRow("not a choice") << "training.optimizer = [\"adan\"]"
                                  << "adam, adamw";
    QTest::newRow("wrong type") << "training.epochs = [\"three\"]"
                                << "whole number";
    QTest::newRow("neither list nor range") << "training.epochs = 3"
                                            << "neither a list nor a range";
    QTest::newRow("empty list") << "training.epochs = []"
                                << "no value";
    QTest::newRow("the name") << "experiment.name = [\"a\", \"b\"]"
                              << "cannot be varied";
    QTest::newRow("range of choices") << "training.optimizer = { min = 1, max = 2, count = 2 }"
                                      << "adam, adamw";
    QTest::newRow("range upside down") << "training.epochs = { min = 5, max = 2, count = 2 }"
                                       << "below its maximum";
    QTest::newRow("log from 0") << "training.weight_decay = { min = 0, max = 1, count = 3, scale = \"log\" }"
                                << "above 0";
    QTest::newRow("range beyond") << "training.learning_rate = { min = 1, max = 1000, count = 3 }"
                                  << "0 to 100";
    QTest::newRow("range without max") << "training.epochs = { min = 1, count = 3 }"
                                       << "max";
    QTest::newRow("range with more") << "training.epochs = { min = 1, max = 3, step = 1 }"
                                     << "step";
    QTest::newRow("no scale") << "training.epochs = { min = 1, max = 3, count = 3, scale = \"lg\" }"
                              << "linear or log";
    QTest::newRow("one value") << "training.epochs = { min = 1, max = 3, count = 1 }"
                               << "use 2 to";
    QTest::newRow("no count in a grid") << "training.epochs = { min = 1, max = 3 }"
                                        << "no count";
    QTest::newRow("no such order") << "order = \"gird\""
                                   << "grid or random";
    QTest::newRow("random without count") << "order = \"random\"\ntraining.epochs = [1, 2]"
                                          << "needs a count";
    QTest::newRow("more than there are") << "order = \"random\"\ncount = 3\ntraining.epochs = [1, 2]"
                                         << "only 2";
    QTest::newRow("count of no number") << "count = \"many\""
                                        << "1 or more";
    QTest::newRow("not as many") << "[[sweep.together]]\ntraining.epochs = [1, 2]\ndistributed.ranks = [1]"
                                 << "give it 2 values";
    QTest::newRow("together is no list") << "together = 3"
                                         << "[[sweep.together]]";
    QTest::newRow("twice the same") << "training.epochs = [2, 2]"
                                    << "training.epochs = 2 stands twice";
    QTest::newRow("varied twice") << "training.epochs = [2]\n[[sweep.together]]\ntraining.epochs = [1]"
                                  << "varied twice";
    QTest::newRow("too many") << "experiment.seed = { min = 1, max = 20000, count = 9999 }\ntraining.epochs = [1, 2]"
                              << "more than 10000";
    QTest::newRow("a lone word") << "grid = true"
                                 << "order, count, seed";
}

void SweepTest::refusesBadSweeps() {
    QFETCH(QString, sweep);
    QFETCH(QString, says);
    const auto experiment =
        parseExperiment("[data]\ndataset = \"films\"\n[sweep]\n" + sweep.toStdString() + "\n", "e.toml");
    Error error;
    if (!experiment) {
        error = experiment.error();
    } else {
        const auto runs = expandSweep(*experiment);
        QVERIFY2(!runs, "it was taken");
        error = runs.error();
        QVERIFY(!countSweepRuns(*experiment));
    }
    QCOMPARE(error.exitCode(), int(ExitUsage));
    const QString line = QString::fromStdString(error.toLine());
    QVERIFY2(line.contains(says), qPrintable(line));
    QVERIFY2(!error.where.empty() && !error.hint.empty(), qPrintable(line));
}

void SweepTest::aCombinationThatDoesNotGoIsNamedBeforeAnythingStarts() {
    // Each value is good alone; the third combination is not.
    const auto runs =
        expandSweep(parsed("[sweep]\ndata.validation_fraction = [0.1, 0.6]\ndata.test_fraction = [0.1, 0.5]\n"));
    QVERIFY(!runs);
    const QString line = QString::fromStdString(runs.error().toLine());
    QVERIFY2(line.contains(QLatin1String("data.validation_fraction = 0.6, data.test_fraction = 0.5")),
             qPrintable(line));
    QCOMPARE(runs.error().where, std::string("data.validation_fraction"));
    QVERIFY2(line.contains(QLatin1String("less than 1")), qPrintable(line));
}

void SweepTest::axesAreReadAsTyped_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("list") << "training.local_batch"
                          << " 8,16 , 32"
                          << "8, 16, 32";
    QTest::newRow("reals") << "training.learning_rate"
                           << "1e-3, .5"
                           << "0.001, 0.5";
    QTest::newRow("choices") << "training.optimizer"
                             << "adam,sgd"
                             << "adam, sgd";
    QTest::newRow("flags") << "augment.flip"
                           << "true, false"
                           << "true, false";
    QTest::newRow("range") << "training.learning_rate"
                           << "0.0001..0.01,5,log"
                           << "0.0001..0.01, 5, log";
    QTest::newRow("range, the scale first") << "training.learning_rate"
                                            << "0.1 .. 0.5, linear, 5"
                                            << "0.1..0.5, 5";
    QTest::newRow("any of a range") << "training.epochs"
                                    << "1..5"
                                    << "1..5";
    QTest::newRow("lists of texts") << "data.classes"
                                    << "Mass, Nodule;Edema"
                                    << "Mass, Nodule; Edema";
}

void SweepTest::axesAreReadAsTyped() {
    QFETCH(QString, key);
    QFETCH(QString, typed);
    QFETCH(QString, canonical);
    const auto axis = parseSweepAxis(key.toStdString(), typed.toStdString());
    QVERIFY2(bool(axis), axis ? "" : axis.error().toLine().c_str());
    QCOMPARE(formatSweepAxis(*axis), canonical.toStdString());
    const auto again = parseSweepAxis(key.toStdString(), canonical.toStdString());
    QVERIFY(bool(again));
    QCOMPARE(formatSweepAxis(*again), canonical.toStdString());
}

void SweepTest::refusesWhatIsTypedWrong_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << "training.epochs"
                             << " "
                             << "1 to 100000 epochs";
    QTest::newRow("only commas") << "training.epochs"
                                 << ", ,"
                                 << "no value";
    QTest::newRow("a word") << "training.epochs"
                            << "3, x"
                            << "1 to 100000 epochs";
    QTest::newRow("beyond") << "training.epochs"
                            << "3, 0"
                            << "1 to 100000 epochs";
    QTest::newRow("half a range") << "training.epochs"
                                  << "1.."
                                  << "not a range";
    QTest::newRow("a range and rubbish") << "training.epochs"
                                         << "1..5, 3x"
                                         << "not a range";
    QTest::newRow("no choice") << "training.optimizer"
                               << "adam, adan"
                               << "adam, adamw";
    QTest::newRow("no key") << "training.epoch"
                            << "1"
                            << "no such key";
}

void SweepTest::refusesWhatIsTypedWrong() {
    QFETCH(QString, key);
    QFETCH(QString, typed);
    QFETCH(QString, says);
    const auto axis = parseSweepAxis(key.toStdString(), typed.toStdString());
    QVERIFY(!axis);
    const QString line = QString::fromStdString(axis.error().toLine());
    QVERIFY2(line.contains(says), qPrintable(line));
}

void SweepTest::onlyASingleRunTrains() {
    QVERIFY(bool(checkSingleRun(parsed(""))));
    for (const char* text : {"[experiment]\nrepeats = 2\n", "[sweep]\ntraining.epochs = [1, 2]\n"}) {
        const Status status = checkSingleRun(parsed(text));
        QVERIFY(!status);
        QVERIFY(status.error().hint.find("roentgen-run sweep") != std::string::npos);
    }
}

void SweepTest::runsAreCalledAfterWhatVaries() {
    const auto plan = planSweep(parsed("[experiment]\nname = \"batch size\"\nrepeats = 2\n[sweep]\n"
                                       "training.local_batch = [8, 16]\ntraining.optimizer = [\"sgd\"]\n"));
    QVERIFY(bool(plan));
    QCOMPARE(plan->experiments.size(), size_t(4));
    QCOMPARE(plan->experiments[0].experiment.name, std::string("batch size local_batch=8 #1"));
    QCOMPARE(plan->experiments[3].experiment.name, std::string("batch size local_batch=16 #2"));
    QCOMPARE(plan->experiments[3].training.optimizer, std::string("sgd"));
}

QTEST_APPLESS_MAIN(SweepTest)
#include "sweep_test.moc"
