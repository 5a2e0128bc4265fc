// The data sets of the workspace: datasets/*.toml, their indexes, and the tables read from them.
// GUI thread; the work is done by the data worker and by threads.
#pragma once

#include "app/app_context.h"
#include "app/studies/study_table.h"
#include "engine/protocol/dataset_file.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace roentgen::app {

struct StudySource {
    QString toml; // absolute; the key
    QString name;
    QString title;      // its name, and where several have that name what tells it apart
    QString folder;     // of the images
    qint64 images = -1; // as last indexed; -1: never
    QString error;      // why the TOML cannot be read; else empty
};

class StudySources : public QObject {
    Q_OBJECT
public:
    explicit StudySources(const AppContext& context, QObject* parent = nullptr);

    const QList<StudySource>& sources() const { return m_sources; }
    const StudySource* find(const QString& toml) const; // nullptr: none such
    bool isBusy() const { return !m_underWay.isEmpty(); }
    bool isMakingPhantoms() const { return m_makingPhantoms; }

    // Writes datasets/NAME.toml; the path of the one that there was already where the folder is a source.
    Result<QString> addFolder(const QString& folder);
    Status remove(const QString& toml); // the TOML and the index; never the images
    // How it is read, its folder absolute; and to write that down, after which it is indexed again where more than its
    // name has changed.
    Result<DatasetFile> description(const QString& toml) const;
    Status describe(const QString& toml, const DatasetFile& description);

    // loaded() or failed() follows. Indexes first where there is no index or the TOML is newer.
    void load(const QString& toml);
    void indexAgain(const QString& toml);
    // Synthetic chest films under workspace/phantoms, then added as a source: made() follows.
    void makePhantoms(int count = 400, int seed = 1);

Q_SIGNALS:
    void changed();
    void loaded(const QString& toml, std::shared_ptr<const roentgen::app::StudyTable> table);
    void failed(const QString& toml, const QString& error);
    void made(const QString& toml);

private:
    void readFolder();
    void index(const QString& toml);
    // described: what the TOML says (app/dataset_index.h) that the index is made for.
    void takeIndex(const QString& toml, const std::string& described);
    void readTable(const QString& toml, const std::string& described);
    using TableResult = Result<std::shared_ptr<const StudyTable>>;
    void takeTable(const QString& toml, const TableResult& table);
    bool isObsolete(const QString& toml, const std::string& described);
    void finishWith(const QString& toml, const QString& error);
    void rememberIndex(const QString& toml, qint64 images);

    AppContext m_context;
    QList<StudySource> m_sources;
    QSet<QString> m_underWay;
    QHash<QString, quint64> m_indexing; // requests to the worker; of those under way
    QSet<QString> m_renewed;            // whose index was made anew since an older version had made it
    bool m_makingPhantoms = false;
    QFileSystemWatcher m_watcher;
    QTimer m_delay; // several files change at once
};

} // namespace roentgen::app
