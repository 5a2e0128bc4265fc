#include "app/runs/run_remover.h"

#include "app/background_jobs.h"
#include "app/background_work.h"
#include "app/runs/run_removal.h"

namespace roentgen::app {

RunRemover::RunRemover(const AppContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context) {}

// What waits stays where it is.
RunRemover::~RunRemover() {
    if (m_job != 0)
        m_context.jobs->finish(m_job);
}

void RunRemover::remove(const QStringList& runIds) {
    for (const QString& id : runIds) {
        if (m_leaving.contains(id))
            continue;
        m_waiting += id;
        m_leaving.insert(id);
        ++m_asked;
    }
    if (m_job != 0 || m_waiting.isEmpty())
        return;
    m_job = m_context.jobs->start(tr("Moving runs to the trash"), [this] {
        for (const QString& id : std::as_const(m_waiting))
            m_leaving.remove(id);
        m_waiting.clear();
    });
    next();
}

// Whether it still goes on is read from its events, which may be many.
void RunRemover::next() {
    if (m_waiting.isEmpty())
        return finish();
    const QString id = m_waiting.takeFirst();
    m_context.jobs->progress(m_job, double(m_asked - m_waiting.size() - 1) / m_asked, id);
    workInBackground(
        this, [workspace = m_context.workspace, id] { return moveRunToTrash(workspace, id); },
        [this, id](const QString& error) {
            m_leaving.remove(id);
            if (error.isEmpty()) {
                ++m_moved;
                m_lastMoved = id;
            } else if (m_firstError.isEmpty()) {
                m_firstError = error;
            }
            Q_EMIT removed(id);
            next();
        });
}

void RunRemover::finish() {
    m_context.jobs->finish(std::exchange(m_job, 0));
    QString words =
        m_asked == 1 ? tr("%1 moved to the trash").arg(m_lastMoved) : tr("%n run(s) moved to the trash", "", m_moved);
    if (!m_firstError.isEmpty())
        words = m_moved == 0 ? m_firstError : words + QStringLiteral(". ") + m_firstError;
    m_asked = m_moved = 0;
    m_firstError.clear();
    Q_EMIT done(words);
}

} // namespace roentgen::app
