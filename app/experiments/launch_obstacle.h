// What stands in the way of a launch: the first thing, in words, and whether it only warns.
#pragma once

#include "app/experiments/forecast_panel.h"

#include <QCoreApplication>

namespace roentgen::app {

class Forecaster;

struct LaunchFacts {
    bool isPreset = false;
    QString saveError; // of the experiment's file; "": none, as with all of these
    QString formError; // the first thing to correct
    QString goingOn;   // with the launcher
};

struct LaunchObstacle {
    Q_DECLARE_TR_FUNCTIONS(LaunchObstacle)
public:
    QString text; // "": it can be launched
    ForecastPanel::Weight weight = ForecastPanel::Weight::Blocks;

    static LaunchObstacle first(const Experiment& experiment, const LaunchFacts& facts, const Forecaster& forecast);
};

} // namespace roentgen::app
