// Moves runs to the desktop's trash, one after another beside the window, as a job of the bar at the bottom that can be
// cancelled between two runs. GUI thread.
#pragma once

#include "app/app_context.h"

#include <QObject>
#include <QSet>
#include <QStringList>

namespace roentgen::app {

class RunRemover : public QObject {
    Q_OBJECT
public:
    explicit RunRemover(const AppContext& context, QObject* parent = nullptr);
    ~RunRemover() override;

    void remove(const QStringList& runIds); // after those that are being removed
    bool isRemoving(const QString& runId) const { return m_leaving.contains(runId); }

Q_SIGNALS:
    void removed(const QString& runId); // or could not be
    void done(const QString& words);    // all of them: how it went

private:
    void next();
    void finish();

    AppContext m_context;
    QStringList m_waiting;
    QSet<QString> m_leaving; // that wait, or are on their way
    int m_asked = 0, m_moved = 0;
    QString m_lastMoved, m_firstError;
    quint64 m_job = 0; // 0: nothing goes on
};

} // namespace roentgen::app
