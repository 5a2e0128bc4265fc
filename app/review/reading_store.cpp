#include "app/review/reading_store.h"

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
        setText(ReadingStore::tr("%1: %2", "finding, verdict").arg(findingTitle(m_finding), verdictText(after)));
    }
    void undo() override {
        m_store->write(m_image, m_finding, m_before);
        Q_EMIT m_store->shown(m_image, m_finding);
    }
    void redo() override {
        m_store->write(m_image, m_finding, m_after);
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
    , m_library(library) {
    if (m_library != nullptr) {
        connect(m_library, &Library::readingsChanged, this, &ReadingStore::changed);
    }
}

void ReadingStore::setSource(const QString& source) {
    m_source = source;
    m_undo.clear();
}

QList<Reading> ReadingStore::readings(const QString& image) const {
    QList<Reading> own;
    if (m_library != nullptr) {
        const auto all = m_library->readings(image);
        for (const Reading& reading : all) {
            if (reading.source == m_source) {
                own << reading;
            }
        }
    }
    return own;
}

QList<Reading> ReadingStore::allReadings() const {
    return m_library == nullptr ? QList<Reading>() : m_library->readingsOfSource(m_source);
}

Reading ReadingStore::find(const QString& image, const QString& finding) const {
    const auto own = readings(image);
    for (const Reading& reading : own) {
        if (reading.finding == finding) {
            return reading;
        }
    }
    Reading none;
    none.image = image;
    none.finding = finding;
    none.source = m_source;
    return none;
}

void ReadingStore::giveVerdict(const QString& image, const QString& finding, Verdict verdict) {
    const Verdict before = find(image, finding).verdict;
    m_undo.push(new VerdictCommand(this, image, finding, before, before == verdict ? Verdict::None : verdict));
}

void ReadingStore::write(const QString& image, const QString& finding, Verdict verdict) {
    Reading reading = find(image, finding);
    reading.verdict = verdict;
    save(reading);
}

void ReadingStore::setComment(const QString& image, const QString& finding, const QString& comment) {
    Reading reading = find(image, finding);
    if (reading.comment != comment) {
        reading.comment = comment;
        save(reading);
    }
}

void ReadingStore::save(const Reading& changedReading) {
    Reading reading = changedReading;
    reading.time = QDateTime::currentDateTimeUtc();
    if (m_library == nullptr) {
        Q_EMIT failed(tr("There is no library to keep readings in."));
        return;
    }
    const Status saved = m_library->saveReading(reading);
    if (!saved) {
        Q_EMIT failed(QString::fromStdString(saved.error().toLine()));
    }
}

} // namespace roentgen::app
