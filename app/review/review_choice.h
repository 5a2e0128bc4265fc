// Which model is reviewed, and on which images: what there is to choose from, and what is chosen. GUI thread.
#pragma once

#include "app/review/review_place.h"
#include "app/review/review_sources.h"

namespace roentgen::app {

class ReviewChoice : public QObject {
    Q_OBJECT
public:
    // kept: of the last sitting; its model and images are chosen where they are still there.
    ReviewChoice(const QString& workspace, const ReviewPlace& kept, QObject* parent = nullptr);

    // What there is may have changed: a run has finished, a data set was added. Chooses where nothing is chosen yet.
    void refresh();
    bool choose(const QString& what); // a listed model's id, or a weights file; false: it is neither
    void chooseWeights(const QString& file);
    void chooseImages(const QString& id);

    const QList<ReviewModel>& models() const { return m_models; }
    const ReviewModel& model() const { return m_model; } // id "": none
    const QList<ReviewImages>& imageSets() const { return m_imageSets; }
    const ReviewImages& images() const { return m_images; } // of the sets, where there are any

Q_SIGNALS:
    void listed(); // models
    void modelChanged();
    void imagesChanged(); // follows modelChanged()

private:
    bool isListed(const QString& id) const;
    ReviewModel mostTelling() const;
    void setModel(ReviewModel model);
    void setImages(ReviewImages images);

    QString m_workspace;
    ReviewPlace m_kept;
    QList<ReviewModel> m_models;
    ReviewModel m_model;
    QList<ReviewImages> m_imageSets;
    ReviewImages m_images;
};

} // namespace roentgen::app
