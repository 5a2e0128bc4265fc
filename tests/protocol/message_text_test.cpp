// Every kind of value there and back; what is missing, of another kind or out of bounds is refused by its name.
#include "engine/protocol/messages/dataset_messages.h"
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/prediction_messages.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/messages/service_messages.h"

#include <QTest>

#include <cmath>

using namespace roentgen;

namespace {

enum class Side { Left, Right };
std::vector<const char*> wordsOf(Side) {
    return {"left", "right"};
}

struct Part {
    int n = 0;
};
void describe(Fields& f, Part& part) {
    f.required("n", part.n, "", {1, 9});
}

struct All {
    bool flag = false;
    int8_t small = 0;
    uint64_t large = 0;
    double number = 0;
    float single = 0;
    std::string text;
    Side side = Side::Left;
    std::optional<double> perhaps, leftOut;
    std::vector<Part> list;
    std::map<std::string, int64_t> table;
    std::vector<std::pair<std::string, Part>> ordered;
    std::string kept = "kept";
};
void describe(Fields& f, All& all) {
    f.required("flag", all.flag, "");
    f.required("small", all.small, "");
    f.required("large", all.large, "");
    f.required("number", all.number, "", {-10, 10});
    f.required("single", all.single, "");
    f.required("text", all.text, "");
    f.required("side", all.side, "");
    f.required("perhaps", all.perhaps, "");
    f.unlessEmpty("left_out", all.leftOut, "");
    f.required("list", all.list, "");
    f.required("table", all.table, "", fromZero);
    f.required("ordered", all.ordered, "");
    f.optional("kept", all.kept, "");
}

All example() {
    All all;
    all.flag = true;
    all.small = -7;
    all.large = 1ull << 40;
    all.number = -0.1;
    all.single = 1.5f;
    all.text = "a \"b\"\n\\ ü";
    all.side = Side::Right;
    all.list = {{1}, {9}};
    all.table = {{"b", 2}, {"a", 1}};
    all.ordered = {{"z", {3}}, {"a", {4}}};
    return all;
}

// In plain quotes: moc loses its way in raw strings with quotes and backslashes.
const char* const text = "{\"flag\":true,\"small\":-7,\"large\":1099511627776,\"number\":-0.1,\"single\":1.5,"
                         "\"text\":\"a \\\"b\\\"\\n\\\\ ü\",\"side\":\"right\",\"perhaps\":null,"
                         "\"list\":[{\"n\":1},{\"n\":9}],\"table\":{\"a\":1,\"b\":2},"
                         "\"ordered\":{\"z\":{\"n\":3},\"a\":{\"n\":4}},\"kept\":\"kept\"}";

} // namespace

class MessageTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsWritten() { QCOMPARE(writeMessage(example()), std::string(text)); }

    void everyKindComesBack() {
        const auto all = readMessage<All>(text);
        QVERIFY2(bool(all), all ? "" : all.error().toLine().c_str());
        QCOMPARE(writeMessage(*all), std::string(text));
        QVERIFY(all->side == Side::Right);
        QCOMPARE(all->ordered.front().first, std::string("z"));
    }

    void wholeNumbersMayBeWrittenAsOthers() {
        QCOMPARE(readMessage<Part>("{\"n\":7.0}")->n, 7);
        QCOMPARE(readMessage<Part>("{\"n\":0.7e1}")->n, 7);
    }

    void unknownKeysArePassedOver() {
        std::string more(text);
        more.insert(1, R"("new":{"deep":[1,2]},)");
        QVERIFY(bool(readMessage<All>(more)));
    }

    void badMessagesAreRefusedByName_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* name, const char* from, const char* to, const char* said) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(said);
        };
        row("missing", "\"flag\":true,", "", "flag is missing");
        row("flag as number", "true", "1", "flag is neither true nor false");
        row("whole number as text", "-7", "\"-7\"", "small is no whole number");
        row("whole number with a fraction", "-7", "-7.5", "small is no whole number");
        row("whole number beyond what a double says", "1099511627776", "1e30", "large is no whole number");
        row("beyond the type", "-7", "128", "small is 128, not -128 to 127");
        row("beyond all types", "-7", "18446744073709551615", "small is 18446744073709551615");
        row("below an unsigned type", "1099511627776", "-1", "large is -1");
        row("number out of bounds", "-0.1", "10.5", "number is 10.5, not -10 to 10");
        row("number that is null", "-0.1", "null", "number is no number");
        row("number beyond doubles", "-0.1", "1e999", "This is no JSON");
        row("text as list", "\"a \\\"b\\\"\\n\\\\ ü\"", "[]", "text is no text");
        row("unknown word", "right", "middle", "side is none of left, right");
        row("optional of another kind", "null", "\"x\"", "perhaps is no number");
        row("list as object", "[{\"n\":1},{\"n\":9}]", "{}", "list is no list");
        row("part of a list", "{\"n\":9}", "{\"n\":0}", "list[1].n is 0, not 1 to 9");
        row("part without its member", "{\"n\":9}", "{}", "list[1].n is missing");
        row("part that is no object", "{\"n\":9}", "9", "list[1] is no object");
        row("value of a table", "\"b\":2", "\"b\":-2", "table.b is -2, not at least 0");
        row("part of a table", "{\"n\":4}", "{\"n\":40}", "ordered.a.n is 40, not 1 to 9");
        row("kept of another kind", "\"kept\":\"kept\"", "\"kept\":1", "kept is no text");
        row("list instead of the message", text, "[]", "This is no object");
        row("torn", "\"kept\"}", "\"ke", "This is no JSON");
        row("nothing", text, "", "This is no JSON");
    }
    void badMessagesAreRefusedByName() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, said);
        QByteArray bad(text);
        QVERIFY(bad.contains(from));
        bad.replace(from, to);
        const auto all = readMessage<All>(bad.toStdString(), "here");
        QVERIFY(!all);
        QVERIFY2(QByteArray::fromStdString(all.error().message).startsWith(said), all.error().message.c_str());
        QCOMPARE(all.error().where, std::string("here"));
        QVERIFY(all.error().code == ErrorCode::Data);
    }

    // Deeper than any stack.
    void deepNestingIsRead() {
        const std::string deep = "{\"n\":1,\"x\":" + std::string(200000, '[') + std::string(200000, ']') + "}";
        QCOMPARE(readMessage<Part>(deep)->n, 1);
    }

    void whatIsNoTextOrNumberIsWrittenAllTheSame() {
        All all = example();
        all.text = "\xff";
        all.number = std::nan("");
        const std::string written = writeMessage(all);
        QVERIFY(written.find("\"text\":\"\xef\xbf\xbd\"") != std::string::npos);
        QVERIFY(written.find("\"number\":null") != std::string::npos);
    }

    void writingChangesNothing() {
        static const Part part{3}; // may lie where nothing can be written
        QCOMPARE(writeMessage(part), std::string("{\"n\":3}"));
    }

    void errorsKeepAllTheySay() {
        Error error = dataError("Torn", "a.png", "copy it again");
        error.kind = "torn";
        error.figures = {{"bytes", 3}};
        const auto back = readMessage<FailedAnswer>(writeMessage(FailedAnswer{{error, 3}}));
        QVERIFY(bool(back));
        QCOMPARE(back->error.error.toLine(), error.toLine());
        QVERIFY(back->error.error.code == ErrorCode::Data);
        QCOMPARE(back->error.error.kind, error.kind);
        QCOMPARE(back->error.error.figures, error.figures);
        QCOMPARE(back->error.exitCode, 3);
    }

    void objectsAreJoined() {
        QCOMPARE(joinMessages("{\"a\":1}", "{\"b\":2}"), std::string("{\"a\":1,\"b\":2}"));
        QCOMPARE(joinMessages("{}", "{\"b\":2}"), std::string("{\"b\":2}"));
        QCOMPARE(joinMessages("{\"a\":1}", "{}"), std::string("{\"a\":1}"));
    }

    // What older programs wrote and wrote not.
    void recordsOfOlderProgramsAreRead() {
        QCOMPARE(readMessage<ProcessRecord>(R"({"host":"a","launcher_pid":7})")->launcherPid, int64_t(7));
        QCOMPARE(readMessage<RemoteRecord>(R"({"target":"t","kind":"slurm","job":"12"})")->job, std::string("12"));
        QCOMPARE(readMessage<TrainedOn>(R"({"films":3,"layout":[1,2]})")->layout.size(), size_t(0));
        const auto sweep = readMessage<SweepRecord>(
            R"({"version":1,"name":"s","runs":[{"run":"a","combination":0,"repeat":1,"seed":3,
                "overrides":[{"key":"training.local_batch","value":"8"}]}]})");
        QVERIFY(bool(sweep));
        QCOMPARE(sweep->runs.front().overrides.front().second, std::string("8"));
    }
};

QTEST_APPLESS_MAIN(MessageTextTest)
#include "message_text_test.moc"
