// What can be reviewed: the models of a workspace, its sets of images, and the list of cases that the two make.
#pragma once

#include "app/app_context.h"
#include "app/review/review_case.h"

#include "engine/protocol/result.h"

#include <QList>
#include <QObject>

#include <memory>

namespace roentgen::app {

struct ReviewModel {
    QString id;      // of the run, or the weights file's absolute path: the source of its readings
    QString name;    // as shown
    QString weights; // absolute
    QString run;     // the run's folder; "" for a weights file
};

struct ReviewImages {
    QString id;   // "" for the images that the run itself kept aside, else the data set's TOML
    QString name; // as shown
};

// Runs with weights, newest first, then weights/*.safetensors. Reads folder names only.
QList<ReviewModel> listReviewModels(const QString& workspace);
ReviewModel modelOfWeights(const QString& file);
// The run's own images first where it has a table of them, then the workspace's data sets.
QList<ReviewImages> listReviewImages(const QString& workspace, const ReviewModel& model);
// Of these sets the one to begin with: the run's own images, else the data set that it was trained on, else the first.
ReviewImages firstImages(const QString& workspace, const ReviewModel& model, const QList<ReviewImages>& sets);

// Makes the list of a model and a set of images; indexes the data set first where that was never done.
// GUI thread; files are read on another.
class ReviewLoader : public QObject {
    Q_OBJECT
public:
    explicit ReviewLoader(const AppContext& context, QObject* parent = nullptr);

    void load(const ReviewModel& model, const ReviewImages& images); // replaces what is under way
    void stop();                                                     // what is under way is not wanted any more
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void loaded(std::shared_ptr<roentgen::app::ReviewList> list);
    void failed(const QString& text);
    void progressed(const QString& text);

private:
    void indexFirst(quint64 turn, const QString& dataset, const QString& out, const QString& predictions);
    void readList(quint64 turn, const QString& indexFile, const QString& predictions);
    void fail(quint64 turn, const QString& text);

    AppContext m_context;
    quint64 m_turn = 0;
    quint64 m_request = 0;
    bool m_busy = false;
};

// Joins a run's table with the data set's index: the cases of the table that have an image, in its order. Without a
// table (empty path): all images of the index. Any thread.
Result<std::shared_ptr<ReviewList>> readReviewList(const QString& indexFile, const QString& predictionsFile);

// Where a data set's index lies and whether it has to be made first. data.dataset is a folder or a TOML: absolute,
// below the workspace, or the name of one of its datasets.
struct IndexPlace {
    QString dataset; // TOML or folder, to be indexed
    QString index;   // file
    bool exists = false;
};
Result<IndexPlace> findIndex(const QString& workspace, const QString& dataset);

} // namespace roentgen::app
