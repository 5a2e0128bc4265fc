#include "engine/protocol/architecture_table.h"

#include <algorithm>

namespace roentgen {

namespace {

constexpr int64_t vggHead = 119545856; // two hidden layers of 4096

} // namespace

// Multiply-adds: docs.pytorch.org/vision/stable/models.html, GFLOPS of the classification weights.
const std::vector<Architecture>& architectures() {
    static const std::vector<Architecture> table = {
        {"densenet121", true, 32, 29, 61, 6953856, 0, 2.83e9, {323, 28.7, 180.1}, {341, 47.0, 148.6}},
        {"densenet169", true, 32, 29, 61, 12484480, 0, 3.36e9, {445, 27.6, 214.8}, {459, 48.4, 176.5}},
        {"densenet201", true, 32, 29, 61, 18092928, 0, 4.29e9, {577, 26.4, 272.9}, {569, 52.6, 223.3}},
        {"resnet18", true, 64, 1, 33, 11176512, 0, 1.81e9, {422, 14.7, 45.8}, {407, 31.0, 46.6}},
        {"resnet34", true, 64, 1, 33, 21284672, 0, 3.66e9, {675, 10.6, 61.1}, {639, 27.9, 47.3}},
        {"resnet50", true, 64, 1, 33, 23508032, 0, 4.09e9, {649, 50.2, 126.5}, {600, 104.6, 128.0}},
        {"resnet101", true, 64, 1, 33, 42500160, 0, 7.80e9, {982, 74.5, 184.2}, {902, 153.7, 175.2}},
        {"vgg16", false, 64, 32, 32, 14714688, vggHead, 15.47e9, {482, 67.8, 67.8}, {410, 128.2, 128.2}},
        {"vgg16_bn", true, 64, 32, 32, 14723136, vggHead, 15.47e9, {434, 101.7, 253.0}, {482, 176.6, 281.2}}};
    return table;
}

const Architecture* findArchitecture(const std::string& name) {
    const std::vector<Architecture>& all = architectures();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Architecture& one) { return name == one.name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> architectureNames() {
    std::vector<std::string> names;
    for (const Architecture& one : architectures())
        names.emplace_back(one.name);
    return names;
}

} // namespace roentgen
