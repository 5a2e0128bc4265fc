// The targets of a workspace as the window lists them, and what their last test said (targets/NAME.test.json). GUI
// thread; every call reads the folder.
#pragma once

#include "engine/protocol/messages/target_messages.h"
#include "engine/protocol/target.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace roentgen::app {

struct TargetEntry {
    QString name, kind, host; // kind and host are empty where the file cannot be read
    QString error;            // why it cannot be read
    QDateTime tested;         // of the last test; invalid: none since the file was last changed
    TargetTest test;          // what it found
};

class TargetStore {
public:
    explicit TargetStore(QString workspace);

    QString workspace() const { return m_workspace; }
    QString file(const QString& name) const;
    QStringList names() const; // sorted
    QList<TargetEntry> entries() const;
    Result<Target> read(const QString& name) const;
    Status save(const Target& target) const;
    void keepTest(const QString& name, const TargetTest& test) const; // best effort: it can be asked again
    // Into the workspace's trash/targets (runs that went there have a copy of their own). What went wrong, else "".
    QString remove(const QString& name) const;

private:
    TargetEntry entry(const QString& name) const;
    QString testFile(const QString& name) const;

    QString m_workspace;
};

} // namespace roentgen::app
