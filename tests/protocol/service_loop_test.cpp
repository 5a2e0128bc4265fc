#include "engine/protocol/service_loop.h"

#include <QTest>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

using namespace roentgen;
using nlohmann::json;

namespace {

struct Number {
    int value = 0;
};
void describe(Fields& f, Number& number) {
    f.required("value", number.value, "");
}
struct DoubleRequest {
    static constexpr const char* op = "double";
    using Answer = Number;
    int value = 0;
};
void describe(Fields& f, DoubleRequest& request) {
    f.required("value", request.value, "");
}
struct AddRequest {
    static constexpr const char* op = "add";
    using Answer = Number;
    int a = 0, b = 0;
};
void describe(Fields& f, AddRequest& request) {
    f.required("a", request.a, "");
    f.required("b", request.b, "");
}

// Runs the loop over pipes, feeds it the lines, returns the messages it sent.
std::vector<json> serve(ServiceLoop& loop, const std::vector<std::string>& lines) {
    int in[2], out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0)
        return {};
    std::thread thread([&] {
        loop.run(in[0], out[1]);
        ::close(out[1]);
    });
    for (const std::string& line : lines)
        if (::write(in[1], (line + "\n").data(), line.size() + 1) < 0)
            qFatal("pipe");
    ::close(in[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t got; (got = ::read(out[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, size_t(got));
    thread.join();
    ::close(in[0]);
    ::close(out[0]);
    std::vector<json> messages;
    for (size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
        messages.push_back(json::parse(text.substr(begin, end - begin)));
    return messages;
}

std::map<int, json> finalAnswers(const std::vector<json>& messages) {
    std::map<int, json> answers;
    for (const json& m : messages)
        if (m.contains("ok") && m["id"].is_number()) {
            if (answers.count(m["id"].get<int>()))
                qFatal("answered twice");
            answers[m["id"].get<int>()] = m;
        }
    return answers;
}

} // namespace

class TestServiceLoop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRequestIsAnsweredExactlyOnce();
    void badRequestsAreAnsweredAndCostNothingElse();
    void aCancelledWorkStops();
};

void TestServiceLoop::everyRequestIsAnsweredExactlyOnce() {
    ServiceLoop loop(3);
    loop.on<DoubleRequest>([](const DoubleRequest& request, ServiceWork& work) -> Result<Number> {
        work.progress(0.5, "half");
        return Number{request.value * 2};
    });
    std::vector<std::string> lines;
    for (int i = 1; i <= 200; ++i)
        lines.push_back(json{{"id", i}, {"op", "double"}, {"value", i}}.dump());
    const auto messages = serve(loop, lines);
    QCOMPARE(int(messages.size()), 400); // one progress and one answer each
    const auto answers = finalAnswers(messages);
    QCOMPARE(int(answers.size()), 200);
    for (const auto& [id, answer] : answers)
        QCOMPARE(answer.at("value").get<int>(), 2 * id);
}

void TestServiceLoop::badRequestsAreAnsweredAndCostNothingElse() {
    ServiceLoop loop;
    loop.on<AddRequest>(
        [](const AddRequest& request, ServiceWork&) -> Result<Number> { return Number{request.a + request.b}; });
    loop.onText("throw",
                [](const std::string&, ServiceWork&) -> Result<std::string> { throw std::runtime_error("broken"); });
    loop.onText("refuse", [](const std::string&, ServiceWork&) -> Result<std::string> {
        return dataError("bad film", "a.png", "skip it");
    });
    const auto messages = serve(loop, {"not json", "[1]", R"({"id":1,"op":"nothing"})", R"({"id":2,"op":"add","a":1})",
                                       R"({"id":3,"op":"throw"})", R"({"id":4,"op":"refuse"})",
                                       R"({"id":5,"op":"add","a":1,"b":2})", "", R"({"id":6})"});
    QCOMPARE(int(messages.size()), 8);
    const auto answers = finalAnswers(messages);
    QCOMPARE(answers.at(1)["error"]["code"].get<std::string>(), std::string("usage"));
    QCOMPARE(answers.at(2)["error"]["code"].get<std::string>(), std::string("usage"));
    QCOMPARE(answers.at(3)["error"]["code"].get<std::string>(), std::string("internal"));
    QCOMPARE(answers.at(4)["error"]["where"].get<std::string>(), std::string("a.png"));
    QCOMPARE(answers.at(5)["value"].get<int>(), 3);
    QCOMPARE(answers.at(6)["ok"].get<bool>(), false);
}

void TestServiceLoop::aCancelledWorkStops() {
    ServiceLoop loop;
    loop.onText("long", [](const std::string&, ServiceWork& work) -> Result<std::string> {
        for (int i = 0; i < 1000; ++i) {
            if (work.cancelled())
                return Error{ErrorCode::Stopped, "Cancelled", {}, {}};
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return std::string("{}");
    });
    const auto messages = serve(loop, {R"({"id":1,"op":"long"})", R"({"id":2,"op":"long"})",
                                       R"({"op":"cancel","id":2})", R"({"op":"cancel","id":1})"});
    const auto answers = finalAnswers(messages);
    QCOMPARE(answers.at(1)["error"]["code"].get<std::string>(), std::string("stopped"));
    QCOMPARE(answers.at(2)["error"]["code"].get<std::string>(), std::string("stopped"));
}

QTEST_APPLESS_MAIN(TestServiceLoop)
#include "service_loop_test.moc"
