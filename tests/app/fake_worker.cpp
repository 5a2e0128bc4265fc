// Stands for roentgen-data and roentgen-predict in the tests of the window: answers by the name of what it is asked
// for, well or badly. argv[1]: the folder for decoded pixels.
#include "engine/protocol/service_loop.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

using namespace roentgen;
using nlohmann::json;

namespace {

std::string folder;

bool has(const std::string& name, const char* part) {
    return name.find(part) != std::string::npos;
}

// 60 rows × 40 columns; bright on the left (right in names with "right-wall"), and as bright as the name is long.
json film(const std::string& path, size_t announced) {
    static std::atomic<int> next{0};
    const std::string file = folder + "/pixels-" + std::to_string(++next);
    std::string bytes;
    for (int r = 0; r < 60; ++r)
        for (int c = 0; c < 40; ++c)
            bytes += char((has(path, "right-wall") ? c >= 20 : c < 20) ? 200 : 10);
    std::ofstream(file, std::ios::binary).write(bytes.data(), std::streamsize(announced));
    return {{"file", file},
            {"type", "u8"},
            {"rows", 60},
            {"columns", 40},
            {"bytes", bytes.size()},
            {"slope", 1.0},
            {"intercept", 0.0},
            {"inverted", false},
            {"windows", json::array()},
            {"default_window", {{"center", 128.0}, {"width", 256.0}, {"name", ""}}},
            {"voi_function", "LINEAR"},
            {"spacing_mm", nullptr},
            {"spacing_source", ""},
            {"header", {{"frames", has(path, "stack") ? 3 : 1}}}};
}

Result<json> decode(const json& request, ServiceWork& work) {
    const auto path = request.at("path").get<std::string>();
    if (has(path, "refused"))
        return dataError("The file is no image", path, "choose another");
    if (has(path, "crash"))
        std::abort();
    for (int i = 0; has(path, "slow") && i < 20000 && !work.cancelled(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    json answer = film(path, has(path, "short") ? 100 : 2400);
    if (has(path, "missing"))
        answer["file"] = folder + "/not-there";
    if (has(path, "nonsense"))
        answer["rows"] = -60;
    return answer;
}

Result<json> load(const json& request, ServiceWork&) {
    if (has(request.at("weights").get<std::string>(), "broken"))
        return dataError("The weights file is cut off", "broken.safetensors");
    json answer = {{"classes", {"Mass", "Nodule", "Effusion"}}, {"architecture", "densenet121"}, {"image_size", 224}};
    answer["trained_on"] = nullptr; // of "other": made by an older version
    if (!has(request.at("weights").get<std::string>(), "other"))
        answer["trained_on"] = {
            {"films", 1700}, {"measured", 256}, {"modalities", {{"CR", 256}}}, {"views", {{"PA", 256}}}};
    return answer;
}

// Not before the file "hold" is gone from the folder.
Result<json> classify(const json& request, ServiceWork& work) {
    const auto path = request.at("path").get<std::string>();
    while (std::ifstream(folder + "/hold").good() && !work.cancelled())
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (has(path, "refused"))
        return dataError("The file is no image", path);
    json map = {{"rows", 2}, {"columns", 2}, {"values", {0.0, 1.0, -1.0, 3.0}}};
    if (has(path, "badmap"))
        map["rows"] = 3;
    json warnings = json::array();
    if (has(path, "c.png"))
        warnings = {{{"code", "modality"}, {"message", "m"}, {"found", "MG"}, {"trained", "CR"}},
                    {{"code", "black_area"}, {"message", "b"}, {"found", "72 %"}, {"trained", "0 to 29 %"}}};
    return json{{"classes", {"Mass", "Nodule", "Effusion"}},
                {"warnings", warnings},
                {"probabilities", {{"Mass", 0.25}, {"Nodule", 0.9}, {"Effusion", 0.5}}},
                {"heatmaps", {{"Mass", map}, {"Nodule", map}, {"Effusion", map}}},
                {"area", {0.1, 0.0, 0.9, 1.0}}};
}

// One film, plain and augmented; in a workspace named "short" the file is shorter than announced, and so on.
Result<json> augment(const json& request, ServiceWork&) {
    const auto workspace = request.at("workspace").get<std::string>();
    const std::string file = folder + "/tiles";
    std::ofstream(file, std::ios::binary) << std::string(has(workspace, "short") ? 7 : 8, 'x');
    json tiles = {{{"image", "a.png"}, {"epoch", 0}}, {{"image", "a.png"}, {"epoch", 1}}};
    if (has(workspace, "odd"))
        tiles.erase(1);
    return json{{"file", file}, {"columns", has(workspace, "nonsense") ? -2 : 2}, {"bytes", 8}, {"tiles", tiles}};
}

} // namespace

int main(int, char** argv) {
    folder = argv[1];
    ServiceLoop loop(2);
    // What it answers is not always a message: texts, written by hand.
    const auto on = [&loop](const char* op, Result<json> (*handler)(const json&, ServiceWork&)) {
        loop.onText(op, [handler](const std::string& request, ServiceWork& work) -> Result<std::string> {
            const Result<json> answer = handler(json::parse(request), work);
            return answer ? Result<std::string>(answer->dump()) : Result<std::string>(answer.error());
        });
    };
    on("decode", decode);
    on("augment", augment);
    on("load", load);
    on("classify", classify);
    return loop.run();
}
