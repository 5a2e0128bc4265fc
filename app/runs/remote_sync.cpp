#include "app/runs/remote_sync.h"

#include "engine/protocol/remote_record.h"
#include "engine/protocol/run_state.h"
#include "engine/protocol/target.h"

#include <algorithm>

namespace roentgen::app {

namespace {

// What has gone on for a minute has not died of what ended it before.
constexpr int LookEvery = 5000, FirstWait = 2000, LongestWait = 60000, GoodAfter = 60000, MostWaitedAtEnd = 3000;

} // namespace

RemoteSync::RemoteSync(const QString& binFolder, QString workspace, QObject* parent)
    : QObject(parent)
    , m_program(binFolder + QStringLiteral("/roentgen-run"))
    , m_workspace(std::move(workspace))
    , m_wait(FirstWait) {
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QProcess::nullDevice()); // a run's remote.json says why it cannot be reached
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &RemoteSync::look);
    connect(&m_look, &QTimer::timeout, this, &RemoteSync::look);
    connect(&m_process, &QProcess::finished, this, &RemoteSync::takeEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            takeEnd();
        }
    });
    m_look.start(LookEvery);
    m_again.start(0);
}

RemoteSync::~RemoteSync() {
    m_process.disconnect(this);
    m_process.closeWriteChannel();
    if (isGoing() && !m_process.waitForFinished(MostWaitedAtEnd)) {
        m_process.kill(); // it writes whole lines alone, and proves them when it begins again
        m_process.waitForFinished(MostWaitedAtEnd);
    }
}

bool RemoteSync::isNeeded() const {
    const std::string workspace = m_workspace.toStdString();
    if (!listTargetNames(workspace).empty()) {
        return true;
    }
    const std::vector<std::string> ids = listRunIds(workspace);
    return std::any_of(ids.begin(), ids.end(), [&workspace](const std::string& id) {
        return readRemoteRecord({workspace + "/runs/" + id}).has_value();
    });
}

void RemoteSync::look() {
    if (m_again.isActive()) {
        return;
    }
    const bool needed = isNeeded();
    if (needed && !isGoing()) {
        begin();
    } else if (!needed && isGoing()) {
        m_process.closeWriteChannel();
    }
}

void RemoteSync::begin() {
    m_going.start();
    m_process.start(m_program, {QStringLiteral("sync"), QStringLiteral("--all"), QStringLiteral("--follow"),
                                QStringLiteral("--until-input-ends"), QStringLiteral("--workspace"), m_workspace});
}

void RemoteSync::takeEnd() {
    m_wait = m_going.elapsed() >= GoodAfter ? FirstWait : m_wait;
    m_again.start(m_wait);
    m_wait = std::min(2 * m_wait, LongestWait);
}

} // namespace roentgen::app
