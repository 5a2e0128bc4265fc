#include "app/review/reading_store.h"

#include "app/film_labels.h"
#include "app/review/finding_model.h"

#include <QUndoCommand>

namespace roentgen::app {

class VerdictCommand : public QUndoCommand {
public:
    VerdictCommand(ReadingStore* store, QString image, QString finding, Verdict before, Verdict after)
        : m_store(store)
        , m_image(std::move(image))
        , m_finding(std::move(finding))
        , m_before(before)
        , m_after(after) {
        setText(m_finding.isEmpty()
                    ? ReadingStore::tr("Read")
                    : ReadingStore::tr("%1: %2", "finding, verdict").arg(findingTitle(m_finding), verdictText(after)));
    }
    void undo() override {
        setObsolete(!m_store->change(m_image, m_finding, m_after, m_before));
        Q_EMIT m_store->shown(m_image, m_finding);
    }
    void redo() override {
        setObsolete(!m_store->change(m_image, m_finding, m_before, m_after));
        if (m_done) {
            Q_EMIT m_store->shown(m_image, m_finding);
        }
        m_done = true;
    }

private:
    ReadingStore* m_store;
    QString m_image, m_finding;
    Verdict m_before, m_after;
    bool m_done = false; // the first redo() is the doing
};

ReadingStore::ReadingStore(Library* library, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_watch(library) {
    if (m_library != nullptr) {
        connect(m_library, &Library::readingsChanged, this, &ReadingStore::changed);
    }
    connect(&m_watch, &ReadingWatch::heard, this, &ReadingStore::listen);
}

void ReadingStore::setSource(const QString& source) {
    m_source = source;
    m_undo.clear();
}

QList<ReadingAct> ReadingStore::acts(const QString& image) const {
    return m_library == nullptr ? QList<ReadingAct>() : m_library->actsOnImage(image, m_source);
}

QList<ReadingAct> ReadingStore::allActs() const {
    return m_library == nullptr ? QList<ReadingAct>() : m_library->actsOfSource(m_source);
}

QString ReadingStore::reader() const {
    return m_library == nullptr ? QString() : m_library->reader();
}

QList<ReadingAct> ReadingStore::history(const QString& image, const QString& finding) const {
    return m_library == nullptr ? QList<ReadingAct>() : m_library->acts(image, finding, m_source);
}

Reading ReadingStore::find(const QString& image, const QString& finding) const {
    const QList<Reading> readings = readingsOf(history(image, finding));
    return readings.isEmpty() ? Reading{image, finding, Verdict::None, {}, m_source, {}, {}} : readings.first();
}

Verdict ReadingStore::own(const QString& image, const QString& finding) const {
    return m_library == nullptr ? Verdict::None : ownVerdict(history(image, finding), m_library->reader());
}

void ReadingStore::giveVerdict(const QString& image, const QString& finding, Verdict verdict, Verdict shown) {
    const Verdict before = own(image, finding);
    if (before != verdict) {
        m_undo.push(new VerdictCommand(this, image, finding, before, verdict));
    } else if (shown == verdict) {
        m_undo.push(new VerdictCommand(this, image, finding, before, Verdict::None));
    }
}

void ReadingStore::sayRead(const QString& image, bool shown) {
    giveVerdict(image, QStringLiteral(""), Verdict::Accept, shown ? Verdict::Accept : Verdict::None);
}

bool ReadingStore::change(const QString& image, const QString& finding, Verdict before, Verdict after) {
    if (own(image, finding) != before) {
        Q_EMIT failed(tr("%1 has been read in another window since. It stays as it is.", "finding")
                          .arg(finding.isEmpty() ? tr("The image") : findingTitle(finding)));
        return false;
    }
    ReadingAct act = actOn(image, finding);
    act.verdict = after;
    return save(act);
}

bool ReadingStore::setComment(const QString& image, const QString& finding, const QString& comment) {
    if (find(image, finding).comment == comment) {
        return true;
    }
    ReadingAct act = actOn(image, finding);
    act.comment = comment;
    return save(act);
}

ReadingAct ReadingStore::actOn(const QString& image, const QString& finding) const {
    ReadingAct act;
    act.image = image;
    act.finding = finding;
    act.source = m_source;
    return act;
}

bool ReadingStore::save(const ReadingAct& act) {
    if (m_library == nullptr) {
        Q_EMIT failed(tr("There is no library to keep readings in."));
        return false;
    }
    const Status saved = m_library->add(act);
    if (!saved) {
        Q_EMIT failed(QString::fromStdString(saved.error().toLine()));
    }
    return bool(saved);
}

void ReadingStore::listen(const QList<ReadingAct>& acts) {
    QList<ReadingAct> here = acts;
    here.removeIf([this](const ReadingAct& act) { return act.source != m_source; });
    if (!here.isEmpty()) {
        Q_EMIT heard(here);
    }
}

} // namespace roentgen::app
