#include "engine/launch/start_forecast.h"

#include "engine/launch/child_process.h"
#include "engine/launch/remote_shell.h"
#include "engine/launch/run_life.h"
#include "engine/protocol/forecast.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/service_messages.h"

namespace roentgen::launch {

namespace {

// The question that the window asks of its worker, of one that answers it and ends.
Result<SplitAnswer> countImages(const ForecastQuestion& question) {
    const SplitRequest request{writeExperiment(question.experiment), question.workspace};
    ChildOptions options;
    options.input = joinMessages(writeMessage(RequestHead{1, SplitRequest::op, false}), writeMessage(request)) + "\n";
    options.seconds = 0; // a large data set takes its time
    const Result<ChildOutcome> outcome = runChild({question.dataProgram, "serve"}, options);
    if (!outcome)
        return outcome.error();
    const std::string line = lastJsonLine(outcome->output);
    const auto end = readMessage<AnswerEnd>(line, question.dataProgram);
    if (!end || !outcome->good())
        return environmentError("The images were not counted", question.dataProgram, "see roentgen-data labels");
    if (end->error)
        return *end->error;
    return readMessage<SplitAnswer>(line, question.dataProgram);
}

} // namespace

ForecastAnswer forecastStart(const ForecastQuestion& question) {
    using Place = ForecastQuestion::Place;
    const Experiment& experiment = question.experiment;
    const Machine machine = probeMachine();
    const MachineFacts facts{question.place == Place::Here ? machine.cores : 0, memoryOf(machine)};
    const RunForecast run = forecastRuns(question.workspace, {experiment}, facts).front();

    ForecastAnswer answer;
    answer.globalBatch = globalBatchOf(experiment);
    if (run.imagesPerSecond > 0)
        answer.imagesPerSecond = run.imagesPerSecond;
    answer.measuredIn = run.measuredIn;
    answer.diskBytes = run.bytes;
    answer.diskMeasured = run.bytesMeasured;
    if (question.place == Place::Elsewhere) {
        answer.uncounted = "known where it runs";
    } else {
        Result<SplitAnswer> split = countImages(question);
        if (split)
            answer.split = split.take();
        else
            answer.uncounted = split.error().toLine();
    }
    const auto images = answer.split ? std::optional(answer.split->train.images) : std::nullopt;
    if (images) {
        answer.stepsPerEpoch = stepsPerEpochOf(experiment, *images);
        answer.steps = *answer.stepsPerEpoch * experiment.training.epochs;
        if (answer.imagesPerSecond)
            answer.seconds = estimatedSeconds(experiment, *images, *answer.imagesPerSecond);
    }
    if (const auto memory = estimateMemory(experiment, images, facts.memory)) {
        answer.rankBytes = memory->rankBytes;
        if (images)
            answer.filmsBytes = memory->filmsBytes;
    }
    return answer;
}

} // namespace roentgen::launch
