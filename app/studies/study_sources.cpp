#include "app/studies/study_sources.h"

#include "app/background_jobs.h"
#include "app/engine_service.h"
#include "app/library.h"
#include "engine/protocol/text_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QRegularExpression>
#include <QtConcurrent>

#include <algorithm>

namespace roentgen::app {

namespace {

using TableResult = Result<std::shared_ptr<const StudyTable>>;

QString line(const Error& error) {
    return QString::fromStdString(error.toLine());
}

// No other data set's, and no name of the workspace: what data.dataset names would not be clear.
QString freeTomlName(const QDir& workspace, const QString& folder) {
    const QDir datasets(workspace.filePath(QStringLiteral("datasets")));
    QString base = QFileInfo(folder).fileName();
    base.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9._-]+")), QStringLiteral("-"));
    base = base.isEmpty() ? QStringLiteral("images") : base;
    QString name = base;
    for (int i = 2; datasets.exists(name + QStringLiteral(".toml")) || workspace.exists(name); ++i) {
        name = QStringLiteral("%1-%2").arg(base).arg(i);
    }
    return datasets.filePath(name + QStringLiteral(".toml"));
}

} // namespace

StudySources::StudySources(const AppContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context) {
    const QString folder = QDir(context.workspace).filePath(QStringLiteral("datasets"));
    QDir().mkpath(folder);
    m_watcher.addPath(folder);
    m_delay.setSingleShot(true);
    m_delay.setInterval(200);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_delay, QOverload<>::of(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, &StudySources::readFolder);
    readFolder();
}

const StudySource* StudySources::find(const QString& toml) const {
    for (const StudySource& source : m_sources) {
        if (source.toml == toml) {
            return &source;
        }
    }
    return nullptr;
}

void StudySources::readFolder() {
    const QDir datasets(QDir(m_context.workspace).filePath(QStringLiteral("datasets")));
    QHash<QString, qint64> counts;
    const auto records = m_context.library->sources();
    for (const SourceRecord& record : records) {
        counts.insert(record.datasetToml, record.images);
    }
    QList<StudySource> sources;
    const auto names = datasets.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name | QDir::LocaleAware);
    for (const QString& name : names) {
        StudySource source;
        source.toml = datasets.absoluteFilePath(name);
        source.images = counts.value(source.toml, -1);
        const auto file = readDatasetFile(source.toml.toStdString());
        if (file) {
            source.name = QString::fromStdString(file->name);
            source.folder = QString::fromStdString(file->folder);
        } else {
            source.name = QFileInfo(name).completeBaseName();
            source.error = line(file.error());
        }
        sources.append(source);
    }
    tellApart(sources);
    m_sources = sources;
    Q_EMIT changed();
}

// By as many of the folders above as it takes; the same folder twice, by the data set's file.
void StudySources::tellApart(QList<StudySource>& sources) {
    const auto tail = [](const StudySource& source, int parts) {
        const QString above = QFileInfo(source.folder).path();
        return above.section(QLatin1Char('/'), -parts, -1, QString::SectionSkipEmpty);
    };
    for (StudySource& source : sources) {
        source.title = source.name;
        QList<const StudySource*> others;
        for (const StudySource& other : std::as_const(sources)) {
            if (&other != &source && other.name == source.name) {
                others << &other;
            }
        }
        const auto isUnique = [&](int parts) {
            return std::none_of(others.begin(), others.end(),
                                [&](const StudySource* other) { return tail(*other, parts) == tail(source, parts); });
        };
        int parts = 1;
        while (parts < 8 && !others.isEmpty() && !isUnique(parts)) {
            ++parts;
        }
        if (!others.isEmpty()) {
            source.title = tr("%1 in %2", "data set, folder")
                               .arg(source.name,
                                    isUnique(parts) ? tail(source, parts) : QFileInfo(source.toml).completeBaseName());
        }
    }
}

Result<DatasetFile> StudySources::description(const QString& toml) const {
    return readDatasetFile(toml.toStdString());
}

Status StudySources::describe(const QString& toml, const DatasetFile& description) {
    const auto before = readDatasetFile(toml.toStdString());
    const auto text = readTextFile(toml.toStdString());
    DatasetFile written = description;
    if (before && text && before->folder == description.folder) { // as it was written, perhaps relative
        if (const auto raw = parseDatasetFile(*text, toml.toStdString())) {
            written.folder = raw->folder;
        }
    }
    if (const Status done = writeDatasetFile(toml.toStdString(), written); !done) {
        return done;
    }
    DatasetFile renamed = before ? *before : DatasetFile();
    renamed.name = description.name;
    QFile index(indexFile(toml));
    const bool isSameData = formatDatasetFile(renamed) == formatDatasetFile(description);
    if (isSameData && index.exists() && index.open(QIODevice::Append)) {
        index.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime); // still as the file says
    } else {
        index.remove();
    }
    readFolder();
    return Done{};
}

