// roentgen-selfcheck: what a GPU machine without Qt, MPI and image libraries is asked before it trains.
#include "engine/models/precision.h"
#include "engine/training/self_check.h"

#include <cstdio>
#include <iostream>
#include <torch/version.h>

using namespace roentgen;

namespace {

const char* const help = R"(Checks that this machine's device computes what its processor does
Usage: roentgen-selfcheck [--device auto|cpu|cuda] [--architecture NAME] [--size PIXELS] [--batch N]

Logits, gradients and loss in fp32 and bf16, every optimizer, a few training steps, and weights written and read again.
One line a check; needs no files.

Options:
  -h,--help                     print this help
  --version                     print the version
  --device {auto,cpu,cuda}      where to compute (auto: the GPU where there is one)
  --architecture NAME           the model (default: densenet121)
  --size PIXELS                 its input (default: 96)
  --batch N                     images a batch (default: 8)

Exit: 0 all checks passed, 1 one failed, 2 usage, 4 no such device.
Example: roentgen-selfcheck --device cuda
)";

struct Arguments {
    std::string device = "auto", answer;
    training::SelfCheckOptions options;
};

int fail(const Error& error) {
    std::cerr << "roentgen-selfcheck: " << error.toLine() << std::endl;
    return error.exitCode();
}

Result<int> numberFrom(const std::string& option, const std::string& text, int least, int most) {
    char* end = nullptr;
    const long value = std::strtol(text.c_str(), &end, 10);
    if (text.empty() || *end || value < least || value > most)
        return usageError(option + " takes a number from " + std::to_string(least) + " to " + std::to_string(most),
                          text, "roentgen-selfcheck --help shows how");
    return int(value);
}

Result<Arguments> parse(int argc, char** argv) {
    Arguments arguments;
    for (int k = 1; k < argc; ++k) {
        const std::string option = argv[k];
        const std::string value = k + 1 < argc ? argv[k + 1] : "";
        if (option == "--help" || option == "-h")
            arguments.answer = help;
        else if (option == "--version")
            arguments.answer = "roentgen-selfcheck " ROENTGEN_VERSION "\n";
        else if (option == "--device" && (value == "auto" || value == "cpu" || value == "cuda"))
            arguments.device = argv[++k];
        else if (option == "--architecture" && !value.empty())
            arguments.options.architecture = argv[++k];
        else if (option == "--size" || option == "--batch") {
            const bool size = option == "--size";
            const auto number = numberFrom(option, value, size ? 32 : 2, size ? 1024 : 512);
            if (!number)
                return number.error();
            if (size)
                arguments.options.imageSize = *number;
            else
                arguments.options.batch = *number;
            ++k;
        } else {
            return usageError("unknown option, or its value is missing or wrong", option,
                              "roentgen-selfcheck --help shows how");
        }
    }
    return arguments;
}

int check(const Arguments& arguments) {
    auto device = models::chooseDevice(arguments.device, 0);
    if (!device)
        return fail(device.error());
    training::SelfCheckOptions options = arguments.options;
    options.device = *device;
    std::printf("%s on %s with LibTorch %s\n", options.architecture.c_str(), device->str().c_str(), TORCH_VERSION);
    int checks = 0, failed = 0;
    const Status done = training::selfCheck(options, [&](const training::SelfCheckLine& line) {
        ++checks;
        failed += line.passed() ? 0 : 1;
        std::printf("%-6s %-38s %9.2e (at most %.1e)%s%s\n", line.passed() ? "ok" : "FAILED", line.name.c_str(),
                    line.measured, line.allowed, line.remark.empty() ? "" : ", ", line.remark.c_str());
        std::fflush(stdout);
    });
    if (!done)
        return fail(done.error());
    if (failed > 0)
        return fail({ErrorCode::Internal, std::to_string(failed) + " check(s) failed", device->str(),
                     "train on another device, or with another build of LibTorch"});
    std::printf("%d checks passed%s\n", checks,
                device->is_cpu() ? "; losses and optimizers are compared only where another device computes them" : "");
    return ExitDone;
}

} // namespace

int main(int argc, char** argv) {
    const auto arguments = parse(argc, argv);
    if (!arguments)
        return fail(arguments.error());
    if (!arguments->answer.empty()) {
        std::cout << arguments->answer;
        return ExitDone;
    }
    try {
        return check(*arguments);
    } catch (const std::exception& unexpected) {
        return fail({ErrorCode::Internal, unexpected.what(), arguments->device, ""});
    }
}
