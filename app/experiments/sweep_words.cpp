#include "app/experiments/sweep_words.h"

#include "app/experiments/experiment_words.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/sweep_text.h"

namespace roentgen::app {

namespace {

bool isNumeric(const ExperimentKey& key) {
    return key.type == KeyType::Integer || key.type == KeyType::Real;
}

} // namespace

QString SweepWords::keyName(const ExperimentKey& key) {
    return QStringLiteral("%1 (%2)").arg(ExperimentWords::label(key), QString::fromStdString(key.path()));
}

QString SweepWords::example(const ExperimentKey& key) {
    if (isNumeric(key))
        return tr("%1, or from..to, how many, log", "list of values: an example and its other form")
            .arg(key.type == KeyType::Integer ? QStringLiteral("1, 2, 4") : QStringLiteral("0.1, 0.2"));
    if (key.type == KeyType::Boolean)
        return QStringLiteral("true, false");
    if (key.type == KeyType::Choice)
        return QString::fromStdString(allowedValues(key));
    return key.type == KeyType::TextList ? tr("one list; another list") : tr("one text, another text");
}

QString SweepWords::whatIsWrong(const ExperimentKey& key, const QString& text) {
    const Result<SweepAxis> axis = parseSweepAxis(key.path(), text.toStdString());
    if (axis)
        return {};
    if (isNumeric(key) && text.contains(QLatin1String(".."))) {
        if (axis.error().hint.find("write ") == 0)
            return tr("Write a range as 1..8, 4 or 0.001..0.1, 5, log: from..to, how many, scale");
        return tr("The range must rise, stay in %1, and begin above 0 on a log scale").arg(ExperimentWords::range(key));
    }
    const QLatin1Char separator(key.type == KeyType::TextList ? ';' : ',');
    const QStringList parts = text.split(separator, Qt::SkipEmptyParts);
    for (const QString& part : parts)
        if (const QString wrong = ExperimentWords::whatIsWrong(key, part); !wrong.isEmpty())
            return wrong;
    return tr("List values, for example %1").arg(example(key));
}

QString SweepWords::whatDoesNotFit(const Experiment& experiment) {
    Experiment asked = experiment;
    if (asked.data.dataset.empty())
        asked.data.dataset = "any";
    const Result<std::vector<SweepRun>> runs = expandSweep(asked);
    return runs ? QString() : QString::fromStdString(runs.error().toLine());
}

QString SweepWords::summary(const Experiment& experiment) {
    const Result<int64_t> runs = countSweepRuns(experiment);
    if (!isSweep(experiment))
        return tr("one run");
    if (!runs)
        return {};
    const int combinations = int(*runs / experiment.experiment.repeats);
    return tr("%1: %2, %3", "12 runs: 4 combinations, 3 repeats of each")
        .arg(tr("%n run(s)", nullptr, int(*runs)), tr("%n combination(s)", nullptr, combinations),
             tr("%n repeat(s) of each", nullptr, int(experiment.experiment.repeats)));
}

} // namespace roentgen::app
