// The findings of one image, the most probable first, with truth, verdict and comment.
#pragma once

#include "app/library.h"
#include "app/review/review_case.h"

#include <QAbstractListModel>

#include <optional>

namespace roentgen::app {

struct FindingRow {
    QString name;
    std::optional<double> probability;
    Truth truth = Truth::Unknown;
    Verdict verdict = Verdict::None;
    QString comment;
    int slot = 0; // of the class: its colour
};

// What of them is shown.
struct FindingDisplay {
    bool labels = true, answers = true; // else hidden until the image is read
    bool unlike = false;                // the image is none of those that the model was trained on
};

class FindingModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum {
        ProbabilityRole = Qt::UserRole, // of what is shown, as the next
        TruthRole,                      // no value where it is hidden
        VerdictRole,
        CommentRole,
        SlotRole,
        ThresholdRole,
        UnlikeRole
    };
    using QAbstractListModel::QAbstractListModel;

    static void take(const QList<Reading>& readings, QList<FindingRow>& rows); // verdicts and comments
    // Sorted by the model; as given where answers are hidden. The same findings with other values, in whatever order,
    // are no reset: what is chosen stays chosen, and whoever is typing about it goes on.
    void setRows(QList<FindingRow> rows, const FindingDisplay& display = {});
    const FindingDisplay& display() const { return m_display; }
    void setReadings(const QList<Reading>& readings);
    void setThreshold(double threshold);
    double threshold() const { return m_threshold; }

    const FindingRow& at(int row) const { return m_rows[row]; }
    int rowOf(const QString& finding) const; // -1: none

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    bool hasSameNames(const QList<FindingRow>& rows) const;
    void rearrange(QList<FindingRow> rows); // of the same names
    QString accessibleText(const FindingRow& row) const;

    QList<FindingRow> m_rows;
    FindingDisplay m_display;
    double m_threshold = 0.5;
};

QString truthText(Truth truth);
QString verdictText(Verdict verdict);

} // namespace roentgen::app
