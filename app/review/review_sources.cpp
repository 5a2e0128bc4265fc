#include "app/review/review_sources.h"

#include "app/background_work.h"
#include "app/dataset_index.h"
#include "app/dataset_titles.h"
#include "app/engine_service.h"
#include "app/review/predictions_csv.h"

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/dataset_place.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/dataset_messages.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/run_state.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace roentgen::app {

namespace {

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

QString lineOf(const Error& error) {
    return textOf(error.toLine());
}

// NAME-YYYYMMDD-HHMMSS as a person would say it; another id as it is.
QString runTitle(const QString& id) {
    static const QRegularExpression shape(QStringLiteral("^(.+)-(\\d{8}-\\d{6})(-\\d+)?$"));
    const QRegularExpressionMatch match = shape.match(id);
    const QDateTime time = QDateTime::fromString(match.captured(2), QStringLiteral("yyyyMMdd-HHmmss"));
    if (!time.isValid()) {
        return id;
    }
    const QString dateFormat =
        QCoreApplication::translate("ReviewSources", "d MMM HH:mm", "format of a date, as QLocale has it");
    QString title = QCoreApplication::translate("ReviewSources", "%1 · %2", "run's name and time")
                        .arg(match.captured(1), QLocale().toString(time, dateFormat));
    if (!match.captured(3).isEmpty()) {
        title += QStringLiteral(" (%1)").arg(match.captured(3).mid(1));
    }
    return title;
}

QString runsOwnImages() {
    return QCoreApplication::translate("ReviewSources", "Validation and test of the run");
}

} // namespace

QList<ReviewModel> listReviewModels(const QString& workspace) {
    QList<ReviewModel> models;
    for (const std::string& id : listRunIds(workspace.toStdString())) {
        const RunFolder folder{QDir(workspace).filePath(QStringLiteral("runs/")).toStdString() + id};
        for (const std::string& weights : {folder.bestWeights(), folder.lastWeights()}) {
            if (QFileInfo::exists(textOf(weights))) {
                models << ReviewModel{textOf(id), runTitle(textOf(id)), textOf(weights), textOf(folder.path)};
                break;
            }
        }
    }
    const QDir weights(QDir(workspace).filePath(QStringLiteral("weights")));
    const auto files = weights.entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        models << modelOfWeights(file.absoluteFilePath());
    }
    return models;
}

ReviewModel modelOfWeights(const QString& file) {
    const QString path = QFileInfo(file).absoluteFilePath();
    return {path, QFileInfo(path).fileName(), path, {}};
}

QList<ReviewImages> listReviewImages(const QString& workspace, const ReviewModel& model) {
    QList<ReviewImages> sets;
    if (!model.run.isEmpty() && QFileInfo::exists(textOf(RunFolder{model.run.toStdString()}.predictionsFile()))) {
        sets << ReviewImages{QString(), runsOwnImages()};
    }
    const QDir folder(QDir(workspace).filePath(QStringLiteral("datasets")));
    const auto names = folder.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name | QDir::LocaleAware);
    QList<NamedDataSet> named;
    for (const QString& name : names) {
        const QString toml = folder.absoluteFilePath(name);
        const Result<DatasetFile> file = readDatasetFile(toml.toStdString());
        named.append({file ? textOf(file->name) : QFileInfo(name).completeBaseName(),
                      file ? textOf(file->folder) : QString(), toml});
    }
    const QStringList titles = dataSetTitles(named);
    for (qsizetype i = 0; i < named.size(); ++i) {
        sets << ReviewImages{named[i].toml, titles[i]};
    }
    return sets;
}

ReviewImages firstImages(const QString& workspace, const ReviewModel& model, const QList<ReviewImages>& sets) {
    if (sets.isEmpty() || sets.first().id.isEmpty() || model.run.isEmpty()) {
        return sets.value(0);
    }
    const auto experiment = readExperiment(RunFolder{model.run.toStdString()}.experimentFile());
    const auto trainedOn =
        experiment ? findIndex(workspace, textOf(experiment->data.dataset)) : Result<IndexPlace>(experiment.error());
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const ReviewImages& set) {
        return trainedOn && QFileInfo(set.id) == QFileInfo(trainedOn->dataset);
    });
    return found == sets.end() ? sets.first() : *found;
}

