// The work-list: cases with what was read of them, and the filter over them.
#pragma once

#include "app/library.h"
#include "app/review/review_case.h"

#include <QAbstractListModel>
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

    // All readings of the source; then of one image as they change.
    void setReadings(const QList<Reading>& readings);
    void setReadings(const QString& image, const QList<Reading>& readings);
    bool hasVerdict(int row, Verdict verdict) const; // None: any
    int readCount() const { return m_readCount; }    // cases with a verdict

    void setFinding(const QString& finding); // whose probability ProbabilityRole gives; "": the highest
    QString finding() const { return m_finding; }
    std::optional<double> probabilityOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void readCountChanged();

private:
    void countRead();
    QString labelsText(const ReviewCase& one) const;

    std::shared_ptr<const ReviewList> m_list;
    QHash<QString, unsigned> m_verdicts; // image → bit of every verdict given
    QHash<QString, int> m_rowOf;
    QString m_finding;
    int m_readCount = 0;
};

struct CaseFilter {
    QString words;   // all of them in image or patient
    QString finding; // in the labels, or probable at the threshold; "": all
    double threshold = 0.5;
    QString split; // "": all
    enum class Read { All, NotRead, AnyVerdict, Accepted, Rejected, Uncertain } read = Read::All;
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
