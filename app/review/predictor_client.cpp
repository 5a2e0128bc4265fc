#include "app/review/predictor_client.h"

#include "app/engine_service.h"

#include <QCoreApplication>

#include <cmath>

namespace roentgen::app {

using nlohmann::json;
using widgets::Heatmap;

namespace {

constexpr qsizetype MostFilms = 500; // kept; 14 maps of 7×7 are 3 KB a film
constexpr int MostCells = 4096;      // a side of a map

struct Badness {
    std::string what;
};

const json& member(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) {
        throw Badness{key};
    }
    return *found;
}

double numberIn(const json& value, double low, double high, const std::string& what) {
    if (!value.is_number() || !(value.get<double>() >= low && value.get<double>() <= high)) {
        throw Badness{what};
    }
    return value.get<double>();
}

QRectF readArea(const json& answer) {
    const auto found = answer.find("area");
    if (found == answer.end()) {
        return {0, 0, 1, 1};
    }
    if (!found->is_array() || found->size() != 4) {
        throw Badness{"area"};
    }
    double edges[4];
    for (size_t i = 0; i < 4; ++i) {
        edges[i] = numberIn((*found)[i], -10, 10, "area");
    }
    if (!(edges[2] > edges[0] && edges[3] > edges[1])) {
        throw Badness{"area"};
    }
    return {QPointF(edges[0], edges[1]), QPointF(edges[2], edges[3])};
}

Heatmap readHeatmap(const json& map, const QRectF& area, const QString& name) {
    Heatmap heatmap;
    if (!map.is_object()) {
        throw Badness{"heatmaps"};
    }
    heatmap.rows = int(numberIn(member(map, "rows"), 1, MostCells, "rows"));
    heatmap.columns = int(numberIn(member(map, "columns"), 1, MostCells, "columns"));
    const json& values = member(map, "values");
    if (!values.is_array() || values.size() != size_t(heatmap.rows) * size_t(heatmap.columns)) {
        throw Badness{"values"};
    }
    for (const json& value : values) {
        heatmap.values.push_back(float(numberIn(value, -1e30, 1e30, "values")));
    }
    heatmap.area = area;
    heatmap.name = name;
    return heatmap;
}

QString textIn(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QList<FilmWarning> readWarnings(const json& answer) {
    QList<FilmWarning> warnings;
    const auto found = answer.find("warnings");
    if (found != answer.end() && found->is_array()) {
        for (const json& one : *found) {
            if (one.is_object()) {
                warnings << FilmWarning{textIn(one, "code"), textIn(one, "message"), textIn(one, "found"),
                                        textIn(one, "trained")};
            }
        }
    }
    return warnings;
}

std::optional<TrainedOn> readTrainedOn(const json& answer) {
    const auto found = answer.find("trained_on");
    if (found == answer.end() || !found->is_object()) {
        return std::nullopt;
    }
    try {
        return trainedOnFromJson(*found);
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

PredictedFilm readFilm(const json& answer) {
    const json& probabilities = member(answer, "probabilities");
    if (!probabilities.is_object() || probabilities.empty()) {
        throw Badness{"probabilities"};
    }
    const QRectF area = readArea(answer);
    const auto heatmaps = answer.find("heatmaps");
    PredictedFilm film;
    for (const auto& [name, probability] : probabilities.items()) {
        PredictedClass one;
        one.name = QString::fromStdString(name);
        one.probability = numberIn(probability, 0, 1, "probabilities");
        if (heatmaps != answer.end() && heatmaps->is_object() && heatmaps->contains(name)) {
            one.heatmap = readHeatmap((*heatmaps)[name], area, one.name);
        }
        film.classes << one;
    }
    film.warnings = readWarnings(answer);
    return film;
}

QStringList readClasses(const json& answer) {
    QStringList classes;
    const auto found = answer.find("classes");
    if (found != answer.end() && found->is_array()) {
        for (const json& name : *found) {
            if (name.is_string()) {
                classes << QString::fromStdString(name.get<std::string>());
            }
        }
    }
    return classes;
}

} // namespace

Result<PredictedFilm> readClassifyAnswer(const json& answer) {
    try {
        return readFilm(answer);
    } catch (const Badness& bad) {
        return dataError(
            QCoreApplication::translate("PredictorClient", "The model's answer about this image makes no sense")
                .toStdString(),
            bad.what);
    }
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
        {{"op", "load"}, {"weights", m_weights.toStdString()}, {"priority", true}}, this,
        [this, turn](const json& answer) {
            if (turn != m_loadTurn) {
                return;
            }
            m_loading = false;
            m_classes = readClasses(answer);
            m_trainedOn = readTrainedOn(answer);
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
        });
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
    const json request = {{"op", "classify"},
                          {"path", path.toStdString()},
                          {"weights", m_weights.toStdString()},
                          {"heatmaps", true},
                          {"priority", urgent}};
    const quint64 id = m_service->request(
        request, this,
        [this, path, turn, isCurrent](const json& answer) {
            if (isCurrent()) {
                answered(path, turn, answer);
            }
        },
        [this, path, isCurrent](const ServiceError& error) {
            if (isCurrent()) {
                failed(path, error.toText());
            }
        });
    if (isCurrent()) {
        m_pending[path].request = id;
    }
}

void PredictorClient::answered(const QString& path, quint64, const json& answer) {
    const Result<PredictedFilm> film = readClassifyAnswer(answer);
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
