#include "app/runs/run_launcher.h"

#include "app/error_line.h"

#include <QLocale>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QVariant>

#include <memory>

namespace roentgen::app {

namespace {

constexpr int MostWaitedMilliseconds = 10000;

// What --force would start is a question to the user, whose advice is not an option of a terminal.
void takeRefusal(LaunchAnswer& answer) {
    const nlohmann::json error =
        answer.json.is_object() ? answer.json.value("error", nlohmann::json()) : nlohmann::json();
    if (!error.is_object() || error.value("hint", "").find("--force") == std::string::npos)
        return;
    // The launcher's sentence (tooLittleMemory() of engine/protocol/memory_estimate.h) in the user's language.
    static const QRegularExpression figures(QStringLiteral("([0-9.]+) GB.*?([0-9.]+) GB"));
    const QString message = QString::fromStdString(error.value("message", ""));
    const QRegularExpressionMatch found = figures.match(message);
    const auto figure = [&found](int number) { return QLocale().toString(found.captured(number).toDouble(), 'f', 1); };
    answer.tooMuch = found.hasMatch()
                         ? RunLauncher::tr("This needs about %1 GB of memory; the machine where it runs has %2 GB, and "
                                           "would end it. Lower the ranks, the batch or the image size.")
                               .arg(figure(1), figure(2))
                         : message + QLatin1Char('.');
    answer.error = answer.tooMuch;
}

} // namespace

RunLauncher::RunLauncher(const QString& binFolder, QString workspace, QObject* parent)
    : QObject(parent)
    , m_program(binFolder + QStringLiteral("/roentgen-run"))
    , m_workspace(std::move(workspace)) {}

// A launcher that is killed halfway would leave a run folder without its process.
RunLauncher::~RunLauncher() {
    for (QProcess* process : findChildren<QProcess*>()) {
        process->disconnect(this);
        if (process->property("onlyAsks").toBool())
            process->kill();
        process->waitForFinished(MostWaitedMilliseconds);
    }
}

QStringList RunLauncher::forced(QStringList arguments, Memory memory) {
    if (memory == Memory::Forced)
        arguments.insert(1, QStringLiteral("--force"));
    return arguments;
}

void RunLauncher::start(const QString& experimentFile, Memory memory, QObject* context, Done done) {
    run(forced({QStringLiteral("start"), QStringLiteral("--json"), QStringLiteral("--"), experimentFile}, memory),
        context, std::move(done));
}

// The file lives until the answer is there.
void RunLauncher::startScript(const QString& experimentFile, const QString& runId, const QString& script,
                              QObject* context, Done done) {
    const auto file = std::make_shared<QTemporaryFile>();
    const QByteArray bytes = script.toUtf8();
    if (!file->open() || file->write(bytes) != bytes.size() || !file->flush()) {
        done({false, tr("Could not write %1: %2").arg(file->fileName(), file->errorString()), {}, nullptr});
        return;
    }
    run({QStringLiteral("start"), QStringLiteral("--json"), QStringLiteral("--id"), runId, QStringLiteral("--script"),
         file->fileName(), QStringLiteral("--"), experimentFile},
        context, [file, done = std::move(done)](const LaunchAnswer& answer) { done(answer); });
}

void RunLauncher::dryRun(const QString& experimentFile, QObject* context, Done done) {
    run({QStringLiteral("start"), QStringLiteral("--dry-run"), QStringLiteral("--json"), QStringLiteral("--"),
         experimentFile},
        context, std::move(done), Effect::OnlyAsks);
}

void RunLauncher::sweep(const QString& experiment, Memory memory, QObject* context, Done done) {
    run(forced({QStringLiteral("sweep"), QStringLiteral("--detach"), QStringLiteral("--json"), QStringLiteral("--"),
                experiment},
               memory),
        context, std::move(done));
}

void RunLauncher::sweepDryRun(const QString& experimentFile, QObject* context, Done done) {
    run({QStringLiteral("sweep"), QStringLiteral("--dry-run"), QStringLiteral("--json"), QStringLiteral("--"),
         experimentFile},
        context, std::move(done), Effect::OnlyAsks);
}

void RunLauncher::stop(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("stop"), QStringLiteral("--"), runId}, context, std::move(done));
}

void RunLauncher::stopNow(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("stop"), QStringLiteral("--now"), QStringLiteral("--"), runId}, context, std::move(done));
}

void RunLauncher::resume(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("resume"), QStringLiteral("--json"), QStringLiteral("--"), runId}, context, std::move(done));
}

void RunLauncher::probe(QObject* context, Done done) {
    run({QStringLiteral("probe"), QStringLiteral("--json")}, context, std::move(done), Effect::OnlyAsks);
}

void RunLauncher::run(const QStringList& arguments, QObject* context, Done done, Effect effect) {
    QStringList all = arguments;
    all.insert(1, QStringLiteral("--workspace"));
    all.insert(2, m_workspace);
    auto* process = new QProcess(this);
    process->setProperty("onlyAsks", effect == Effect::OnlyAsks);
    ++m_underWay;
    // Both signals can come for one process (a crash): the first one answers.
    auto answered = std::make_shared<bool>(false);
    const auto answer = [this, process, answered, context = QPointer<QObject>(context),
                         done = std::move(done)](LaunchAnswer result) {
        if (std::exchange(*answered, true))
            return;
        --m_underWay;
        process->deleteLater();
        if (context)
            done(result);
    };
    connect(process, &QProcess::errorOccurred, this, [this, answer](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        answer(
            {false, tr("Could not start %1: check that Roentgen is installed completely").arg(m_program), {}, nullptr});
    });
    connect(process, &QProcess::finished, this, [answer, process](int code, QProcess::ExitStatus status) {
        LaunchAnswer result;
        result.ok = status == QProcess::NormalExit && code == 0;
        if (!result.ok) {
            result.error = errorLine(process->readAllStandardError());
            if (result.error.isEmpty())
                result.error = tr("The launcher ended without a word (exit code %1)").arg(code);
        }
        result.json = nlohmann::json::parse(process->readAllStandardOutput().toStdString(), nullptr, false);
        if (result.json.is_discarded())
            result.json = nullptr;
        if (!result.ok)
            takeRefusal(result);
        answer(result);
    });
    process->start(m_program, all);
}

} // namespace roentgen::app
