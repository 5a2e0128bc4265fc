// The keys of a target and the lines of its test in the user's language. A test checks that no key lacks its words.
#pragma once

#include "engine/protocol/target.h"
#include "engine/protocol/target_keys.h"

#include <QCoreApplication>
#include <QString>

namespace roentgen::app {

class TargetWords {
    Q_DECLARE_TR_FUNCTIONS(TargetWords)
public:
    static QString label(const TargetKey& key);
    static QString help(const TargetKey& key);    // one line, with the unit or an example
    static QString range(const TargetKey& key);   // "0 to 65,535"; "" where it has none
    static QString check(const QString& name);    // of `target test`: "login" → "Login"; the name where it has none
    static QString kind(const QString& kind);     // "slurm" → "Slurm"
    static QString host(const QString& hostText); // "this machine" where it is empty
    // Why this text is not a value of this key, "" where it is one. A list has one entry a line.
    static QString whatIsWrong(const TargetKey& key, const QString& text);
};

// As a user types it; blank lines of a list are left out.
Result<KeyValue> parseTargetText(const TargetKey& key, const QString& text);
QString targetText(const KeyValue& value); // the inverse

} // namespace roentgen::app
