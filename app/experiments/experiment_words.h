// The experiment's keys in the user's language: labels, help, units, ranges, what is wrong, and what a section says in
// one line. The protocol's table of keys gives the numbers; a test checks that no key lacks its words.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/experiment_presets.h"

#include <QCoreApplication>
#include <QString>

namespace roentgen::app {

enum class FormSection { Data, Model, Training, Parallel, Target, Sweep };
inline constexpr int FormSectionCount = 6;

// experiment.name is not in the form: it is the experiment's title.
FormSection sectionOf(const ExperimentKey& key);

class ExperimentWords {
    Q_DECLARE_TR_FUNCTIONS(ExperimentWords)
public:
    static QString label(const ExperimentKey& key); // "" where the key has none yet
    static QString help(const ExperimentKey& key);
    static QString unit(const ExperimentKey& key);  // "" where it has none
    static QString range(const ExperimentKey& key); // "1 to 4,096 images"; "" where there is none
    static QString defaultValue(const ExperimentKey& key);
    // Why this text is not a value of this key, as a whole sentence with the range; "" where it is one.
    static QString whatIsWrong(const ExperimentKey& key, const QString& text);

    // Which other keys decide that no run reads this one; "" where one does (engine/protocol/key_uses.h).
    static QString whyUnread(const Experiment& experiment, const ExperimentKey& key);
    // What several values together make wrong (checkExperiment), in words; error.where is the key under which it
    // stands.
    static QString whatDoesNotFit(const Experiment& experiment, const Error& error);

    static QString ofPreset(const std::string& text);     // a preset's title, source or finding
    static QString sizeAndSourceOf(const Preset& preset); // in one line of a list
    static QString titleOf(const Preset& preset);         // with its size
    static QString findingWithOurs(const Preset& preset); // and which of its keys are not the source's
    // What training starts from; said: the launcher's own words, which tell whether ImageNet weights are there.
    // "2 ranks × 4 threads, each bound to its own cores", of what roentgen-run start --dry-run --json says.
    static QString placement(int ranks, int threadsPerRank, const std::string& boundTo);
    static QString startsFrom(const Experiment& experiment, const QString& said);

    static QString section(FormSection section);
    static QString summary(FormSection section, const Experiment& experiment); // of a closed section
};

// As a user types it: a decimal comma is a point.
Result<KeyValue> parseTyped(const ExperimentKey& key, const QString& text);

} // namespace roentgen::app
