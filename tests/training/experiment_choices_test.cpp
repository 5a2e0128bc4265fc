// Every choice of every key does something, or is refused in words: walked from the table of keys, so that a choice
// that is offered and has no effect, or a key that nobody thought of here, fails.
#include "engine/protocol/key_values.h"
#include "tests/training/choice_effects.h"

#include <QtTest>
#include <set>

using namespace roentgen;
using namespace roentgen::tests;

namespace {

Status statusOf(const std::string& experiment) {
    const auto read = parseExperiment(experiment);
    return read ? Status(Done{}) : Status(read.error());
}

} // namespace

class ExperimentChoicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_effects.prepare()); }
    void everyChoiceHasItsEffect();
    void whatIsNotBuiltIsRefusedAndNotOffered();
    void formerChoicesAreReadAsTodays();

private:
    ChoiceEffects m_effects;
};

void ExperimentChoicesTest::everyChoiceHasItsEffect() {
    const auto all = m_effects.proofs();
    int walked = 0, offered = 0, refused = 0, keys = 0;
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.type != KeyType::Choice)
            continue;
        ++keys;
        offered += int(key.choices.size());
        const auto found = all.find(key.path());
        QVERIFY2(
            found != all.end(),
            qPrintable(
                QStringLiteral("nothing proves what the choices of %1 do").arg(QString::fromStdString(key.path()))));
        const Proof& proof = found->second;
        std::map<std::string, std::string> byEffect; // effect → the choice that has it
        for (const std::string& choice : key.choices) {
            Experiment e = m_effects.experiment();
            for (const std::string& assignment : proof.beside)
                QVERIFY2(bool(applyOverride(e, assignment)), assignment.c_str());
            const Status set = applyOverride(e, key.path() + "=" + choice);
            QVERIFY2(bool(set), set ? "" : set.error().toLine().c_str());
            const Effect effect = proof.effect(e);
            refused += !effect;
            const std::string text = effect ? *effect : effect.error().toLine();
            QVERIFY2(!text.empty() && (effect || effect.error().code != ErrorCode::Internal), text.c_str());
            ++walked;
            if (proof.autoIsOneOfThem && choice == "auto")
                continue;
            const auto [same, isNew] = byEffect.emplace(text, choice);
            QVERIFY2(isNew, qPrintable(QStringLiteral("%1: %2 does what %3 does: %4")
                                           .arg(QString::fromStdString(key.path()), QString::fromStdString(choice),
                                                QString::fromStdString(same->second),
                                                QString::fromStdString(text.substr(0, 300)))));
        }
    }
    QCOMPARE(walked, offered);
    QCOMPARE(size_t(keys), all.size()); // no proof of a key that has gone
    qInfo("%d choices of %d keys walked, %d of them refused here", walked, keys, refused);
    QVERIFY(refused < walked / 4);
}

void ExperimentChoicesTest::whatIsNotBuiltIsRefusedAndNotOffered() {
    std::set<std::string> seen;
    for (const ExperimentKey& key : experimentKeys())
        for (const std::string& name : key.notBuilt) {
            seen.insert(name);
            QCOMPARE(std::count(key.choices.begin(), key.choices.end(), name), std::ptrdiff_t(0));
            QVERIFY(allowedValues(key).find(name) == std::string::npos);
            Experiment e = m_effects.experiment();
            const std::string file = "[" + key.section + "]\n" + key.name + " = \"" + name + "\"\n";
            const std::string sweep = "[sweep]\n" + key.path() + " = [\"" + key.choices[0] + "\", \"" + name + "\"]\n";
            for (const Status& refused : {applyOverride(e, key.path() + "=" + name), statusOf(file), statusOf(sweep)}) {
                QVERIFY2(!refused, name.c_str());
                QCOMPARE(refused.error().exitCode(), int(ExitUsage));
                QVERIFY2(refused.error().toLine().find("is not built yet") != std::string::npos,
                         refused.error().toLine().c_str());
            }
        }
    QCOMPARE(seen, (std::set<std::string>{"segmentation", "unet", "dice", "dice_bce"}));
}

void ExperimentChoicesTest::formerChoicesAreReadAsTodays() {
    int read = 0;
    for (const ExperimentKey& key : experimentKeys())
        for (const auto& former : key.former) {
            const std::string text = "[" + key.section + "]\n" + key.name + " = \"" + former.name + "\"\n";
            const auto opened = parseExperiment(text);
            QVERIFY2(bool(opened), opened ? "" : opened.error().toLine().c_str());
            QCOMPARE(formatKeyValue(key.get(*opened)), former.readAs);
            Experiment set;
            QVERIFY(bool(applyOverride(set, key.path() + "=" + former.name)));
            QCOMPARE(formatKeyValue(key.get(set)), former.readAs);
            QVERIFY(writeExperiment(*opened, WriteKeys::All).find(former.name) == std::string::npos);
            ++read;
        }
    QCOMPARE(read, 1); // data.label_policy = "as_is"
}

QTEST_GUILESS_MAIN(ExperimentChoicesTest)
#include "experiment_choices_test.moc"
