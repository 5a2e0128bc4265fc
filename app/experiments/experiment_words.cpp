#include "app/experiments/experiment_words.h"

#include "app/experiments/key_words.h"
#include "app/experiments/sweep_words.h"
#include "engine/protocol/key_uses.h"
#include "engine/protocol/key_values.h"

#include <QLocale>

#include <cmath>

namespace roentgen::app {

namespace {

QString number(double value) {
    const QLocale locale;
    return std::floor(value) == value && std::abs(value) < 1e15 ? locale.toString(qlonglong(value))
                                                                : locale.toString(value, 'g', 6);
}

} // namespace

FormSection sectionOf(const ExperimentKey& key) {
    if (key.section == "data" || key.section == "augment" || key.section == "pipeline")
        return FormSection::Data;
    if (key.section == "model" || key.path() == "experiment.task")
        return FormSection::Model;
    if (key.section == "distributed")
        return FormSection::Parallel;
    if (key.path() == "experiment.repeats")
        return FormSection::Sweep;
    return key.section == "target" ? FormSection::Target : FormSection::Training;
}

QString ExperimentWords::label(const ExperimentKey& key) {
    const KeyWords* words = findKeyWords(key.path());
    return words ? tr(words->label) : QString();
}

QString ExperimentWords::help(const ExperimentKey& key) {
    const KeyWords* words = findKeyWords(key.path());
    return words ? tr(words->help) : QString();
}

QString ExperimentWords::unit(const ExperimentKey& key) {
    return key.unit.empty() ? QString() : tr(findUnitWord(key.unit));
}

QString ExperimentWords::range(const ExperimentKey& key) {
    if (key.type != KeyType::Integer && key.type != KeyType::Real)
        return {};
    if (key.unit.empty())
        return tr("%1 to %2", "range of a value").arg(number(key.minimum), number(key.maximum));
    return tr("%1 to %2 %3", "range of a value and its unit").arg(number(key.minimum), number(key.maximum), unit(key));
}

QString ExperimentWords::defaultValue(const ExperimentKey& key) {
    if (key.type == KeyType::Boolean)
        return std::get<bool>(key.defaultValue()) ? tr("on", "default of a check box")
                                                  : tr("off", "default of a check box");
    const QString text = QString::fromStdString(formatKeyValue(key.defaultValue()));
    return text.isEmpty() ? tr("empty", "default of a text field") : text;
}

QString ExperimentWords::whatIsWrong(const ExperimentKey& key, const QString& text) {
    const Result<KeyValue> value = parseTyped(key, text);
    if (value)
        return {};
    if (key.type == KeyType::Integer)
        return text.trimmed().isEmpty() ? tr("Enter a whole number, %1").arg(range(key))
                                        : tr("“%1” does not go: a whole number, %2").arg(text.trimmed(), range(key));
    if (key.type == KeyType::Real)
        return text.trimmed().isEmpty() ? tr("Enter a number, %1").arg(range(key))
                                        : tr("“%1” does not go: a number, %2").arg(text.trimmed(), range(key));
    return QString::fromStdString(value.error().toLine());
}

QString ExperimentWords::whyUnread(const Experiment& experiment, const ExperimentKey& key) {
    const KeyUse* const use = findKeyUse(key.path());
    if (!use || isKeyRead(experiment, key.path()))
        return {};
    QStringList deciding;
    for (const std::string& path : use->decidedBy) {
        const ExperimentKey& other = *findExperimentKey(path);
        const QString value = QString::fromStdString(formatKeyValue(other.get(experiment)));
        deciding += tr("%1: %2", "a key, its value")
                        .arg(label(other), value.isEmpty() ? tr("empty", "default of a text field") : value);
    }
    return tr("Not used with this choice: %1", "keys and their values").arg(deciding.join(QStringLiteral(", ")));
}

QString ExperimentWords::whatDoesNotFit(const Experiment& experiment, const Error& error) {
    const std::string& path = error.where;
    if (path == "data.dataset")
        return tr("Choose a data set of the list, or a folder");
    if (path == "data.stored_size")
        return tr("Use 0, or at least the image size, %1 px").arg(experiment.data.imageSize);
    if (path == "data.split_file")
        return tr("Name the file that holds the split, or choose another split");
    if (path == "data.validation_fraction")
        return tr("Nothing is left for training: both shares must add up to less than 1");
    if (path == "training.learning_rate")
        return tr("Use a value above 0");
    return QString::fromStdString(error.toLine());
}

QString ExperimentWords::ofPreset(const std::string& text) {
    return tr(text.c_str());
}

QString ExperimentWords::titleOf(const Preset& preset) {
    const QString title = ofPreset(preset.title);
    return preset.size == PresetSize::Paper ? tr("%1 (the paper's size)", "title of a preset").arg(title)
                                            : tr("%1 (this machine's size)", "title of a preset").arg(title);
}

QString ExperimentWords::sizeAndSourceOf(const Preset& preset) {
    const QString source = ofPreset(preset.source);
    return preset.size == PresetSize::Paper ? tr("Paper's size · %1", "of a preset; its source").arg(source)
                                            : tr("This machine's size · %1", "of a preset; its source").arg(source);
}

QString ExperimentWords::findingWithOurs(const Preset& preset) {
    QStringList keys;
    for (const std::string& path : preset.ours)
        keys += label(*findExperimentKey(path));
    const QString finding = ofPreset(preset.finding);
    return keys.isEmpty()
               ? finding
               : finding + QLatin1Char('\n') +
                     tr("Ours, not the source's: %1", "names of settings").arg(keys.join(QStringLiteral(", ")));
}

QString ExperimentWords::placement(int ranks, int threadsPerRank, const std::string& boundTo) {
    const QString count = tr("%1 × %2", "ranks and threads, each with its noun")
                              .arg(tr("%n rank(s)", nullptr, ranks), tr("%n thread(s)", nullptr, threadsPerRank));
    if (boundTo == "cores")
        return tr("%1, each bound to its own cores").arg(count);
    if (boundTo == "numa nodes")
        return tr("%1, shared over the NUMA nodes, each bound to its own cores").arg(count);
    return boundTo == "sockets" ? tr("%1, each bound to a socket").arg(count) : count;
}

QString ExperimentWords::startsFrom(const Experiment& experiment, const QString& said) {
    const std::string& weights = experiment.model.weights;
    if (said.isEmpty())
        return {};
    if (weights.empty())
        return tr("from scratch");
    if (weights != "imagenet")
        return tr("from %1").arg(QString::fromStdString(weights));
    const QString file =
        QStringLiteral("weights/%1-imagenet.safetensors").arg(QString::fromStdString(experiment.model.architecture));
    return said.startsWith(QLatin1String("from scratch")) ? tr("from scratch: the workspace has no %1").arg(file)
                                                          : tr("from ImageNet weights, %1").arg(file);
}

QString ExperimentWords::section(FormSection section) {
    switch (section) {
    case FormSection::Data:
        return tr("Data");
    case FormSection::Model:
        return tr("Model");
    case FormSection::Training:
        return tr("Training");
    case FormSection::Parallel:
        return tr("Parallel");
    case FormSection::Sweep:
        return tr("Sweep");
    case FormSection::Target:
        break;
    }
    return tr("Target");
}

QString ExperimentWords::summary(FormSection section, const Experiment& e) {
    const QString dot = QStringLiteral(" · ");
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    switch (section) {
    case FormSection::Data: {
        const QString name = text(e.data.dataset).section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
        return QStringList{name.isEmpty() ? tr("no data set yet") : name, tr("%1 px").arg(e.data.imageSize),
                           tr("split: %1").arg(text(e.data.split))}
            .join(dot);
    }
    case FormSection::Model:
        return QStringList{text(e.model.architecture), tr("normalisation: %1").arg(text(e.model.normalization)),
                           e.model.weights.empty() ? tr("from scratch") : tr("from %1").arg(text(e.model.weights))}
            .join(dot);
    case FormSection::Training:
        return QStringList{tr("%n epoch(s)", nullptr, int(e.training.epochs)),
                           tr("batch of %1").arg(e.training.localBatch),
                           tr("%1 at %2", "optimizer at a learning rate")
                               .arg(text(e.training.optimizer), QLocale().toString(e.training.learningRate, 'g', 4)),
                           text(e.training.schedule)}
            .join(dot);
    case FormSection::Parallel:
        return QStringList{tr("%n rank(s)", nullptr, int(e.distributed.ranks)),
                           e.distributed.threadsPerRank == 0
                               ? tr("cores shared fairly")
                               : tr("%n thread(s) per rank", nullptr, int(e.distributed.threadsPerRank))}
            .join(dot);
    case FormSection::Sweep:
        return SweepWords::summary(e);
    case FormSection::Target:
        break;
    }
    return e.target.kind == "local" ? tr("this machine") : text(e.target.kind) + dot + text(e.target.name);
}

Result<KeyValue> parseTyped(const ExperimentKey& key, const QString& text) {
    QString typed = text.trimmed();
    if (key.type == KeyType::Real)
        typed.replace(QLatin1Char(','), QLatin1Char('.'));
    return parseKeyValue(key, typed.toStdString());
}

} // namespace roentgen::app
