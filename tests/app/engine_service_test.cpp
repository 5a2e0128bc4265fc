#include "app/engine_service.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen::app;
using nlohmann::json;

namespace {

// A worker in a few lines of shell: it keeps its pid in a file and does what the operation says.
const QString kWorker = QStringLiteral(R"sh(
echo $$ > "$1"
while read -r line; do
  id=$(printf %s "$line" | sed 's/.*"id":\([0-9]*\).*/\1/')
  case "$line" in
    *'"op":"cancel"'*) echo '{"id":'$id',"ok":false,"error":{"code":"stopped","message":"cancelled"}}';;
    *'"op":"echo"'*) echo '{"id":'$id',"ok":true,"said":"hello"}';;
    *'"op":"steps"'*) echo '{"id":'$id',"progress":0.5,"text":"half"}'; echo 'no json'; echo '{"id":'$id',"ok":true}';;
    *'"op":"fail"'*) echo '{"id":'$id',"ok":false,"error":{"code":"data","message":"Torn","where":"a.png","hint":"copy it again"}}';;
    *'"op":"hang"'*) : ;;
    *'"op":"die"'*) exit 1;;
  esac
done
)sh");

} // namespace

class EngineServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingStartsBeforeTheFirstRequest();
    void answerComesBack();
    void progressComesBeforeTheAnswerAndRubbishIsSkipped();
    void errorKeepsMessagePlaceAndRemedy();
    void killedWorkerFailsWhatWasPendingAndStartsAgain();
    void everyPendingRequestIsAnsweredOnce();
    void cancelReachesTheWorker();
    void missingProgramIsAnError();
    void nothingIsCalledForAContextThatIsGone();
    void destructionEndsTheWorker();

private:
    qint64 workerPid() const {
        QFile file(m_pidFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_pidFile;
    std::unique_ptr<EngineService> m_service;
};

void EngineServiceTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_pidFile = m_folder->filePath(QStringLiteral("pid"));
    m_service = std::make_unique<EngineService>(
        QStringLiteral("/bin/sh"), QStringList{QStringLiteral("-c"), kWorker, QStringLiteral("worker"), m_pidFile});
}

void EngineServiceTest::nothingStartsBeforeTheFirstRequest() {
    QTest::qWait(50);
    QCOMPARE(workerPid(), 0);
    QVERIFY(!m_service->isBusy());
}

void EngineServiceTest::answerComesBack() {
    QSignalSpy busy(m_service.get(), &EngineService::busyChanged);
    std::string said;
    m_service->request(
        {{"op", "echo"}}, this, [&](const json& answer) { said = answer.value("said", ""); },
        [](const ServiceError& error) { QFAIL(qPrintable(error.toText())); });
    QVERIFY(m_service->isBusy());
    QTRY_COMPARE(said, std::string("hello"));
    QVERIFY(!m_service->isBusy());
    QCOMPARE(busy.first().first().toBool(), true);
    QCOMPARE(busy.last().first().toBool(), false);
}

void EngineServiceTest::progressComesBeforeTheAnswerAndRubbishIsSkipped() {
    QStringList seen;
    m_service->request(
        {{"op", "steps"}}, this, [&](const json&) { seen << QStringLiteral("done"); }, {},
        [&](double fraction, const QString& text) { seen << QStringLiteral("%1 %2").arg(fraction).arg(text); });
    QTRY_COMPARE(seen, QStringList({QStringLiteral("0.5 half"), QStringLiteral("done")}));
}

void EngineServiceTest::errorKeepsMessagePlaceAndRemedy() {
    QString text;
    m_service->request({{"op", "fail"}}, this, {}, [&](const ServiceError& error) { text = error.toText(); });
    QTRY_COMPARE(text, QStringLiteral("Torn (a.png): copy it again"));
}

void EngineServiceTest::killedWorkerFailsWhatWasPendingAndStartsAgain() {
    QSignalSpy crashed(m_service.get(), &EngineService::crashed);
    QString failure;
    QStringList places; // what each request was about
    for (const char* key : {"path", "folder", "out"}) {
        m_service->request({{"op", "hang"}, {key, std::string("/films/") + key}}, this, {},
                           [&](const ServiceError& error) {
                               failure = error.toText();
                               places += error.where;
                           });
    }
    QTRY_VERIFY(workerPid() > 0);
    const qint64 first = workerPid();
    ::kill(pid_t(first), SIGKILL);
    QTRY_VERIFY(failure.contains(QStringLiteral("stopped unexpectedly")));
    QCOMPARE(places, QStringList({QStringLiteral("/films/path"), QStringLiteral("/films/folder"), QString()}));
    QCOMPARE(crashed.count(), 1);
    bool answered = false;
    m_service->request({{"op", "echo"}}, this, [&](const json&) { answered = true; }, {});
    QTRY_VERIFY(answered);
    QVERIFY(workerPid() != first);
}

void EngineServiceTest::everyPendingRequestIsAnsweredOnce() {
    int failures = 0;
    for (int i = 0; i < 20; ++i) {
        m_service->request(
            {{"op", "hang"}}, this, [](const json&) { QFAIL("answered"); }, [&](const ServiceError&) { ++failures; });
    }
    m_service->request({{"op", "die"}}, this, {}, [&](const ServiceError&) { ++failures; });
    QTRY_COMPARE(failures, 21);
    QVERIFY(!m_service->isBusy());
}

void EngineServiceTest::cancelReachesTheWorker() {
    bool cancelled = false;
    const quint64 id =
        m_service->request({{"op", "hang"}}, this, {}, [&](const ServiceError& error) { cancelled = error.cancelled; });
    m_service->cancel(id);
    QTRY_VERIFY(cancelled);
}

void EngineServiceTest::missingProgramIsAnError() {
    EngineService service(QStringLiteral("/nowhere/roentgen-data"), {QStringLiteral("serve")});
    QString failure;
    service.request({{"op", "echo"}}, this, {}, [&](const ServiceError& error) { failure = error.toText(); });
    QTRY_VERIFY2(failure.contains(QStringLiteral("Could not start roentgen-data")), qPrintable(failure));
    failure.clear();
    service.request({{"op", "echo"}}, this, {}, [&](const ServiceError& error) { failure = error.toText(); });
    QTRY_VERIFY(!failure.isEmpty());
}

void EngineServiceTest::nothingIsCalledForAContextThatIsGone() {
    auto page = std::make_unique<QObject>();
    m_service->request(
        {{"op", "echo"}}, page.get(), [](const json&) { QFAIL("called"); },
        [](const ServiceError&) { QFAIL("called"); });
    page.reset();
    QTRY_VERIFY(!m_service->isBusy());
}

void EngineServiceTest::destructionEndsTheWorker() {
    m_service->request({{"op", "hang"}}, this, {}, {});
    QTRY_VERIFY(workerPid() > 0);
    const pid_t worker = pid_t(workerPid());
    m_service.reset();
    QTRY_VERIFY(::kill(worker, 0) != 0);
}

QTEST_MAIN(EngineServiceTest)
#include "engine_service_test.moc"
