#include "app/experiments/experiment_store.h"

#include "engine/protocol/target.h"
#include "engine/protocol/text_file.h"

#include <QCollator>
#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

namespace roentgen::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExperimentStore)
};

constexpr int LongestName = 64;
const QString suffix = QStringLiteral(".toml");

Error moveError(const QString& from) {
    return environmentError(Words::tr("Could not move the experiment").toStdString(), from.toStdString(),
                            Words::tr("check the permissions of the folder").toStdString());
}

} // namespace

ExperimentStore::ExperimentStore(QString workspace)
    : m_workspace(std::move(workspace)) {}

QString ExperimentStore::file(const QString& name) const {
    return QStringLiteral("%1/experiments/%2%3").arg(m_workspace, name, suffix);
}

QString ExperimentStore::trashFile(const QString& name) const {
    return QStringLiteral("%1/trash/experiments/%2%3").arg(m_workspace, name, suffix);
}

QStringList ExperimentStore::names() const {
    QStringList names;
    const QDir folder(m_workspace + QStringLiteral("/experiments"));
    for (const QString& entry : folder.entryList({QStringLiteral("*.toml")}, QDir::Files))
        names += entry.chopped(suffix.size());
    QCollator collator;
    collator.setNumericMode(true);
    std::sort(names.begin(), names.end(), collator);
    return names;
}

Result<Experiment> ExperimentStore::read(const QString& name) const {
    return readExperiment(file(name).toStdString());
}

QString ExperimentStore::whatIsWrong(const QString& name) {
    static const QRegularExpression good(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9._-]*$"));
    if (name.isEmpty())
        return Words::tr("A name is needed");
    if (name.size() > LongestName)
        return Words::tr("A name has at most %1 letters").arg(LongestName);
    if (!good.match(name).hasMatch())
        return Words::tr("A name has only the letters A to Z, digits, dots, hyphens and underscores");
    return {};
}

QString ExperimentStore::freeName(const QString& wanted) const {
    QString base = wanted;
    base.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9._-]+")), QStringLiteral("-"));
    base.remove(QRegularExpression(QStringLiteral("^[.-]+")));
    base.truncate(LongestName - 4);
    if (base.isEmpty())
        base = QStringLiteral("experiment");
    QString name = base;
    for (int number = 2; QFileInfo::exists(file(name)); ++number)
        name = QStringLiteral("%1-%2").arg(base).arg(number);
    return name;
}

Result<QString> ExperimentStore::create(Experiment experiment, const QString& wantedName) const {
    const QString name = freeName(wantedName);
    experiment.experiment.name = name.toStdString();
    QDir(m_workspace).mkpath(QStringLiteral("experiments"));
    const Status written = write(file(name), experiment);
    if (!written)
        return written.error();
    return name;
}

Status ExperimentStore::write(const QString& file, const Experiment& experiment) {
    return writeFileAtomically(file.toStdString(), writeExperiment(experiment, WriteKeys::ChangedOnly));
}

Status ExperimentStore::rename(const QString& name, const QString& newName) const {
    if (const QString wrong = whatIsWrong(newName); !wrong.isEmpty())
        return usageError(wrong.toStdString(), newName.toStdString());
    if (QFileInfo::exists(file(newName)))
        return usageError(Words::tr("There is already an experiment of this name").toStdString(),
                          newName.toStdString());
    Result<Experiment> experiment = read(name);
    if (!experiment)
        return experiment.error();
    experiment->experiment.name = newName.toStdString();
    if (const Status written = write(file(newName), *experiment); !written)
        return written.error();
    QFile::remove(file(name));
    return Done{};
}

Status ExperimentStore::remove(const QString& name) const {
    QDir(m_workspace).mkpath(QStringLiteral("trash/experiments"));
    QFile::remove(trashFile(name)); // an earlier one of this name
    if (!QFile::rename(file(name), trashFile(name)))
        return moveError(file(name));
    return Done{};
}

Status ExperimentStore::restore(const QString& name) const {
    if (QFileInfo::exists(file(name)))
        return usageError(Words::tr("There is already an experiment of this name").toStdString(), name.toStdString());
    if (!QFile::rename(trashFile(name), file(name)))
        return moveError(trashFile(name));
    return Done{};
}

QStringList ExperimentStore::datasetNames() const {
    QStringList names;
    for (const QString& entry :
         QDir(m_workspace + QStringLiteral("/datasets")).entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name))
        names += entry.chopped(5);
    return names;
}

QStringList ExperimentStore::weightsFiles() const {
    QStringList files;
    for (const QString& entry : QDir(m_workspace + QStringLiteral("/weights"))
                                    .entryList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name))
        files += QStringLiteral("weights/") + entry;
    return files;
}

QStringList ExperimentStore::targetNames() const {
    QStringList names;
    for (const std::string& name : listTargetNames(m_workspace.toStdString()))
        names += QString::fromStdString(name);
    return names;
}

} // namespace roentgen::app
