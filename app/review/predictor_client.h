// What a model says of an image: probabilities and heatmaps from `roentgen-predict serve`, kept and fetched ahead.
#pragma once

#include "app/review/film_warning.h"

#include "widgets/heatmap.h"

#include "engine/protocol/messages/prediction_messages.h"
#include "engine/protocol/result.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>

namespace roentgen::app {

class EngineService;

struct PredictedClass {
    QString name;
    double probability = 0;
    widgets::Heatmap heatmap; // not valid where there is none
};
struct PredictedFilm {
    QList<PredictedClass> classes; // in the model's order
    QList<FilmWarning> warnings;   // why the film is none of those that the model was trained on
};

// Data error: no classes, a map whose values do not match its size.
Result<PredictedFilm> predictedFilm(const ClassifyAnswer& answer);

// GUI thread.
class PredictorClient : public QObject {
    Q_OBJECT
public:
    explicit PredictorClient(EngineService* service, QObject* parent = nullptr);

    void setWeights(const QString& file); // "": none. Forgets what the other model said
    QString weights() const { return m_weights; }
    QStringList classes() const { return m_classes; } // of the model; empty before it is loaded
    // What it was trained on; none before it is loaded, or where its weights do not say.
    const std::optional<TrainedOn>& trainedOn() const { return m_trainedOn; }
    QString modelError() const { return m_modelError; } // why it could not be loaded
    bool isLoading() const { return m_loading; }

    // What is wanted from now on; everything else under way is cancelled.
    void want(const QStringList& now, const QStringList& soon);
    const PredictedFilm* find(const QString& path) const; // nullptr: not there; valid until the event loop runs
    QString errorText(const QString& path) const { return m_errors.value(path); }
    bool isBusy() const { return m_loading || !m_pending.isEmpty(); }

Q_SIGNALS:
    void modelLoaded();
    void modelFailed();
    void predicted(const QString& path); // or failed: errorText() says

private:
    struct Pending {
        quint64 request = 0, turn = 0;
    };
    void load();
    void ask(const QString& path, bool urgent);
    void answered(const QString& path, const ClassifyAnswer& answer);
    void failed(const QString& path, const QString& text);
    void cancelAll();

    EngineService* m_service;
    QString m_weights, m_modelError;
    QStringList m_classes;
    std::optional<TrainedOn> m_trainedOn;
    bool m_loading = false;
    quint64 m_turn = 0, m_loadTurn = 0;
    QHash<QString, PredictedFilm> m_films;
    QStringList m_order; // oldest first
    QHash<QString, QString> m_errors;
    QHash<QString, Pending> m_pending;
    QStringList m_now, m_soon; // asked when the model is there
};

} // namespace roentgen::app
