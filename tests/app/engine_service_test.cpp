#include "app/engine_service.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen;
using namespace roentgen::app;

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
    *'"op":"mute"'*) echo '{"id":'$id',"ok":true}';;
    *'"op":"odd"'*) echo '{"id":'$id',"ok":1}';;
  esac
done
)sh");

struct Said {
    std::string said;
};
void describe(Fields& f, Said& answer) {
    f.required("said", answer.said, "");
}
struct Nothing {};
void describe(Fields&, Nothing&) {}

// A request with the place that it is about; each op below is one.
template <typename ItsAnswer>
struct Asked {
    using Answer = ItsAnswer;
    std::string place = {};
    const std::string& subject() const { return place; }
};
template <typename ItsAnswer>
void describe(Fields& f, Asked<ItsAnswer>& asked) {
    f.unlessEmpty("path", asked.place, "");
}
struct Echo : Asked<Said> {
    static constexpr const char* op = "echo";
};
struct Mute : Asked<Said> { // answered without its member
    static constexpr const char* op = "mute";
};
struct Odd : Asked<Nothing> {
    static constexpr const char* op = "odd";
};
struct Steps : Asked<Nothing> {
    static constexpr const char* op = "steps";
};
struct Fail : Asked<Nothing> {
    static constexpr const char* op = "fail";
};
struct Hang : Asked<Nothing> {
    static constexpr const char* op = "hang";
};
struct Die : Asked<Nothing> {
    static constexpr const char* op = "die";
};

} // namespace

class EngineServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingStartsBeforeTheFirstRequest();
    void answerComesBack();
    void progressComesBeforeTheAnswerAndRubbishIsSkipped();
    void errorKeepsMessagePlaceAndRemedy();
    void answersThatMakeNoSenseAreFailures();
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
        Echo(), this, [&](const Said& answer) { said = answer.said; },
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
        Steps(), this, [&](const Nothing&) { seen << QStringLiteral("done"); }, {},
        [&](double fraction, const QString& text) { seen << QStringLiteral("%1 %2").arg(fraction).arg(text); });
    QTRY_COMPARE(seen, QStringList({QStringLiteral("0.5 half"), QStringLiteral("done")}));
}

void EngineServiceTest::errorKeepsMessagePlaceAndRemedy() {
    QString text;
    m_service->request(Fail(), this, {}, [&](const ServiceError& error) { text = error.toText(); });
    QTRY_COMPARE(text, QStringLiteral("Torn (a.png): copy it again"));
}

void EngineServiceTest::answersThatMakeNoSenseAreFailures() {
    QStringList failures;
    const auto keep = [&](const ServiceError& error) { failures << error.toText(); };
    m_service->request(
        Mute(), this, [](const Said&) { QFAIL("answered"); }, keep);
    m_service->request(
        Odd(), this, [](const Nothing&) { QFAIL("answered"); }, keep);
    QTRY_COMPARE(failures.size(), 2);
    QVERIFY2(failures[0].contains(QStringLiteral("said is missing")), qPrintable(failures[0]));
    QVERIFY2(failures[1].contains(QStringLiteral("ok is neither true nor false")), qPrintable(failures[1]));
    QVERIFY(!m_service->isBusy());
}

void EngineServiceTest::killedWorkerFailsWhatWasPendingAndStartsAgain() {
    QSignalSpy crashed(m_service.get(), &EngineService::crashed);
    QString failure;
    QStringList places; // what each request was about
    for (const char* place : {"/films/a.png", "/films", ""}) {
        Hang request;
        request.place = place;
        m_service->request(request, this, {}, [&](const ServiceError& error) {
            failure = error.toText();
            places += error.where;
        });
    }
    QTRY_VERIFY(workerPid() > 0);
    const qint64 first = workerPid();
    ::kill(pid_t(first), SIGKILL);
    QTRY_VERIFY(failure.contains(QStringLiteral("stopped unexpectedly")));
    QCOMPARE(places, QStringList({QStringLiteral("/films/a.png"), QStringLiteral("/films"), QString()}));
    QCOMPARE(crashed.count(), 1);
    bool answered = false;
    m_service->request(Echo(), this, [&](const Said&) { answered = true; }, {});
    QTRY_VERIFY(answered);
    QVERIFY(workerPid() != first);
}

void EngineServiceTest::everyPendingRequestIsAnsweredOnce() {
    int failures = 0;
    for (int i = 0; i < 20; ++i) {
        m_service->request(
            Hang(), this, [](const Nothing&) { QFAIL("answered"); }, [&](const ServiceError&) { ++failures; });
    }
    m_service->request(Die(), this, {}, [&](const ServiceError&) { ++failures; });
    QTRY_COMPARE(failures, 21);
    QVERIFY(!m_service->isBusy());
}

void EngineServiceTest::cancelReachesTheWorker() {
    bool cancelled = false;
    const quint64 id =
        m_service->request(Hang(), this, {}, [&](const ServiceError& error) { cancelled = error.cancelled; });
    m_service->cancel(id);
    QTRY_VERIFY(cancelled);
}

void EngineServiceTest::missingProgramIsAnError() {
    EngineService service(QStringLiteral("/nowhere/roentgen-data"), {QStringLiteral("serve")});
    QString failure;
    service.request(Echo(), this, {}, [&](const ServiceError& error) { failure = error.toText(); });
    QTRY_VERIFY2(failure.contains(QStringLiteral("Could not start roentgen-data")), qPrintable(failure));
    failure.clear();
    service.request(Echo(), this, {}, [&](const ServiceError& error) { failure = error.toText(); });
    QTRY_VERIFY(!failure.isEmpty());
}

void EngineServiceTest::nothingIsCalledForAContextThatIsGone() {
    auto page = std::make_unique<QObject>();
    m_service->request(
        Echo(), page.get(), [](const Said&) { QFAIL("called"); }, [](const ServiceError&) { QFAIL("called"); });
    page.reset();
    QTRY_VERIFY(!m_service->isBusy());
}

void EngineServiceTest::destructionEndsTheWorker() {
    m_service->request(Hang(), this, {}, {});
    QTRY_VERIFY(workerPid() > 0);
    const pid_t worker = pid_t(workerPid());
    m_service.reset();
    QTRY_VERIFY(::kill(worker, 0) != 0);
}

QTEST_MAIN(EngineServiceTest)
#include "engine_service_test.moc"
