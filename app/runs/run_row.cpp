#include "app/runs/run_row.h"

#include "app/runs/metric_words.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace roentgen::app {

QString RunWords::state(RunState state) {
    switch (state) {
    case RunState::Prepared:
        return tr("Prepared", "state of a run");
    case RunState::Starting:
        return tr("Starting", "state of a run");
    case RunState::Running:
        return tr("Running", "state of a run");
    case RunState::Stalled:
        return tr("Stalled", "state of a run: alive, but silent");
    case RunState::Stopping:
        return tr("Stopping", "state of a run: was asked to stop, still lives");
    case RunState::Stopped:
        return tr("Stopped", "state of a run");
    case RunState::Finished:
        return tr("Finished", "state of a run");
    case RunState::Failed:
        return tr("Failed", "state of a run");
    case RunState::Queued:
        return tr("Queued", "state of a run: waits in the queue of a cluster");
    case RunState::Unreachable:
        return tr("Unreachable", "state of a run on another machine that cannot be asked");
    case RunState::Lost:
        break;
    }
    return tr("Lost", "state of a run: its process is gone and said nothing");
}

QString RunWords::duration(double seconds) {
    if (!(seconds >= 0))
        return {};
    const auto whole = qint64(std::llround(seconds));
    if (whole < 60)
        return tr("%1 s", "seconds").arg(whole);
    if (whole < 3600)
        return tr("%1 min", "minutes").arg((whole + 30) / 60);
    return tr("%1 h %2 min", "hours and minutes").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString RunWords::started(double time) {
    const QDateTime start = QDateTime::fromSecsSinceEpoch(qint64(time)), now = QDateTime::currentDateTime();
    const QLocale locale;
    const QString clock = locale.toString(start.time(), QStringLiteral("HH:mm"));
    if (start.date() == now.date())
        return clock;
    if (start.date().year() == now.date().year())
        return locale.toString(start.date(), tr("d MMM", "day and month as QLocale writes them")) + QLatin1Char(' ') +
               clock;
    return locale.toString(start.date(), QLocale::ShortFormat);
}

QString RunWords::speed(const RunSummary& summary) {
    if (summary.imagesPerSecond <= 0)
        return {};
    const QLocale locale;
    const QString all = locale.toString(summary.imagesPerSecond, 'f', 1);
    return summary.imagesPerSecondDeviation > 0
               ? QStringLiteral("%1 ± %2").arg(all, locale.toString(summary.imagesPerSecondDeviation, 'f', 1))
               : all;
}

QString RunWords::headline(const RunSummary& summary) {
    const QLocale locale;
    QStringList facts;
    if (summary.epochs > 0)
        facts += tr("epoch %1/%2")
                     .arg(locale.toString(qlonglong(summary.epoch)), locale.toString(qlonglong(summary.epochs)));
    if (summary.totalSteps > 0)
        facts += tr("step %1/%2")
                     .arg(locale.toString(qlonglong(summary.step)), locale.toString(qlonglong(summary.totalSteps)));
    if (summary.imagesPerSecond > 0)
        facts += tr("%1 images/s").arg(speed(summary));
    if (summary.remainingSeconds)
        facts += tr("%1 left", "time that remains").arg(duration(*summary.remainingSeconds));
    else if (summary.elapsedSeconds > 0)
        facts += tr("took %1", "time of a run that has ended").arg(duration(summary.elapsedSeconds));
    if (summary.best)
        facts += tr("best %1 %2", "a metric, its value")
                     .arg(MetricWords::shortName(summary.headline), locale.toString(*summary.best, 'f', 3));
    return facts.join(QStringLiteral(" · "));
}

} // namespace roentgen::app
