#include "app/experiments/launch_obstacle.h"

#include "app/experiments/forecaster.h"

namespace roentgen::app {

LaunchObstacle LaunchObstacle::first(const Experiment& experiment, const LaunchFacts& facts,
                                     const Forecaster& forecast) {
    constexpr auto blocks = ForecastPanel::Weight::Blocks, warns = ForecastPanel::Weight::Warns;
    if (facts.isPreset)
        return {tr("A preset is a starting point. Make an experiment from it to launch it."), blocks};
    if (!facts.saveError.isEmpty())
        return {facts.saveError, blocks};
    if (experiment.data.dataset.empty())
        return {tr("Choose a data set first."), blocks};
    for (const QString& error : {facts.formError, forecast.dataError(), facts.goingOn})
        if (!error.isEmpty())
            return {error, blocks};
    if (forecast.hasNothingToTrain())
        return {tr("No image is left for training. Change the split or the data set."), blocks};
    if (const QString error = forecast.launchError(); !error.isEmpty()) {
        if (experiment.target.kind == "local")
            return {error, blocks};
        // It may be back by now: Launch asks it again.
        return {error + QLatin1Char('\n') + tr("Settings tests the target and can trust a new machine's key."), warns};
    }
    const QString tooMuch = forecast.memoryWarning();
    return {tooMuch, tooMuch.isEmpty() ? blocks : warns}; // and Launch asks
}

} // namespace roentgen::app
