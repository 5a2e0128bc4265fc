#include "app/runs/run_notice.h"

#include <QDateTime>
#include <QLocale>
#include <QStyle>

namespace roentgen::app {

namespace {

struct QueueReason {
    const char *code, *words;
};

// squeue(1), JOB REASON CODES: those that a user meets.
constexpr QueueReason queueReasons[] = {
    {"Resources", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "the machines that it needs are busy")},
    {"Priority", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "others come first")},
    {"BeginTime", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "its time has not come yet")},
    {"JobHeldUser", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "you hold it; scontrol release lets it go")},
    {"JobHeldAdmin", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "the cluster's administrator holds it")},
    {"Dependency", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "it waits for another job")},
    {"ReqNodeNotAvail",
     QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "the machines that it needs are down or kept for something else")},
    {"Nodes required for job are DOWN",
     QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "the machines that it needs are down or kept for something else")},
    {"PartitionDown", QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "its partition is switched off")},
    {"PartitionTimeLimit",
     QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "its time limit is longer than the partition allows")},
    {"PartitionNodeLimit",
     QT_TRANSLATE_NOOP("roentgen::app::RunNotice", "it asks for more nodes than the partition has")},
};

QString timeText(double seconds) {
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(seconds)), QLocale::ShortFormat);
}

} // namespace

RunNotice::RunNotice(QWidget* parent)
    : QLabel(parent) {
    setObjectName(QStringLiteral("notice"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void RunNotice::showFor(const RunSummary& summary) {
    const QString text = textFor(summary);
    setVisible(!text.isEmpty());
    setText(text);
    const bool asWished = summary.state == RunState::Stopped || summary.state == RunState::Finished;
    const QString role = summary.state == RunState::Failed ? QStringLiteral("bad")
                         : asWished                        ? QStringLiteral("secondary")
                                                           : QStringLiteral("warning");
    if (property("role") != role) {
        setProperty("role", role);
        style()->unpolish(this); // the style sheet is asked again
        style()->polish(this);
    }
}

QString RunNotice::textFor(const RunSummary& summary) const {
    switch (summary.state) {
    case RunState::Failed:
        return failedText(summary);
    case RunState::Lost:
        return lostText(summary);
    case RunState::Stopped:
        return stoppedText(summary);
    case RunState::Finished:
        return summary.endReason == "early_stop"
                   ? tr("The run ended early: validation had not become better for as many epochs as the experiment "
                        "waits (“Stop early”).")
                   : QString();
    case RunState::Stalled:
        return tr("The run is alive but has been silent for more than half a minute. Its log may say why.");
    case RunState::Stopping:
        return tr("The run was asked to stop. Stop now ends it within ten seconds, whatever it does.");
    case RunState::Queued:
        return queueText(summary);
    case RunState::Unreachable:
        return tr("The run's machine cannot be asked now, which does not touch the run. Last heard of at %1. %2",
                  "a time; why, in the words of the program that tried")
            .arg(timeText(summary.unreachableSince), QString::fromStdString(summary.problem));
    case RunState::Prepared:
        return tr("The run's folder is there, but it was never started.");
    default:
        return {};
    }
}

// The engine's advice is for a terminal where it names options; the window has other means.
QString RunNotice::failedText(const RunSummary& summary) const {
    if (!summary.diverged)
        return QString::fromStdString(summary.errorLine);
    const QString advice = tr("Lower the learning rate, add warm-up epochs or clip the gradients in the experiment and "
                              "launch it again. With “When the loss explodes” at rollback a run goes on from its last "
                              "checkpoint by itself.");
    return QStringList{QString::fromStdString(summary.errorWhat + "."), advice}.join(QLatin1Char(' '));
}

QString RunNotice::stoppedText(const RunSummary& summary) const {
    if (summary.epochs == 0 && summary.endReason.empty()) // of a queue: it has not said hello
        return tr("The run was cancelled before it began. Resume begins it.");
    const QString what = summary.endReason == "checkpoint"
                             ? tr("The run was stopped on request and wrote a checkpoint.")
                         : summary.endReason == "now" ? tr("The run was stopped at once on request.")
                                                      : tr("The run was ended on request, without a word of its own.");
    return QStringList{what, resumeText(summary)}.join(QLatin1Char(' '));
}

QString RunNotice::resumeText(const RunSummary& summary) const {
    return summary.hasCheckpoint ? tr("Resume goes on from its last checkpoint.")
                                 : tr("It had not come to a checkpoint: Resume begins again.");
}

QString RunNotice::lostText(const RunSummary& summary) const {
    const QString what =
        summary.killedForMemory
            ? tr("The system ended the run for lack of memory. Start it with fewer ranks, a smaller batch or a smaller "
                 "image size.")
        : summary.errorLine.empty()
            ? tr("The run's process is gone and left no message (killed, or the machine went down).")
            : QString::fromStdString(summary.errorLine);
    return QStringList{what, resumeText(summary)}.join(QLatin1Char(' '));
}

QString RunNotice::queueText(const RunSummary& summary) const {
    const QString job = QString::fromStdString(summary.job), state = QString::fromStdString(summary.queueState);
    QStringList sentences;
    if (summary.job.empty())
        sentences += tr("The run waits in the queue of its cluster.");
    else if (state.isEmpty())
        sentences += tr("The run waits in the queue of its cluster (job %1).").arg(job);
    else
        sentences += tr("The run waits in the queue of its cluster (job %1, %2).", "number, state as Slurm names it")
                         .arg(job, state);
    if (!summary.queueReason.empty())
        sentences += tr("Reason: %1.").arg(reasonText(summary.queueReason));
    if (summary.queueStart > 0)
        sentences += tr("Expected to start at %1.", "a time").arg(timeText(summary.queueStart));
    else
        sentences += tr("Slurm does not say yet when it will start.");
    return sentences.join(QLatin1Char(' '));
}

QString RunNotice::reasonText(const std::string& reason) const {
    const QString code = QString::fromStdString(reason);
    for (const QueueReason& known : queueReasons)
        if (code.startsWith(QLatin1String(known.code)))
            return code.contains(QLatin1Char(' ')) // not a code but a sentence, which says no more
                       ? tr(known.words)
                       : tr("%1 (%2)", "a reason in words, and as Slurm names it").arg(tr(known.words), code);
    return code;
}

} // namespace roentgen::app
