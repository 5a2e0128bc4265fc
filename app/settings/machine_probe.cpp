#include "app/settings/machine_probe.h"

#include "engine/protocol/messages/message_text.h"

#include <QDir>
#include <QLocale>

namespace roentgen::app {

namespace {

constexpr int MostMilliseconds = 60000;

QString bytesText(int64_t bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QStringList namesOf(const std::vector<std::string>& texts) {
    QStringList names;
    for (const std::string& text : texts) {
        names << QString::fromStdString(text);
    }
    return names;
}

QString instructionsText(const ProbeAnswer& machine) {
    return namesOf(machine.instructions)
        .join(QStringLiteral(", "))
        .toUpper()
        .replace(QLatin1Char('_'), QLatin1Char('-'));
}

} // namespace

QList<QPair<QString, QString>> machineFacts(const ProbeAnswer& machine) {
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    const QString mpi = machine.mpirun.empty()
                            ? MachineProbe::tr("not installed: training runs in one process")
                            : QStringLiteral("Open MPI %1 (%2)").arg(text(machine.mpiVersion), text(machine.mpirun));
    return {{MachineProbe::tr("Name"), text(machine.host)},
            {MachineProbe::tr("Processor"),
             MachineProbe::tr("%1, %n core(s)", nullptr, int(machine.cores)).arg(text(machine.processor))},
            {MachineProbe::tr("Instructions"), instructionsText(machine)},
            {MachineProbe::tr("bfloat16"), machine.bf16 ? MachineProbe::tr("yes: training uses it by default")
                                                        : MachineProbe::tr("no: training uses fp32")},
            {MachineProbe::tr("Memory"),
             MachineProbe::tr("%1, %2 free").arg(bytesText(machine.memoryBytes), bytesText(machine.freeMemoryBytes))},
            {MachineProbe::tr("Disk"), MachineProbe::tr("%1 free").arg(bytesText(machine.freeDiskBytes))},
            {MachineProbe::tr("GPU"),
             machine.gpus.empty() ? MachineProbe::tr("none found") : namesOf(machine.gpus).join(QStringLiteral(", "))},
            {MachineProbe::tr("MPI"), mpi},
            {MachineProbe::tr("Engine"), text(machine.engineVersion)}};
}

MachineProbe::MachineProbe(const QString& binFolder, QObject* parent)
    : QObject(parent)
    , m_program(QDir(binFolder).filePath(QStringLiteral("roentgen-run"))) {}

void MachineProbe::start() {
    if (isBusy()) {
        return;
    }
    m_call =
        new EngineCall(m_program, {QStringLiteral("probe"), QStringLiteral("--json")}, EngineCall::Effect::OnlyAsks,
                       this, [this](const EngineOutcome& outcome) { take(outcome); });
    m_call->limit(MostMilliseconds);
}

void MachineProbe::take(const EngineOutcome& outcome) {
    m_call = nullptr;
    const auto machine = readMessage<ProbeAnswer>(outcome.answer.toStdString());
    if (outcome.ok && machine) {
        Q_EMIT found(machineFacts(*machine));
    } else {
        Q_EMIT failed(outcome.ok ? QString::fromStdString(machine.error().toLine()) : outcome.error.toText());
    }
}

} // namespace roentgen::app
