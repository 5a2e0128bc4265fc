#include "app/review/finding_model.h"

#include "app/film_labels.h"

#include <QLocale>

#include <algorithm>

namespace roentgen::app {

QString truthText(Truth truth) {
    switch (truth) {
    case Truth::Present:
        return FindingModel::tr("in the labels");
    case Truth::Absent:
        return FindingModel::tr("not in the labels");
    case Truth::Unknown:
        break;
    }
    return FindingModel::tr("no label");
}

QString verdictText(Verdict verdict) {
    switch (verdict) {
    case Verdict::Accept:
        return FindingModel::tr("accepted");
    case Verdict::Reject:
        return FindingModel::tr("rejected");
    case Verdict::Uncertain:
        return FindingModel::tr("uncertain");
    case Verdict::None:
        break;
    }
    return FindingModel::tr("not read");
}

void FindingModel::setRows(QList<FindingRow> rows, const FindingDisplay& display) {
    if (display.answers) {
        std::stable_sort(rows.begin(), rows.end(), [](const FindingRow& a, const FindingRow& b) {
            return a.probability.value_or(-1) > b.probability.value_or(-1);
        });
    }
    if (!m_rows.isEmpty() && hasSameNames(rows)) {
        m_display = display;
        rearrange(std::move(rows));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_display = display;
    endResetModel();
}

bool FindingModel::hasSameNames(const QList<FindingRow>& rows) const {
    const auto namesOf = [](const QList<FindingRow>& list) {
        QStringList names;
        for (const FindingRow& row : list) {
            names << row.name;
        }
        names.sort();
        return names;
    };
    return rows.size() == m_rows.size() && namesOf(rows) == namesOf(m_rows);
}

void FindingModel::rearrange(QList<FindingRow> rows) {
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QStringList names;
    for (const QModelIndex& index : before) {
        names << m_rows[index.row()].name;
    }
    m_rows = std::move(rows);
    QModelIndexList after;
    for (const QString& name : std::as_const(names)) {
        after << index(rowOf(name));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
    Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void FindingModel::take(const QList<Reading>& readings, QList<FindingRow>& rows) {
    for (FindingRow& row : rows) {
        row.verdict = Verdict::None;
        row.comment.clear();
        for (const Reading& reading : readings) {
            if (reading.finding == row.name) {
                row.verdict = reading.verdict;
                row.comment = reading.comment;
            }
        }
    }
}

void FindingModel::setReadings(const QList<Reading>& readings) {
    take(readings, m_rows);
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {VerdictRole, CommentRole, Qt::ToolTipRole});
    }
}

void FindingModel::setThreshold(double threshold) {
    m_threshold = threshold;
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {ThresholdRole});
    }
}

int FindingModel::rowOf(const QString& finding) const {
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].name == finding) {
            return row;
        }
    }
    return -1;
}

int FindingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString FindingModel::accessibleText(const FindingRow& row) const {
    const QString probability = !m_display.answers ? tr("probability hidden")
                                : row.probability  ? QLocale().toString(*row.probability, 'f', 2)
                                                   : tr("no probability");
    QString text = tr("%1: %2, %3, %4", "finding, its probability, label, verdict")
                       .arg(findingTitle(row.name), probability,
                            m_display.labels ? truthText(row.truth) : tr("label hidden"), verdictText(row.verdict));
    if (m_display.unlike && m_display.answers) {
        text += QLatin1Char('\n') + tr("The image is unlike those that the model was trained on.");
    }
    if (!row.comment.isEmpty()) {
        text += QLatin1Char('\n') + row.comment;
    }
    return text;
}

QVariant FindingModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    const FindingRow& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return findingTitle(row.name);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case ProbabilityRole:
        return row.probability && m_display.answers ? QVariant(*row.probability) : QVariant();
    case TruthRole:
        return m_display.labels ? QVariant(int(row.truth)) : QVariant();
    case UnlikeRole:
        return m_display.unlike;
    case VerdictRole:
        return int(row.verdict);
    case CommentRole:
        return row.comment;
    case SlotRole:
        return row.slot;
    case ThresholdRole:
        return m_threshold;
    default:
        return {};
    }
}

} // namespace roentgen::app
