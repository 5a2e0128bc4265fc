#include "app/settings/target_store.h"

#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/text_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace roentgen::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TargetStore)
};

} // namespace

TargetStore::TargetStore(QString workspace)
    : m_workspace(std::move(workspace)) {}

QString TargetStore::file(const QString& name) const {
    return QString::fromStdString(targetFile(m_workspace.toStdString(), name.toStdString()));
}

QString TargetStore::testFile(const QString& name) const {
    return QStringLiteral("%1/targets/%2.test.json").arg(m_workspace, name);
}

QStringList TargetStore::names() const {
    QStringList names;
    for (const std::string& name : listTargetNames(m_workspace.toStdString())) {
        names += QString::fromStdString(name);
    }
    return names;
}

QList<TargetEntry> TargetStore::entries() const {
    QList<TargetEntry> all;
    const QStringList every = names();
    for (const QString& name : every) {
        all.append(entry(name));
    }
    return all;
}

TargetEntry TargetStore::entry(const QString& name) const {
    TargetEntry entry;
    entry.name = name;
    const Result<Target> target = read(name);
    if (!target) {
        entry.error = QString::fromStdString(target.error().toLine());
        return entry;
    }
    entry.kind = QString::fromStdString(target->kind);
    entry.host = QString::fromStdString(target->host);
    const QDateTime tested = QFileInfo(testFile(name)).lastModified();
    if (tested < QFileInfo(file(name)).lastModified()) {
        return entry;
    }
    const Result<std::string> kept = readTextFile(testFile(name).toStdString());
    auto test = readMessage<TargetTest>(kept ? *kept : "");
    if (test) {
        entry.test = test.take();
        entry.tested = tested;
    }
    return entry;
}

Result<Target> TargetStore::read(const QString& name) const {
    return readTarget(m_workspace.toStdString(), name.toStdString());
}

Status TargetStore::save(const Target& target) const {
    return saveTarget(m_workspace.toStdString(), target);
}

void TargetStore::keepTest(const QString& name, const TargetTest& test) const {
    (void)writeFileAtomically(testFile(name).toStdString(), writeMessagePage(test) + "\n");
}

QString TargetStore::remove(const QString& name) const {
    const QDir folder(m_workspace);
    folder.mkpath(QStringLiteral("trash/targets"));
    const QString base = folder.filePath(QStringLiteral("trash/targets/") + name);
    QString to = base + QStringLiteral(".toml");
    for (int number = 2; QFileInfo::exists(to); ++number) {
        to = QStringLiteral("%1-%2.toml").arg(base).arg(number);
    }
    if (!QFile::rename(file(name), to)) {
        return Words::tr("Could not move %1 to %2: check the permissions of both folders").arg(file(name), to);
    }
    QFile::remove(testFile(name));
    return {};
}

} // namespace roentgen::app
