#include "app/runs/run_launcher.h"

#include "engine/protocol/messages/message_text.h"

#include <QLocale>
#include <QTemporaryFile>

#include <memory>

namespace roentgen::app {

namespace {

using Effect = EngineCall::Effect;

// What --force would start is a question to the user, in the user's language; its advice is not a terminal's option.
void takeRefusal(const EngineError& error, LaunchAnswer& answer) {
    const auto needed = error.figures.find("needed_bytes"), there = error.figures.find("machine_bytes");
    if (error.kind != "too_little_memory" || needed == error.figures.end() || there == error.figures.end())
        return;
    const auto figure = [](double bytes) { return QLocale().toString(bytes / 1e9, 'f', 1); };
    answer.tooMuch = RunLauncher::tr("This needs about %1 GB of memory; the machine where it runs has %2 GB, and "
                                     "would end it. Lower the ranks, the batch or the image size.")
                         .arg(figure(needed->second), figure(there->second));
    answer.error = answer.tooMuch;
}

// Into the member that the answer is.
template <typename Message>
auto into(Message LaunchAnswer::*member) {
    return [member](const std::string& printed, LaunchAnswer& answer) -> Status {
        auto message = readMessage<Message>(printed);
        if (!message)
            return message.error();
        answer.*member = message.take();
        return Done{};
    };
}

Status nothing(const std::string&, LaunchAnswer&) {
    return Done{};
}

} // namespace

RunLauncher::RunLauncher(const QString& binFolder, QString workspace, QObject* parent)
    : QObject(parent)
    , m_program(binFolder + QStringLiteral("/roentgen-run"))
    , m_workspace(std::move(workspace)) {}

QStringList RunLauncher::forced(QStringList arguments, Memory memory) {
    if (memory == Memory::Forced)
        arguments.insert(1, QStringLiteral("--force"));
    return arguments;
}

void RunLauncher::start(const QString& experimentFile, Memory memory, QObject* context, Done done) {
    run(forced({QStringLiteral("start"), QStringLiteral("--json"), QStringLiteral("--"), experimentFile}, memory),
        context, std::move(done), Effect::ChangesRuns, into(&LaunchAnswer::start));
}

// The file lives until the answer is there.
void RunLauncher::startScript(const QString& experimentFile, const QString& runId, const QString& script,
                              QObject* context, Done done) {
    const auto file = std::make_shared<QTemporaryFile>();
    const QByteArray bytes = script.toUtf8();
    if (!file->open() || file->write(bytes) != bytes.size() || !file->flush()) {
        done({false, tr("Could not write %1: %2").arg(file->fileName(), file->errorString()), {}});
        return;
    }
    run(
        {QStringLiteral("start"), QStringLiteral("--json"), QStringLiteral("--id"), runId, QStringLiteral("--script"),
         file->fileName(), QStringLiteral("--"), experimentFile},
        context, [file, done = std::move(done)](const LaunchAnswer& answer) { done(answer); }, Effect::ChangesRuns,
        into(&LaunchAnswer::start));
}

void RunLauncher::dryRun(const QString& experimentFile, QObject* context, Done done) {
    // The forecast is the caller's own, who also has what is not stored.
    run({QStringLiteral("start"), QStringLiteral("--dry-run"), QStringLiteral("--no-forecast"),
         QStringLiteral("--json"), QStringLiteral("--"), experimentFile},
        context, std::move(done), Effect::OnlyAsks, into(&LaunchAnswer::start));
}

void RunLauncher::sweep(const QString& experiment, Memory memory, QObject* context, Done done) {
    run(forced({QStringLiteral("sweep"), QStringLiteral("--detach"), QStringLiteral("--json"), QStringLiteral("--"),
                experiment},
               memory),
        context, std::move(done), Effect::ChangesRuns, into(&LaunchAnswer::sweep));
}

void RunLauncher::sweepDryRun(const QString& experimentFile, QObject* context, Done done) {
    run({QStringLiteral("sweep"), QStringLiteral("--dry-run"), QStringLiteral("--json"), QStringLiteral("--"),
         experimentFile},
        context, std::move(done), Effect::OnlyAsks, nothing);
}

void RunLauncher::stop(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("stop"), QStringLiteral("--"), runId}, context, std::move(done), Effect::ChangesRuns, nothing);
}

void RunLauncher::stopNow(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("stop"), QStringLiteral("--now"), QStringLiteral("--"), runId}, context, std::move(done),
        Effect::ChangesRuns, nothing);
}

void RunLauncher::resume(const QString& runId, QObject* context, Done done) {
    run({QStringLiteral("resume"), QStringLiteral("--json"), QStringLiteral("--"), runId}, context, std::move(done),
        Effect::ChangesRuns, into(&LaunchAnswer::start));
}

void RunLauncher::probe(QObject* context, Done done) {
    run({QStringLiteral("probe"), QStringLiteral("--json")}, context, std::move(done), Effect::OnlyAsks,
        into(&LaunchAnswer::machine));
}

void RunLauncher::run(const QStringList& arguments, QObject* context, Done done, EngineCall::Effect effect, Take take) {
    QStringList all = arguments;
    all.insert(1, QStringLiteral("--workspace"));
    all.insert(2, m_workspace);
    ++m_underWay;
    new EngineCall(m_program, all, effect, this,
                   [this, context = QPointer<QObject>(context), done = std::move(done),
                    take = std::move(take)](const EngineOutcome& outcome) {
                       --m_underWay;
                       LaunchAnswer answer;
                       answer.ok = outcome.ok;
                       if (!outcome.ok) {
                           answer.error = outcome.error.toText();
                           takeRefusal(outcome.error, answer);
                       } else if (const Status taken = take(outcome.answer.toStdString(), answer); !taken) {
                           answer.ok = false;
                           answer.error = QString::fromStdString(taken.error().toLine());
                       }
                       if (context)
                           done(answer);
                   });
}

} // namespace roentgen::app