Result<IndexPlace> findIndex(const QString& workspace, const QString& dataset) {
    const QDir datasets(QDir(workspace).filePath(QStringLiteral("datasets")));
    const Result<DatasetPlace> there = findDataset(dataset.toStdString(), workspace.toStdString());
    if (!there) {
        return dataError(
            QCoreApplication::translate("ReviewSources", "The data set is not there any more").toStdString(),
            dataset.toStdString(), QCoreApplication::translate("ReviewSources", "Choose other images.").toStdString());
    }
    const QFileInfo found(textOf(there->path));
    QString toml = found.isDir() ? QString() : found.absoluteFilePath();
    if (found.isDir()) { // a data set of the workspace may know this folder
        const auto names = datasets.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
        for (const QString& name : names) {
            const QString candidate = datasets.absoluteFilePath(name);
            const Result<DatasetFile> file = readDatasetFile(candidate.toStdString());
            if (file && QFileInfo(textOf(file->folder)).canonicalFilePath() == found.canonicalFilePath()) {
                toml = candidate;
                break;
            }
        }
    }
    IndexPlace place;
    if (!toml.isEmpty()) {
        place.dataset = toml;
        place.index = indexFileOf(toml);
        place.exists = isIndexCurrent(toml);
        return place;
    }
    const QByteArray hash =
        QCryptographicHash::hash(found.canonicalFilePath().toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    place.dataset = found.absoluteFilePath();
    place.index = datasets.filePath(QStringLiteral(".folder-%1.index").arg(QString::fromLatin1(hash)));
    place.exists = QFileInfo::exists(place.index);
    return place;
}

Result<std::shared_ptr<ReviewList>> readReviewList(const QString& indexFile, const QString& predictionsFile) {
    auto list = std::make_shared<ReviewList>();
    PredictionTable table;
    if (!predictionsFile.isEmpty()) {
        Result<PredictionTable> read = readPredictions(predictionsFile);
        if (!read) {
            return read.error();
        }
        table = read.take();
        list->classes = table.classes;
        list->badRows = table.badRows;
    }
    const bool joined = !predictionsFile.isEmpty();
    QHash<QString, size_t> placeOf; // image → case
    const auto header = readStudyIndex(indexFile.toStdString(), [&](StudyImage&& image) {
        const QString name = textOf(image.image);
        const auto prediction = joined ? table.rows.constFind(name) : table.rows.constEnd();
        if (joined && (prediction == table.rows.constEnd() || placeOf.contains(name))) {
            return;
        }
        ReviewCase one;
        one.path = textOf(image.path);
        one.image = name;
        one.patient = textOf(image.patient);
        one.view = textOf(image.view);
        one.laterality = textOf(image.laterality);
        one.split = joined && !prediction->split.isEmpty() ? prediction->split : textOf(image.split);
        one.labelled = image.labelled;
        for (const std::string& label : image.labels) {
            one.labels << textOf(label);
        }
        for (const auto* undecided : {&image.uncertain, &image.unknown}) {
            for (const std::string& label : *undecided) {
                one.undecided << textOf(label);
            }
        }
        one.boxes = std::move(image.boxes);
        if (joined) {
            one.probabilities = prediction->probabilities;
            placeOf.insert(name, list->cases.size());
        }
        list->cases.push_back(std::move(one));
    });
    if (!header) {
        return header.error();
    }
    for (const std::string& name : header->classes) {
        list->labelledClasses << textOf(name);
    }
    if (joined) { // in the table's order
        std::vector<ReviewCase> ordered;
        ordered.reserve(list->cases.size());
        for (const QString& image : std::as_const(table.order)) {
            if (const auto place = placeOf.constFind(image); place != placeOf.constEnd()) {
                ordered.push_back(std::move(list->cases[*place]));
            }
        }
        list->withoutImage = table.order.size() - qint64(ordered.size());
        list->cases = std::move(ordered);
    }
    return list;
}

ReviewLoader::ReviewLoader(const AppContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context) {}

void ReviewLoader::load(const ReviewModel& model, const ReviewImages& images) {
    stop();
    const quint64 turn = m_turn;
    m_busy = true;
    QString dataset = images.id, predictions;
    if (dataset.isEmpty()) {
        const RunFolder run{model.run.toStdString()};
        const Result<Experiment> experiment = readExperiment(run.experimentFile());
        if (!experiment) {
            fail(turn, lineOf(experiment.error()));
            return;
        }
        dataset = textOf(experiment->data.dataset);
        predictions = textOf(run.predictionsFile());
    }
    const Result<IndexPlace> place = findIndex(m_context.workspace, dataset);
    if (!place) {
        fail(turn, lineOf(place.error()));
    } else if (place->exists) {
        readList(turn, place->index, predictions);
    } else {
        indexFirst(turn, place->dataset, place->index, predictions);
    }
}

void ReviewLoader::stop() {
    ++m_turn;
    m_busy = false;
    if (m_request != 0 && m_context.dataService != nullptr) {
        m_context.dataService->cancel(m_request);
        m_request = 0;
    }
}

void ReviewLoader::fail(quint64 turn, const QString& text) {
    // Never from within load(): the page first takes note that it asked.
    QMetaObject::invokeMethod(
        this,
        [this, turn, text] {
            if (turn == m_turn) {
                m_busy = false;
                Q_EMIT failed(text);
            }
        },
        Qt::QueuedConnection);
}

void ReviewLoader::indexFirst(quint64 turn, const QString& dataset, const QString& out, const QString& predictions) {
    if (m_context.dataService == nullptr) {
        fail(turn, tr("There is no worker that could read images."));
        return;
    }
    const bool isFile = !QFileInfo(dataset).isDir();
    const std::string described = isFile ? descriptionBesidesName(dataset) : std::string();
    m_request = m_context.dataService->request(
        IndexRequest{dataset.toStdString(), out.toStdString()}, this,
        [this, turn, dataset, out, predictions, isFile, described](const IndexAnswer&) {
            const bool isObsolete = isFile && descriptionBesidesName(dataset) != described;
            if (isObsolete) {
                QFile::remove(out); // of what the data set's file said before
            }
            if (turn == m_turn) {
                m_request = 0;
                isObsolete ? indexFirst(turn, dataset, out, predictions) : readList(turn, out, predictions);
            }
        },
        [this, turn](const ServiceError& error) { fail(turn, error.toText()); },
        [this, turn](double, const QString& text) {
            if (turn == m_turn) {
                Q_EMIT progressed(text);
            }
        });
}

void ReviewLoader::readList(quint64 turn, const QString& indexFile, const QString& predictions) {
    workInBackground(
        this, [indexFile, predictions] { return readReviewList(indexFile, predictions); },
        [this, turn](const Result<std::shared_ptr<ReviewList>>& read) {
            if (turn != m_turn) {
                return;
            }
            if (!read) {
                fail(turn, lineOf(read.error()));
                return;
            }
            m_busy = false;
            Q_EMIT loaded(*read);
        });
}

} // namespace roentgen::app