Result<QString> StudySources::addFolder(const QString& folder) {
    const QFileInfo info(folder);
    const QString canonical = info.canonicalFilePath();
    if (canonical.isEmpty() || !info.isDir()) {
        return dataError(tr("There is no such folder").toStdString(), folder.toStdString(),
                         tr("choose a folder with images").toStdString());
    }
    for (const StudySource& source : std::as_const(m_sources)) {
        if (QFileInfo(source.folder).canonicalFilePath() == canonical) {
            return source.toml;
        }
    }
    const QString toml = freeTomlName(QDir(m_context.workspace), canonical);
    DatasetFile file;
    file.name = info.fileName().toStdString();
    file.folder = canonical.toStdString();
    const Status written = writeDatasetFile(toml.toStdString(), file);
    if (!written) {
        return written.error();
    }
    readFolder();
    return toml;
}

Status StudySources::remove(const QString& toml) {
    if (!QFile::remove(toml)) {
        return environmentError(tr("Could not remove the data set's file").toStdString(), toml.toStdString(),
                                tr("check its permissions").toStdString());
    }
    QFile::remove(indexFile(toml));
    const Status removed = m_context.library->removeSource(toml);
    readFolder();
    return removed;
}

QString StudySources::indexFile(const QString& toml) const {
    return QFileInfo(toml).dir().filePath(QFileInfo(toml).completeBaseName() + QStringLiteral(".index"));
}

void StudySources::load(const QString& toml) {
    if (m_underWay.contains(toml)) {
        return;
    }
    const QFileInfo index(indexFile(toml));
    if (index.exists() && index.lastModified() >= QFileInfo(toml).lastModified()) {
        m_underWay.insert(toml);
        readTable(toml);
    } else {
        indexAgain(toml);
    }
}

void StudySources::indexAgain(const QString& toml) {
    if (!m_underWay.contains(toml)) {
        m_underWay.insert(toml);
        index(toml);
    }
}

void StudySources::index(const QString& toml) {
    const StudySource* source = find(toml);
    EngineService* service = m_context.dataService;
    auto request = std::make_shared<quint64>(0);
    const quint64 job = m_context.jobs->start(tr("Indexing %1").arg(source == nullptr ? toml : source->title),
                                              [service, request] { service->cancel(*request); });
    *request = service->request(
        {{"op", "index"}, {"folder", toml.toStdString()}, {"out", indexFile(toml).toStdString()}}, this,
        [this, toml, job](const nlohmann::json&) {
            m_context.jobs->finish(job);
            readTable(toml);
        },
        [this, toml, job](const ServiceError& error) {
            m_context.jobs->finish(job);
            finishWith(toml, error.cancelled ? tr("Indexing was cancelled.") : error.toText());
        },
        [this, job](double fraction, const QString&) { m_context.jobs->progress(job, fraction); });
}

void StudySources::readTable(const QString& toml) {
    auto* watcher = new QFutureWatcher<TableResult>(this);
    connect(watcher, &QFutureWatcher<TableResult>::finished, this, [this, watcher, toml] {
        const TableResult table = watcher->future().takeResult();
        watcher->deleteLater();
        if (!table) {
            QFile::remove(indexFile(toml)); // made anew the next time
            finishWith(toml, line(table.error()));
            return;
        }
        if ((*table)->header().maker < StudyIndexHeader::currentMaker && !m_renewed.contains(toml)) {
            m_renewed.insert(toml); // by an older version: it knew less
            index(toml);
            return;
        }
        m_underWay.remove(toml);
        rememberIndex(toml, qint64((*table)->rows().size()));
        Q_EMIT loaded(toml, *table);
    });
    watcher->setFuture(QtConcurrent::run([file = indexFile(toml)] { return StudyTable::read(file); }));
}

void StudySources::finishWith(const QString& toml, const QString& error) {
    m_underWay.remove(toml);
    Q_EMIT failed(toml, error);
}

void StudySources::rememberIndex(const QString& toml, qint64 images) {
    for (StudySource& source : m_sources) {
        if (source.toml == toml && source.images != images) {
            source.images = images;
            const Status saved = m_context.library->saveSource(
                {toml, source.folder, indexFile(toml), images, QDateTime::currentDateTimeUtc()});
            if (!saved) {
                Q_EMIT m_context.navigator->messageRequested(line(saved.error()));
            }
            Q_EMIT changed();
            return;
        }
    }
}

void StudySources::makePhantoms(int count, int seed) {
    if (m_makingPhantoms) {
        return;
    }
    m_makingPhantoms = true;
    const QString folder = QDir(m_context.workspace).filePath(QStringLiteral("phantoms/chest-phantoms-%1").arg(count));
    EngineService* service = m_context.dataService;
    auto request = std::make_shared<quint64>(0);
    const quint64 job = m_context.jobs->start(tr("Making %n phantom films", nullptr, count),
                                              [service, request] { service->cancel(*request); });
    *request = service->request(
        {{"op", "phantom"}, {"kind", "chest"}, {"count", count}, {"out", folder.toStdString()}, {"seed", seed}}, this,
        [this, job, folder](const nlohmann::json&) {
            m_context.jobs->finish(job);
            m_makingPhantoms = false;
            const auto toml = addFolder(folder);
            if (toml) {
                Q_EMIT made(*toml);
            } else {
                Q_EMIT failed({}, line(toml.error()));
            }
        },
        [this, job](const ServiceError& error) {
            m_context.jobs->finish(job);
            m_makingPhantoms = false;
            Q_EMIT failed({}, error.cancelled ? tr("No phantoms were made: cancelled.") : error.toText());
        },
        [this, job](double fraction, const QString&) { m_context.jobs->progress(job, fraction); });
}

} // namespace roentgen::app
