// The work-list: cases with what was read of them, and the filter over them.
#pragma once

#include "app/library.h"
#include "app/review/review_case.h"

#include <QAbstractListModel>
#include <QSet>
#include <QSortFilterProxyModel>

#include <memory>
#include <optional>

namespace roentgen::app {

class CaseModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum { PathRole = Qt::UserRole, PatientRole, LabelsRole, ReadRole, SplitRole, ProbabilityRole };
    using QAbstractListModel::QAbstractListModel;

    void setList(std::shared_ptr<const ReviewList> list); // nullptr: none
    const ReviewList* list() const { return m_list.get(); }
    const ReviewCase& at(int row) const { return m_list->cases[size_t(row)]; }
    int rowOf(const QString& path) const { return m_rowOf.value(path, -1); } // -1: none

    // All acts of the source; then those on one image as they change. reader: who looks, and whose own acts show what
    // is hidden until then.
    void setActs(const QList<ReadingAct>& acts, const QString& reader);
    void setActs(const QString& image, const QList<ReadingAct>& acts, const QString& reader);
    bool hasVerdict(int row, Verdict verdict) const; // None: any
    int readCount() const { return m_readCount; }

    // What the model says of an image as it is shown; it goes before the list's own probabilities. Kept over other
    // lists, until there is another model; of very many, those that came last.
    void setAnswer(const QString& image, const QHash<QString, double>& probabilities);
    void forgetAnswers();
    static constexpr qsizetype MostAnswers = 20000; // more than are kept with their maps: those are asked for again
    void setThreshold(double threshold);            // from it on a finding is open until it has a verdict
    double threshold() const { return m_threshold; }
    void setBlinding(Blinding blinding);
    Blinding blinding() const { return m_blinding; }

    // Somebody gave verdicts and no finding is left open (what is open is not known of an image whose answer is not:
    // any verdict will do), or said that the image is read. Where answers are hidden every finding has to have a
    // verdict, since what is open would tell them.
    bool isRead(int row) const;
    bool isSaidToBeRead(int row) const;
    QStringList openFindings(int row) const; // at or above the threshold, without a verdict
    // What is hidden shows once the reader has read the image: not by what others said of it, nor before it is known
    // what is open.
    bool labelsShown(int row) const { return m_blinding == Blinding::None || isReadByReader(row); }
    bool answersShown(int row) const { return m_blinding != Blinding::Answers || isReadByReader(row); }

    void setFinding(const QString& finding); // whose probability ProbabilityRole gives; "": the highest
    QString finding() const { return m_finding; }
    std::optional<double> probabilityOf(int row) const;
    std::optional<double> probabilityOf(int row, const QString& finding) const; // the answer's, else the list's
    std::optional<double> shownProbability(int row) const;                      // none where answers are hidden

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void readCountChanged();

private:
    struct Read {
        unsigned verdicts = 0;  // a bit of every verdict given
        QSet<QString> findings; // that have one
        bool said = false;      // that it is read
    };
    using Reads = QHash<QString, Read>; // by image
    static void take(const QList<Reading>& readings, Reads& reads);
    static const Read* find(const Reads& reads, const QString& image); // nullptr: none
    bool isReadBy(const Read* read, int row) const;
    bool isReadByReader(int row) const;
    bool isOpenKnown(int row) const; // which findings are at or above the threshold
    QStringList openFindings(int row, const Read* read) const;
    void countRead();
    void forgetAnswer(const QString& image);
    void changed(int row, bool wasRead);
    QString labelsText(int row) const;

    std::shared_ptr<const ReviewList> m_list;
    Reads m_reads, m_own;                             // by anybody; by the reader
    QHash<QString, QHash<QString, double>> m_answers; // image → finding → probability
    QStringList m_answered;                           // oldest first
    double m_threshold = 0.5;
    Blinding m_blinding = Blinding::None;
    QHash<QString, int> m_rowOf;
    QString m_finding;
    int m_readCount = 0;
};

struct CaseFilter {
    QString words;   // all of them in image or patient
    QString finding; // in the labels where they are shown, or probable at the threshold; "": all
    double threshold = 0.5;
    QString split; // "": all
    enum class Read { All, NotRead, Read, Accepted, Rejected, Uncertain } read = Read::All;
};

class CaseFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit CaseFilterModel(CaseModel* cases, QObject* parent = nullptr);
    // Sorted by the finding's probability, the highest first, where a finding is chosen; else as listed.
    void setFilter(const CaseFilter& filter);
    const CaseFilter& filter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool acceptsFinding(int row) const;
    bool acceptsRead(int row) const;

    CaseModel* m_cases;
    CaseFilter m_filter;
    QStringList m_words;
};

} // namespace roentgen::app
