// docs/messages.md is made from the messages themselves; ROENTGEN_WRITE_DOCS=1 makes it anew.
#include "engine/protocol/messages/augment_messages.h"
#include "engine/protocol/messages/dataset_messages.h"
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/film_messages.h"
#include "engine/protocol/messages/launch_messages.h"
#include "engine/protocol/messages/message_page.h"
#include "engine/protocol/messages/plan_messages.h"
#include "engine/protocol/messages/prediction_messages.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/messages/service_messages.h"
#include "engine/protocol/messages/sweep_messages.h"
#include "engine/protocol/messages/target_messages.h"
#include "engine/protocol/text_file.h"

#include <QTest>

using namespace roentgen;

namespace {

const char* const beginning = R"(# Messages

What services, `--json` and the records of a run consist of. This page is made from the structs in `engine/protocol/messages/` that write and read them (`ROENTGEN_WRITE_DOCS=1 messages_page_test`); [services.md](services.md) says how services are talked to, [run-folder.md](run-folder.md) what lies in a run's folder.

All are JSON objects. Keys that a reader does not know are passed over. A `?` stands behind what may be absent. Not here: `roentgen-run target show`, whose keys are those of [targets.md](targets.md), events ([events.md](events.md)), and the frames in which a far run is told of (`engine/launch/run_feed.h`).
)";

template <typename Message>
std::string table(const std::string& title) {
    const std::string rows = messageRows<Message>();
    return "\n" + title + "\n\n" +
           (rows.empty() ? "Nothing more.\n" : "| key | value | meaning |\n|---|---|---|\n" + rows);
}

template <typename Request>
std::string operation(const char* what) {
    return "\n### `" + std::string(Request::op) + "`\n\n" + what + "\n" + table<Request>("Request:") +
           table<typename Request::Answer>("Answer:");
}

template <typename Answer>
std::string answer(const char* command) {
    return table<Answer>("### `" + std::string(command) + "`");
}

template <typename Message>
std::string described(const char* title) {
    return table<Message>("### " + std::string(title));
}

std::string page() {
    std::string text = beginning;
    text += "\n## Around every request and answer of a service\n";
    text += table<RequestHead>("Request:") + table<AnswerHead>("Answer:");
    text += "\n## roentgen-data serve\n";
    text += operation<HeaderRequest>("What a file says of itself, without its pixels.");
    text += operation<DecodeRequest>("The pixels of a film, in a file.");
    text += operation<ThumbnailRequest>("A small picture of a film, in a file.");
    text += operation<IndexRequest>("What a folder holds; tells its progress.");
    text += operation<PreviewRequest>("What a data set would be, read as a file says that isn't written yet.");
    text += operation<SplitRequest>("What an experiment's data set comes to.");
    text += operation<AugmentRequest>("What training would see of the first films.");
    text += operation<PhantomRequest>("Makes a folder of phantom films; tells its progress.");
    text += "\n## roentgen-predict serve\n";
    text += operation<LoadRequest>("Makes a model ready. The last four stay loaded.");
    text += operation<ClassifyRequest>("What a model says of a film; without `weights` and `run` the one used last.");
    text += "\n## Programs with `--json`\n";
    text += described<FailedAnswer>("Any program that failed");
    text += described<Progress>("With `--progress`, on standard error");
    text += answer<IndexAnswer>("roentgen-data index");
    text += answer<LabelsAnswer>("roentgen-data labels");
    text += answer<SplitFileAnswer>("roentgen-data split");
    text += answer<PhantomAnswer>("roentgen-data phantom");
    text += answer<ShowAnswer>("roentgen-data show");
    text += answer<PackAnswer>("roentgen-data pack");
    text += answer<AugmentSheetAnswer>("roentgen-data augment");
    text += answer<PredictAnswer>("roentgen-predict");
    text += answer<EvaluateAnswer>("roentgen-evaluate");
    text += answer<BenchmarkReport>("roentgen-train --benchmark");
    text += described<StartAnswer>("`roentgen-run start`, `resume`");
    text += described<RunSummary>("`roentgen-run status`; `list`: a list of these");
    text += answer<SweepPlanAnswer>("roentgen-run sweep --dry-run");
    text += answer<SweepStartAnswer>("roentgen-run sweep --detach");
    text += described<SweepSummaryAnswer>("`roentgen-run sweep`, `sweep --report`");
    text += described<DeletedRun>("`roentgen-run delete`: a list of these");
    text += answer<ProbeAnswer>("roentgen-run probe");
    text += answer<PlanAnswer>("roentgen-run plan");
    text += described<ListedTarget>("`roentgen-run target list`: a list of these");
    text += answer<TargetTest>("roentgen-run target test");
    text += answer<InstalledEngine>("roentgen-run target install");
    text += answer<TrustAnswer>("roentgen-run target trust");
    text += "\n## Records\n";
    text += answer<ProcessRecord>("process.json");
    text += answer<RemoteRecord>("remote.json");
    text += answer<SweepRecord>("sweep.json");
    text += described<RunPackage>("What `roentgen-run receive` reads");
    return text;
}

} // namespace

class MessagesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageIsMadeFromTheMessages() {
        const std::string path = ROENTGEN_SOURCE_DIR "/docs/messages.md";
        if (qEnvironmentVariableIsSet("ROENTGEN_WRITE_DOCS"))
            QVERIFY(bool(writeFileAtomically(path, page())));
        const Result<std::string> kept = readTextFile(path);
        QVERIFY(bool(kept));
        QVERIFY2(*kept == page(),
                 "docs/messages.md is not of these messages: ROENTGEN_WRITE_DOCS=1 messages_page_test");
    }

    void everyFieldHasARow() {
        QCOMPARE(QByteArray::fromStdString(messageRows<GreyWindow>()).count('\n'), 3);
        const std::string rows = messageRows<DecodeAnswer>();
        for (const char* field : {"`file`", "`windows[].center`", "`header.patient_id`", "`spacing_mm`"})
            QVERIFY2(rows.find(field) != std::string::npos, field);
    }
};

QTEST_APPLESS_MAIN(MessagesPageTest)
#include "messages_page_test.moc"
