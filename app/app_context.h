// What every page is given: the workspace, the workers, the library, and how to ask for another page.
#pragma once

#include <QObject>
#include <QString>

namespace roentgen::app {

class EngineService;
class Library;
class BackgroundJobs;
class Preferences;

// A page asks; the main window answers.
class Navigator : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void pageRequested(const QString& page);              // "studies" "experiments" "runs" "review" "settings"
    void experimentRequested(const QString& datasetToml); // set up an experiment on this data set
    void runRequested(const QString& runId);              // show this run on the Runs page
    void sweepRequested(const QString& sweepName);        // show this sweep on the Runs page
    void reviewRequested(const QString& runId);           // review what this run's best weights say
    void messageRequested(const QString& text);           // a line in the status bar
};

struct AppContext {
    QString workspace;                       // absolute
    QString binFolder;                       // where the engine programs are
    EngineService* dataService = nullptr;    // roentgen-data serve
    EngineService* predictService = nullptr; // roentgen-predict serve
    Library* library = nullptr;
    BackgroundJobs* jobs = nullptr;
    Navigator* navigator = nullptr;
    Preferences* preferences = nullptr;
};

} // namespace roentgen::app
