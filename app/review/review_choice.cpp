#include "app/review/review_choice.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace roentgen::app {

ReviewChoice::ReviewChoice(const QString& workspace, const ReviewPlace& kept, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_kept(kept) {}

bool ReviewChoice::isListed(const QString& id) const {
    return std::any_of(m_models.begin(), m_models.end(), [&](const ReviewModel& model) { return model.id == id; });
}

void ReviewChoice::refresh() {
    m_models = listReviewModels(m_workspace);
    if (!m_model.id.isEmpty() && !isListed(m_model.id) && QFileInfo::exists(m_model.weights)) {
        m_models << m_model; // a weights file from elsewhere
    }
    Q_EMIT listed();
    if (m_model.id.isEmpty()) {
        if (!choose(m_kept.model) && !m_models.isEmpty()) {
            setModel(mostTelling());
        }
    } else if (m_imageSets.isEmpty()) {
        m_imageSets = listReviewImages(m_workspace, m_model);
        if (!m_imageSets.isEmpty()) {
            setImages(firstImages(m_workspace, m_model, m_imageSets));
        }
    }
}

// A run with images that it kept aside shows most.
ReviewModel ReviewChoice::mostTelling() const {
    const auto best = std::find_if(m_models.begin(), m_models.end(), [this](const ReviewModel& model) {
        const QList<ReviewImages> sets = listReviewImages(m_workspace, model);
        return !sets.isEmpty() && sets.first().id.isEmpty();
    });
    return best == m_models.end() ? m_models.first() : *best;
}

bool ReviewChoice::choose(const QString& what) {
    for (const ReviewModel& model : std::as_const(m_models)) {
        if (model.id == what) {
            setModel(model);
            return true;
        }
    }
    const bool weights = what.endsWith(QLatin1String(".safetensors")) && QFileInfo::exists(what);
    if (weights) {
        chooseWeights(what);
    }
    return weights;
}

void ReviewChoice::chooseWeights(const QString& file) {
    setModel(modelOfWeights(file));
}

void ReviewChoice::chooseImages(const QString& id) {
    for (const ReviewImages& images : std::as_const(m_imageSets)) {
        if (images.id == id) {
            setImages(images);
            return;
        }
    }
}

void ReviewChoice::setModel(ReviewModel model) {
    m_model = std::move(model);
    if (!isListed(m_model.id)) {
        m_models << m_model;
    }
    Q_EMIT listed();
    Q_EMIT modelChanged();
    m_imageSets = listReviewImages(m_workspace, m_model);
    const auto kept = std::find_if(m_imageSets.begin(), m_imageSets.end(), [this](const ReviewImages& set) {
        return m_model.id == m_kept.model && set.id == m_kept.images;
    });
    setImages(kept == m_imageSets.end() ? firstImages(m_workspace, m_model, m_imageSets) : *kept);
}

void ReviewChoice::setImages(ReviewImages images) {
    m_images = std::move(images);
    Q_EMIT imagesChanged();
}

} // namespace roentgen::app
