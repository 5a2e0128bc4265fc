#include "app/settings/machine_probe.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace roentgen::app {

namespace {

QString bytesText(double bytes) {
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeIecFormat);
}

QString instructionsText(const QJsonObject& object) {
    QStringList names;
    const QJsonArray instructions = object.value(QLatin1String("instructions")).toArray();
    for (const QJsonValue& instruction : instructions) {
        names << instruction.toString().toUpper().replace(QLatin1Char('_'), QLatin1Char('-'));
    }
    return names.join(QStringLiteral(", "));
}

QString gpuText(const QJsonObject& object) {
    QStringList names;
    const QJsonArray gpus = object.value(QLatin1String("gpus")).toArray();
    for (const QJsonValue& gpu : gpus) {
        names << (gpu.isString() ? gpu.toString() : gpu.toObject().value(QLatin1String("name")).toString());
    }
    return names.isEmpty() ? MachineProbe::tr("none found") : names.join(QStringLiteral(", "));
}

} // namespace

QList<QPair<QString, QString>> machineFacts(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.isEmpty()) {
        return {};
    }
    const auto text = [&object](const char* key) { return object.value(QLatin1String(key)).toString(); };
    const QString mpi = text("mpirun").isEmpty()
                            ? MachineProbe::tr("not installed: training runs in one process")
                            : QStringLiteral("Open MPI %1 (%2)").arg(text("mpi_version"), text("mpirun"));
    return {
        {MachineProbe::tr("Name"), text("host")},
        {MachineProbe::tr("Processor"),
         MachineProbe::tr("%1, %n core(s)", nullptr, object.value(QLatin1String("cores")).toInt())
             .arg(text("processor"))},
        {MachineProbe::tr("Instructions"), instructionsText(object)},
        {MachineProbe::tr("bfloat16"), object.value(QLatin1String("bf16")).toBool()
                                           ? MachineProbe::tr("yes: training uses it by default")
                                           : MachineProbe::tr("no: training uses fp32")},
        {MachineProbe::tr("Memory"), MachineProbe::tr("%1, %2 free")
                                         .arg(bytesText(object.value(QLatin1String("memory_bytes")).toDouble()),
                                              bytesText(object.value(QLatin1String("free_memory_bytes")).toDouble()))},
        {MachineProbe::tr("Disk"),
         MachineProbe::tr("%1 free").arg(bytesText(object.value(QLatin1String("free_disk_bytes")).toDouble()))},
        {MachineProbe::tr("GPU"), gpuText(object)},
        {MachineProbe::tr("MPI"), mpi},
        {MachineProbe::tr("Engine"), text("engine_version")}};
}

MachineProbe::MachineProbe(const QString& binFolder, QObject* parent)
    : QObject(parent)
    , m_program(QDir(binFolder).filePath(QStringLiteral("roentgen-run"))) {
    connect(&m_process, &QProcess::finished, this, &MachineProbe::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT failed(tr("Could not start %1").arg(m_program));
        }
    });
}

MachineProbe::~MachineProbe() {
    m_process.disconnect(this); // its end kills what still runs, and would tell us
    m_process.kill();
    m_process.waitForFinished(1000);
}

void MachineProbe::start() {
    if (!isBusy()) {
        m_process.start(m_program, {QStringLiteral("probe"), QStringLiteral("--json")});
    }
}

void MachineProbe::finish() {
    const auto facts = machineFacts(m_process.readAllStandardOutput());
    if (facts.isEmpty()) {
        Q_EMIT failed(QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed());
    } else {
        Q_EMIT found(facts);
    }
}

} // namespace roentgen::app
