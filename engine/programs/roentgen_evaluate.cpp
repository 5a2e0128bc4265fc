// How good predictions are, class by class, and where the heatmaps peak.
#include "engine/evaluation/report_output.h"
#include "engine/inference/run_evaluation.h"
#include "engine/programs/openmp_wait.h"
#include "engine/programs/program_main.h"

#include <unistd.h>

using namespace roentgen;
using namespace roentgen::programs;

namespace {

const char* const Program = "roentgen-evaluate";

struct Options {
    std::string run, predictions, labels;
    inference::RunEvaluationOptions evaluation;
    bool localization = false, json = false;
};

void printEnd() {
    std::printf("Research use only: not for diagnosis.\n");
}

int evaluateTables(const Options& options) {
    const auto predictions = evaluation::readPredictions(options.predictions);
    if (!predictions)
        return printError(Program, predictions.error());
    const auto labels = evaluation::readLabels(options.labels);
    if (!labels)
        return printError(Program, labels.error());
    const std::string& split = options.evaluation.split;
    const auto report = evaluation::evaluatePredictions(*predictions, *labels, split == "all" ? "" : split);
    if (!report) {
        Error error = report.error();
        error.where = options.predictions;
        return printError(Program, error);
    }
    if (report->withoutLabels > 0)
        std::fprintf(stderr, "%s: %lld predicted images are not in the labels and were left out (%s)\n", Program,
                     static_cast<long long>(report->withoutLabels), options.labels.c_str());
    if (options.json) {
        printMessage(answerOf(*report));
        return ExitDone;
    }
    std::printf("%lld films\n", static_cast<long long>(report->images));
    printReport(*report);
    printEnd();
    return ExitDone;
}

void warnUnreadable(int64_t count) {
    if (count > 0)
        std::fprintf(stderr, "%s: %lld images could not be read and were left out\n", Program,
                     static_cast<long long>(count));
}

int evaluateRun(const Options& options) {
    const auto run = inference::openRun(options.run, options.evaluation);
    if (!run)
        return printError(Program, run.error());
    const auto report = inference::evaluateRun(*run, options.evaluation);
    if (!report)
        return printError(Program, report.error());
    warnUnreadable(report->unreadable);
    EvaluateAnswer answer = answerOf(report->classification);
    if (!options.json) {
        std::printf("%s: %lld films of the split '%s', predicted by %s\n", run->folder.c_str(),
                    static_cast<long long>(report->classification.images), run->split.c_str(),
                    report->predictedBy.c_str());
        printReport(report->classification);
    }
    if (options.localization) {
        const auto localization = inference::localizeRun(*run, options.evaluation);
        if (!localization)
            return printError(Program, localization.error());
        warnUnreadable(localization->unreadable);
        answer.localization = answerOf(localization->report);
        if (!options.json)
            printLocalization(localization->report);
    }
    options.json ? printMessage(answer) : printEnd();
    return ExitDone;
}

Status checkOptions(const Options& options) {
    const bool tables = !options.predictions.empty() || !options.labels.empty();
    if (options.run.empty() && !tables)
        return usageError("Nothing to evaluate", {}, "give --run DIR, or --predictions P.csv and --labels L.csv");
    if (options.run.empty() && (options.predictions.empty() || options.labels.empty()))
        return usageError("Predictions and labels belong together", {}, "give --predictions P.csv and --labels L.csv");
    if (options.localization && options.run.empty())
        return usageError("Localization needs a run's weights and boxes", "--localization", "give --run DIR");
    return Done{};
}

} // namespace

int main(int argc, char** argv) {
    return runProgram(Program, [&] {
        CLI::App app("Judges predictions: area under the ROC curve with 95 % intervals (DeLong), average precision, "
                     "localization",
                     Program);
        describeProgram(app);
        app.footer("Example: roentgen-evaluate --run runs/chexnet --split test --localization");
        Options options;
        auto* const run = app.add_option("--run", options.run, "A run's folder");
        app.add_option("--predictions", options.predictions, "Table of predictions (CSV)")->excludes(run);
        app.add_option("--labels", options.labels, "Table of labels: NIH's, or a column per class")->excludes(run);
        app.add_option("--workspace", options.evaluation.workspace,
                       "Workspace that the run's data.dataset refers to (default: where its runs/ is)");
        app.add_option("--split", options.evaluation.split,
                       "train, validation, test or all (default of a run: test, else validation)")
            ->check(CLI::IsMember({"train", "validation", "test", "all"}));
        app.add_flag("--ensemble", options.evaluation.ensemble, "With --run: the mean of its snapshots")->needs(run);
        app.add_flag("--localization", options.localization, "With --run: does the heatmap peak in the box?");
        app.add_option("--threads", options.evaluation.predictor.threads,
                       "Threads of the model (0: the cores there are)")
            ->check(CLI::Range(0, 1024));
        app.add_flag("--json", options.json, "Print JSON");

        if (const auto code = parseCommandLine(app, argc, argv))
            return *code;
        if (auto status = checkOptions(options); !status)
            return printError(Program, status.error());
        if (::isatty(STDERR_FILENO))
            options.evaluation.progress = [](double fraction, const std::string& text) {
                std::fprintf(stderr, "\r%s %3.0f %%%s", text.c_str(), 100 * fraction, fraction >= 1 ? "\n" : "");
            };
        if (!options.run.empty())
            sleepWhileWaiting(argv);
        return options.run.empty() ? evaluateTables(options) : evaluateRun(options);
    });
}
