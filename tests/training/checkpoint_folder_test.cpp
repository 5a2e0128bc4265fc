// A process that is killed at any of its file operations leaves a whole checkpoint, the old or the new one, whether the
// file system can exchange two names or not. The calls below stand in for the C library's and count what passes.
#include "engine/training/checkpoint_folder.h"

#include "engine/protocol/text_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

int operationsUntilKill = -1; // negative: none is killed
bool canExchange = true;
bool betweenRenames = false;

// Told in the exit status of a child that was not killed, and in a file where it was.
int renamesDone = 0;

void countOperation() {
    if (operationsUntilKill == 0)
        ::raise(SIGKILL);
    if (operationsUntilKill > 0)
        --operationsUntilKill;
}

} // namespace

extern "C" {

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags) noexcept {
    countOperation();
    if (!canExchange) {
        errno = EINVAL; // as NFS and older file systems say
        return -1;
    }
    return int(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags));
}

int rename(const char* from, const char* to) noexcept {
    countOperation();
    if (betweenRenames && renamesDone == 1)
        ::raise(SIGKILL);
    const int result = int(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
    ++renamesDone;
    return result;
}

int fsync(int file) {
    countOperation();
    return int(::syscall(SYS_fsync, file));
}

ssize_t write(int file, const void* bytes, size_t count) {
    countOperation();
    return ssize_t(::syscall(SYS_write, file, bytes, count));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    countOperation();
    return int(::syscall(SYS_unlinkat, folder, path, flags));
}
}

using namespace roentgen;
using namespace roentgen::training;
namespace fs = std::filesystem;

class CheckpointFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKillAtAnyOperationLeavesAWholeCheckpoint_data();
    void aKillAtAnyOperationLeavesAWholeCheckpoint();
    void aKillBetweenTheTwoRenamesLeavesTheOldOne();

private:
    static CheckpointFiles files(int generation) {
        return {{"rank0.safetensors", std::string(5000, char('a' + generation))},
                {"state.safetensors", std::string(70000, char('a' + generation))}};
    }
    // 1 or 2: the generation that is there, whole; 0: none, or a mixture.
    static int generationOf(const RunFolder& run) {
        for (int generation : {1, 2}) {
            bool whole = true;
            for (const auto& [name, bytes] : files(generation)) {
                const auto text = readTextFile(run.checkpointFolder() + "/" + name);
                whole = whole && text && *text == bytes;
            }
            if (whole)
                return generation;
        }
        return 0;
    }
    // In a process of its own: with the first generation there, writes the second. The child's status.
    static int writeSecondInChild(const RunFolder& run, int killedAt, bool between) {
        const pid_t child = ::fork();
        if (child == 0) {
            operationsUntilKill = killedAt;
            betweenRenames = between;
            ::_exit(writeCheckpointFolder(run, files(2)) ? 0 : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        return status;
    }
    static bool isKilled(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }
};

void CheckpointFolderTest::aKillAtAnyOperationLeavesAWholeCheckpoint_data() {
    QTest::addColumn<bool>("exchange");
    QTest::newRow("names can be exchanged") << true;
    QTest::newRow("they cannot") << false;
}

void CheckpointFolderTest::aKillAtAnyOperationLeavesAWholeCheckpoint() {
    QFETCH(bool, exchange);
    canExchange = exchange;
    int kills = 0, old = 0, fresh = 0;
    for (bool ended = false; !ended; ++kills) {
        QTemporaryDir folder;
        const RunFolder run{folder.path().toStdString()};
        QVERIFY(bool(writeCheckpointFolder(run, files(1))));
        const int status = writeSecondInChild(run, kills, false);
        ended = !isKilled(status);
        if (ended)
            QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        QVERIFY2(bool(recoverCheckpointFolder(run)) && hasCheckpoint(run), qPrintable(QString::number(kills)));
        const int generation = generationOf(run);
        QVERIFY2(generation != 0, qPrintable(QStringLiteral("killed at operation %1").arg(kills)));
        QVERIFY(!ended || generation == 2);
        QVERIFY(!fs::exists(run.path + "/checkpoints/new") && !fs::exists(run.path + "/checkpoints/previous"));
        (generation == 1 ? old : fresh) += ended ? 0 : 1;
        QVERIFY(bool(writeCheckpointFolder(run, files(2)))); // and it goes on
        QCOMPARE(generationOf(run), 2);
    }
    qInfo("%d kills: %d left the old checkpoint, %d the new one", kills - 1, old, fresh);
    QVERIFY(old >= 5 && fresh >= 3); // before and after the exchange
    canExchange = true;
}

void CheckpointFolderTest::aKillBetweenTheTwoRenamesLeavesTheOldOne() {
    canExchange = false;
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    QVERIFY(bool(writeCheckpointFolder(run, files(1))));
    renamesDone = 0;
    QVERIFY(isKilled(writeSecondInChild(run, -1, true)));
    canExchange = true;
    // Nothing stands under the name, the old one and the new one under others.
    QVERIFY(!hasCheckpoint(run) && fs::exists(run.path + "/checkpoints/previous") &&
            fs::exists(run.path + "/checkpoints/new"));
    QVERIFY(bool(recoverCheckpointFolder(run)));
    QCOMPARE(generationOf(run), 1);
}

QTEST_GUILESS_MAIN(CheckpointFolderTest)
#include "checkpoint_folder_test.moc"
