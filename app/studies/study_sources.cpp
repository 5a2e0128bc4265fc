#include "app/studies/study_sources.h"

#include "app/background_jobs.h"
#include "app/background_work.h"
#include "app/dataset_index.h"
#include "app/dataset_titles.h"
#include "app/engine_service.h"
#include "app/library.h"
#include "engine/protocol/messages/dataset_messages.h"
#include "engine/protocol/text_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace roentgen::app {

namespace {

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

// Its folder as it was written, perhaps relative.
Status writeDescription(const QString& toml, const DatasetFile& description) {
    const auto before = readDatasetFile(toml.toStdString());
    const auto text = readTextFile(toml.toStdString());
    DatasetFile written = description;
    if (before && text && before->folder == description.folder) {
        if (const auto raw = parseDatasetFile(*text, toml.toStdString())) {
            written.folder = raw->folder;
        }
    }
    return writeDatasetFile(toml.toStdString(), written);
}

// Comments, the order of the keys, and whatever else is not the name stay as they are.
Status writeName(const QString& toml, const DatasetFile& description) {
    const Result<std::string> read = readTextFile(toml.toStdString());
    if (!read) {
        return read.error();
    }
    static const QRegularExpression table(QStringLiteral("^[ \\t]*\\["), QRegularExpression::MultilineOption);
    static const QRegularExpression line(
        QStringLiteral("^[ \\t]*name[ \\t]*=[ \\t]*(?:\"(?:[^\"\\\\\n]|\\\\.)*\"|'[^'\n]*')"),
        QRegularExpression::MultilineOption);
    DatasetFile named;
    named.name = description.name;
    const QString wanted = QString::fromStdString(formatDatasetFile(named)).trimmed();
    QString text = QString::fromStdString(*read);
    const qsizetype tables = text.indexOf(table);
    if (const QRegularExpressionMatch match = line.match(text);
        match.hasMatch() && (tables < 0 || match.capturedStart() < tables)) {
        text.replace(match.capturedStart(), match.capturedLength(), wanted);
    } else {
        text.prepend(wanted + QLatin1Char('\n'));
    }
    const Result<DatasetFile> renamed = parseDatasetFile(text.toStdString(), toml.toStdString());
    return renamed && renamed->name == description.name ? writeFileAtomically(toml.toStdString(), text.toStdString())
                                                        : writeDescription(toml, description);
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
    QList<NamedDataSet> named;
    for (const StudySource& source : std::as_const(sources)) {
        named.append({source.name, source.folder, source.toml});
    }
    const QStringList titles = dataSetTitles(named);
    for (qsizetype i = 0; i < sources.size(); ++i) {
        sources[i].title = titles[i];
    }
    m_sources = sources;
    Q_EMIT changed();
}

Result<DatasetFile> StudySources::description(const QString& toml) const {
    const Result<DatasetFile> file = readDatasetFile(toml.toStdString());
    if (file) {
        return file;
    }
    const std::optional<DatasetFile> refused = readRefusedDatasetFile(toml.toStdString());
    return refused ? Result<DatasetFile>(*refused) : file;
}

Status StudySources::describe(const QString& toml, const DatasetFile& description) {
    const auto before = readDatasetFile(toml.toStdString());
    DatasetFile renamed = before ? *before : DatasetFile();
    renamed.name = description.name;
    const bool isSameData = before && formatDatasetFile(renamed) == formatDatasetFile(description);
    const bool wasCurrent = isIndexCurrent(toml);
    const Status done = isSameData ? writeName(toml, description) : writeDescription(toml, description);
    if (!done) {
        return done;
    }
    QFile index(indexFileOf(toml));
    if (!isSameData) {
        index.remove();
        if (m_indexing.contains(toml)) {
            m_context.dataService->cancel(m_indexing.value(toml)); // and is begun again
        }
    } else if (wasCurrent && index.open(QIODevice::Append)) {
        index.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime); // still as the file says
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
    QFile::remove(indexFileOf(toml));
    const Status removed = m_context.library->removeSource(toml);
    readFolder();
    return removed;
}

void StudySources::load(const QString& toml) {
    if (m_underWay.contains(toml)) {
        return;
    }
    if (isIndexCurrent(toml)) {
        m_underWay.insert(toml);
        readTable(toml, descriptionBesidesName(toml));
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
    const std::string described = descriptionBesidesName(toml);
    const quint64 job = m_context.jobs->start(tr("Indexing %1").arg(source == nullptr ? toml : source->title),
                                              [service, request] { service->cancel(*request); });
    *request = service->request(
        IndexRequest{toml.toStdString(), indexFileOf(toml).toStdString()}, this,
        [this, toml, job, described](const IndexAnswer&) {
            m_context.jobs->finish(job);
            m_indexing.remove(toml);
            takeIndex(toml, described);
        },
        [this, toml, job, described](const ServiceError& error) {
            m_context.jobs->finish(job);
            m_indexing.remove(toml);
            if (!isObsolete(toml, described)) {
                finishWith(toml, error.cancelled ? tr("Indexing was cancelled.") : error.toText());
            }
        },
        [this, job](double fraction, const QString&) { m_context.jobs->progress(job, fraction); });
    m_indexing.insert(toml, *request);
}

// True where the data set was removed or described in another way meanwhile: then that is seen to.
bool StudySources::isObsolete(const QString& toml, const std::string& described) {
    const bool isThere = QFile::exists(toml);
    if (isThere && descriptionBesidesName(toml) == described) {
        return false;
    }
    QFile::remove(indexFileOf(toml));
    if (isThere) {
        index(toml);
    } else {
        m_underWay.remove(toml);
    }
    return true;
}

void StudySources::takeIndex(const QString& toml, const std::string& described) {
    if (!isObsolete(toml, described)) {
        readTable(toml, described);
    }
}

void StudySources::readTable(const QString& toml, const std::string& described) {
    workInBackground(
        this, [file = indexFileOf(toml)] { return StudyTable::read(file); },
        [this, toml, described](const TableResult& table) {
            if (!isObsolete(toml, described)) {
                takeTable(toml, table);
            }
        });
}

void StudySources::takeTable(const QString& toml, const TableResult& table) {
    if (!table) {
        QFile::remove(indexFileOf(toml)); // made anew the next time
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
                {toml, source.folder, indexFileOf(toml), images, QDateTime::currentDateTimeUtc()});
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
        PhantomRequest{count, folder.toStdString(), seed}, this,
        [this, job, folder](const PhantomAnswer&) {
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
