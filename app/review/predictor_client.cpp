#include "app/review/predictor_client.h"

#include "app/engine_service.h"

#include <QCoreApplication>

namespace roentgen::app {

namespace {

constexpr qsizetype MostFilms = 500; // kept; 14 maps of 7×7 are 3 KB a film

ModelChoice modelOf(const QString& weights) {
    ModelChoice choice;
    choice.weights = weights.toStdString();
    return choice;
}

std::optional<QRectF> areaOf(const std::vector<double>& edges) {
    if (edges.size() != 4 || !(edges[2] > edges[0] && edges[3] > edges[1])) {
        return std::nullopt;
    }
    return QRectF(QPointF(edges[0], edges[1]), QPointF(edges[2], edges[3]));
}

Error senseless(const char* where) {
    return dataError(
        QCoreApplication::translate("PredictorClient", "The model's answer about this image makes no sense")
            .toStdString(),
        where);
}

} // namespace

Result<PredictedFilm> predictedFilm(const ClassifyAnswer& answer) {
    const FilmPrediction& prediction = answer.prediction;
    const std::optional<QRectF> area = areaOf(prediction.area);
    if (!area) {
        return senseless("area");
    }
    if (prediction.probabilities.empty()) {
        return senseless("probabilities");
    }
    std::map<std::string, const HeatmapValues*> maps;
    for (const auto& [name, map] : prediction.heatmaps) {
        if (map.values.size() != size_t(map.rows) * size_t(map.columns)) {
            return senseless("heatmaps");
        }
        maps[name] = &map;
    }
    PredictedFilm film;
    for (const auto& [name, probability] : prediction.probabilities) {
        PredictedClass one{QString::fromStdString(name), probability, {}};
        if (const auto map = maps.find(name); map != maps.end()) {
            one.heatmap.rows = map->second->rows;
            one.heatmap.columns = map->second->columns;
            one.heatmap.values = map->second->values;
            one.heatmap.area = *area;
            one.heatmap.name = one.name;
        }
        film.classes << one;
    }
    film.warnings = QList<FilmWarning>(prediction.warnings.begin(), prediction.warnings.end());
    return film;
}

PredictorClient::PredictorClient(EngineService* service, QObject* parent)
    : QObject(parent)
    , m_service(service) {}

void PredictorClient::setWeights(const QString& file) {
    cancelAll();
    m_films.clear();
    m_order.clear();
    m_errors.clear();
    m_classes.clear();
    m_trainedOn.reset();
    m_modelError.clear();
    m_weights = file;
    m_now.clear();
    m_soon.clear();
    ++m_loadTurn;
    m_loading = false;
    if (!file.isEmpty()) {
        load();
    }
}

void PredictorClient::cancelAll() {
    for (const Pending& pending : std::as_const(m_pending)) {
        if (pending.request != 0) {
            m_service->cancel(pending.request);
        }
    }
    m_pending.clear();
}

void PredictorClient::load() {
    if (m_service == nullptr) {
        m_modelError = tr("There is no worker that could run models.");
        return;
    }
    m_loading = true;
    const quint64 turn = m_loadTurn;
    m_service->request(
        LoadRequest{modelOf(m_weights)}, this,
        [this, turn](const LoadAnswer& answer) {
            if (turn != m_loadTurn) {
                return;
            }
            m_loading = false;
            m_classes.clear();
            for (const std::string& name : answer.classes) {
                m_classes << QString::fromStdString(name);
            }
            m_trainedOn = answer.trainedOn;
            Q_EMIT modelLoaded();
            want(QStringList(m_now), QStringList(m_soon));
        },
        [this, turn](const ServiceError& error) {
            if (turn != m_loadTurn) {
                return;
            }
            m_loading = false;
            m_modelError = error.toText();
            Q_EMIT modelFailed();
        },
        {}, EngineService::Priority::First);
}

const PredictedFilm* PredictorClient::find(const QString& path) const {
    const auto found = m_films.constFind(path);
    return found == m_films.constEnd() ? nullptr : &*found;
}

void PredictorClient::want(const QStringList& now, const QStringList& soon) {
    m_now = now;
    m_soon = soon;
    for (auto pending = m_pending.begin(); pending != m_pending.end();) {
        if (now.contains(pending.key()) || soon.contains(pending.key())) {
            ++pending;
            continue;
        }
        if (pending->request != 0) {
            m_service->cancel(pending->request);
        }
        pending = m_pending.erase(pending);
    }
    if (m_loading || m_weights.isEmpty() || !m_modelError.isEmpty()) {
        return;
    }
    for (const QString& path : now) {
        m_errors.remove(path);
        ask(path, true);
    }
    for (const QString& path : soon) {
        if (!m_errors.contains(path)) {
            ask(path, false);
        }
    }
}

void PredictorClient::ask(const QString& path, bool urgent) {
    if (m_films.contains(path) || m_pending.contains(path)) {
        return;
    }
    const quint64 turn = ++m_turn;
    m_pending.insert(path, {0, turn});
    const auto isCurrent = [this, path, turn] {
        const auto pending = m_pending.constFind(path);
        return pending != m_pending.constEnd() && pending->turn == turn;
    };
    const quint64 id = m_service->request(
        ClassifyRequest{path.toStdString(), true, modelOf(m_weights)}, this,
        [this, path, isCurrent](const ClassifyAnswer& answer) {
            if (isCurrent()) {
                answered(path, answer);
            }
        },
        [this, path, isCurrent](const ServiceError& error) {
            if (isCurrent()) {
                failed(path, error.toText());
            }
        },
        {}, urgent ? EngineService::Priority::First : EngineService::Priority::InTurn);
    if (isCurrent()) {
        m_pending[path].request = id;
    }
}

void PredictorClient::answered(const QString& path, const ClassifyAnswer& answer) {
    const Result<PredictedFilm> film = predictedFilm(answer);
    if (!film) {
        failed(path, QString::fromStdString(film.error().toLine()));
        return;
    }
    m_pending.remove(path);
    m_films.insert(path, *film);
    m_order << path;
    while (m_order.size() > MostFilms) {
        m_films.remove(m_order.takeFirst());
    }
    Q_EMIT predicted(path);
}

void PredictorClient::failed(const QString& path, const QString& text) {
    m_pending.remove(path);
    m_errors.insert(path, text);
    Q_EMIT predicted(path);
}

} // namespace roentgen::app
