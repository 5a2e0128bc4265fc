// A trained model at work: probabilities and heatmaps of films, once or as the window's worker.
#include "engine/inference/film_series.h"
#include "engine/inference/prediction_service.h"
#include "engine/programs/openmp_wait.h"
#include "engine/programs/prediction_output.h"
#include "engine/programs/program_main.h"

using namespace roentgen;
using namespace roentgen::programs;

namespace {

const char* const Program = "roentgen-predict";

Result<std::vector<std::string>> weightsOf(const PredictOptions& options) {
    if (options.run.empty())
        return options.weights;
    if (options.ensemble)
        return inference::snapshotsOfRun(options.run);
    auto one = inference::weightsOfRun(options.run);
    if (!one)
        return one.error();
    return std::vector<std::string>{one.take()};
}

int predict(const PredictOptions& options) {
    const auto weights = weightsOf(options);
    if (!weights)
        return printError(Program, weights.error());
    const auto predictor = inference::Predictor::load(*weights, {options.precision, options.threads});
    if (!predictor)
        return printError(Program, predictor.error());

    PredictionOutput output(options, predictor->classes(), predictor->trainedOn());
    if (auto status = output.begin(); !status)
        return printError(Program, status.error());
    inference::SeriesOptions series;
    series.batch = options.batch;
    series.check = true;
    if (options.heatmaps || !options.overlayFolder.empty())
        series.heatmaps = inference::Heatmaps::AllClasses;
    const auto done = [&](size_t i, Result<inference::Prediction>&& prediction) {
        return output.film(options.images[i], prediction);
    };
    if (auto status = inference::classifySeries(*predictor, options.images, series, done); !status)
        return printError(Program, status.error());
    output.end();
    if (output.failed() > 0)
        return printError(Program,
                          dataError("Could not read " + std::to_string(output.failed()) + " of " +
                                        std::to_string(options.images.size()) + " images",
                                    {}, "see the lines above"),
                          Printed::Answer);
    return ExitDone;
}

} // namespace

int main(int argc, char** argv) {
    return runProgram(Program, [&] {
        CLI::App app("Reads films with a trained model. Research use only: not for diagnosis", Program);
        describeProgram(app);
        app.footer("Example: roentgen-predict --run runs/chexnet --overlay heatmaps film1.png film2.dcm");
        PredictOptions options;
        auto* const weights = app.add_option("--weights", options.weights,
                                             "Weights file (safetensors); given several times: the mean of them all")
                                  ->allow_extra_args(false);
        auto* const run = app.add_option("--run", options.run, "A run's folder: its best weights")->excludes(weights);
        app.add_flag("--ensemble", options.ensemble, "With --run: the mean of its snapshots instead")->needs(run);
        app.add_option("IMAGE", options.images, "Films: PNG, JPEG, PGM or DICOM");
        app.add_flag("--json", options.json, "Print JSON");
        app.add_flag("--heatmaps", options.heatmaps, "With --json: the class-activation maps of all classes");
        app.add_option("--overlay", options.overlayFolder, "Folder for pictures of the films with their heatmap");
        app.add_option("--overlay-class", options.overlayClass,
                       "Class of the pictures, or all (default: the most probable one of each film, where it reaches "
                       "the threshold)");
        app.add_option("--threshold", options.threshold, "From this probability on a finding counts as found")
            ->check(CLI::Range(0.0, 1.0));
        app.add_option("--threads", options.threads,
                       "Threads of the model (0: one for one film, else the cores there are)")
            ->check(CLI::Range(0, 1024));
        app.add_option("--batch", options.batch, "Films a forward pass")->check(CLI::Range(1, 256));
        app.add_option("--precision", options.precision, "fp32, bf16, or auto")
            ->check(CLI::IsMember({"fp32", "bf16", "auto"}));
        CLI::App* const serve = app.add_subcommand("serve", "Answer requests on stdin, one JSON object a line");
        serve->footer("Example: echo '{\"id\":1,\"op\":\"classify\",\"run\":\"runs/chexnet\",\"path\":\"film.png\"}' | "
                      "roentgen-predict serve");

        if (const auto code = parseCommandLine(app, argc, argv))
            return *code;
        if (serve->parsed())
            return inference::servePredictions({options.precision, options.threads});
        if (options.weights.empty() && options.run.empty())
            return printError(Program,
                              usageError("No model is named", "--weights", "give --weights FILE or --run DIR"));
        if (options.images.empty())
            return printError(Program, usageError("No image is named", {}, "name one or more films"));
        if (options.images.size() > 1)
            sleepWhileWaiting(argv);
        return predict(options);
    });
}
