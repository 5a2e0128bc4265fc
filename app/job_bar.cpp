#include "app/job_bar.h"

#include "app/background_jobs.h"
#include "widgets/theme.h"

#include <QDateTime>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace roentgen::app {

QString timeLeftText(double seconds) {
    if (seconds < 0) {
        return {};
    }
    if (seconds < 90) {
        return JobBar::tr("%1 s left").arg(std::max(1, int(std::lround(seconds))));
    }
    if (seconds < 90 * 60) {
        return JobBar::tr("%1 min left").arg(int(std::lround(seconds / 60)));
    }
    return JobBar::tr("%1 h left").arg(seconds / 3600, 0, 'f', 1);
}

JobBar::JobBar(BackgroundJobs* jobs, const QString& workspace, QWidget* parent)
    : QFrame(parent)
    , m_jobs(jobs)
    , m_workspace(QDir::toNativeSeparators(workspace))
    , m_what(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_left(new QLabel(this))
    , m_cancel(new QToolButton(this)) {
    setObjectName(QStringLiteral("jobBar"));
    setFixedHeight(28);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(8);
    m_what->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_what->setTextFormat(Qt::PlainText);
    m_progress->setFixedWidth(160);
    m_progress->setTextVisible(false);
    m_cancel->setIcon(widgets::icon(QStringLiteral("cancel")));
    m_cancel->setIconSize(QSize(12, 12));
    m_cancel->setFixedSize(22, 22);
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
    layout->addWidget(m_what, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_left);
    layout->addWidget(m_cancel);
    auto* notice = new QLabel(tr("For research use only"), this);
    layout->addSpacing(8);
    layout->addWidget(notice);
    connect(m_jobs, &BackgroundJobs::changed, this, &JobBar::refresh);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_jobs->jobs().isEmpty()) {
            m_jobs->cancel(m_jobs->jobs().first().id);
        }
    });
    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(10000);
    connect(&m_messageTimer, &QTimer::timeout, this, [this] {
        m_message.clear();
        refresh();
    });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &JobBar::refresh);
    refresh();
}

void JobBar::showMessage(const QString& text) {
    m_message = text;
    m_messageTimer.start();
    refresh();
}

void JobBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    setText(m_text);
}

void JobBar::setText(const QString& text) {
    m_text = text;
    m_what->setText(m_what->fontMetrics().elidedText(text, Qt::ElideMiddle, m_what->width()));
    m_what->setToolTip(m_what->text() == text ? QString() : text);
}

void JobBar::refresh() {
    const auto& jobs = m_jobs->jobs();
    const bool working = !jobs.isEmpty();
    m_progress->setVisible(working);
    m_left->setVisible(working);
    m_cancel->setVisible(working && jobs.first().cancel);
    if (!working) {
        m_clock.stop();
        setText(m_message.isEmpty() ? m_workspace : m_message);
        return;
    }
    if (!m_clock.isActive()) {
        m_clock.start();
    }
    const BackgroundJob& job = jobs.first();
    QString text = job.detail.isEmpty() ? job.what : QStringLiteral("%1 · %2").arg(job.what, job.detail);
    if (jobs.size() > 1) {
        text = tr("%1 (and %n more)", nullptr, int(jobs.size()) - 1).arg(text);
    }
    setText(text);
    m_progress->setRange(0, job.fraction < 0 ? 0 : 1000);
    m_progress->setValue(job.fraction < 0 ? 0 : int(job.fraction * 1000));
    m_left->setText(timeLeftText(job.remainingSeconds(double(QDateTime::currentMSecsSinceEpoch()) / 1000.0)));
}

} // namespace roentgen::app
