#include "app/review/case_model.h"

#include "app/review/finding_model.h"

#include <algorithm>

namespace roentgen::app {

namespace {

unsigned bitOf(Verdict verdict) {
    return verdict == Verdict::None ? 0u : 1u << unsigned(verdict);
}

} // namespace

void CaseModel::setList(std::shared_ptr<const ReviewList> list) {
    beginResetModel();
    m_list = std::move(list);
    m_rowOf.clear();
    if (m_list) {
        for (size_t row = 0; row < m_list->cases.size(); ++row) {
            m_rowOf.insert(m_list->cases[row].path, int(row));
        }
    }
    endResetModel();
    countRead();
}

void CaseModel::setReadings(const QList<Reading>& readings) {
    m_verdicts.clear();
    for (const Reading& reading : readings) {
        m_verdicts[reading.image] |= bitOf(reading.verdict);
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ReadRole});
    }
    countRead();
}

void CaseModel::setReadings(const QString& image, const QList<Reading>& readings) {
    unsigned bits = 0;
    for (const Reading& reading : readings) {
        bits |= bitOf(reading.verdict);
    }
    const auto row = m_rowOf.constFind(image);
    const bool counts = row != m_rowOf.constEnd();
    m_readCount += counts ? int(bits != 0) - int(m_verdicts.value(image) != 0) : 0;
    m_verdicts.insert(image, bits);
    if (counts) {
        Q_EMIT dataChanged(index(*row), index(*row), {ReadRole});
        Q_EMIT readCountChanged();
    }
}

bool CaseModel::hasVerdict(int row, Verdict verdict) const {
    const unsigned bits = m_verdicts.value(at(row).path);
    return verdict == Verdict::None ? bits != 0 : (bits & bitOf(verdict)) != 0;
}

void CaseModel::countRead() {
    m_readCount = 0;
    for (int row = 0; row < rowCount(); ++row) {
        m_readCount += hasVerdict(row, Verdict::None);
    }
    Q_EMIT readCountChanged();
}

void CaseModel::setFinding(const QString& finding) {
    m_finding = finding;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ProbabilityRole});
    }
}

std::optional<double> CaseModel::probabilityOf(int row) const {
    const std::vector<float>& probabilities = at(row).probabilities;
    const qsizetype place = m_finding.isEmpty() ? -1 : m_list->classes.indexOf(m_finding);
    if (place < 0 || size_t(place) >= probabilities.size()) {
        return std::nullopt;
    }
    return double(probabilities[size_t(place)]);
}

int CaseModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_list ? 0 : int(m_list->cases.size());
}

QString CaseModel::labelsText(const ReviewCase& one) const {
    if (!one.labelled) {
        return tr("no labels");
    }
    QStringList titles;
    for (const QString& label : one.labels) {
        titles << findingTitle(label);
    }
    return titles.isEmpty() ? tr("No finding") : titles.join(QStringLiteral(", "));
}

QVariant CaseModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const ReviewCase& one = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return one.image;
    case Qt::ToolTipRole:
        return one.path;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3", "image, labels, read or not")
            .arg(one.image, labelsText(one), hasVerdict(index.row(), Verdict::None) ? tr("read") : tr("not read"));
    case PathRole:
        return one.path;
    case PatientRole:
        return one.patient;
    case LabelsRole:
        return labelsText(one);
    case ReadRole:
        return hasVerdict(index.row(), Verdict::None);
    case SplitRole:
        return one.split;
    case ProbabilityRole: {
        const auto probability = probabilityOf(index.row());
        return probability ? QVariant(*probability) : QVariant();
    }
    default:
        return {};
    }
}

CaseFilterModel::CaseFilterModel(CaseModel* cases, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_cases(cases) {
    setSourceModel(cases);
    setDynamicSortFilter(false); // a case does not leave the list while it is being read
}

void CaseFilterModel::setFilter(const CaseFilter& filter) {
    m_filter = filter;
    m_words = filter.words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_cases->setFinding(filter.finding);
    invalidate();
    sort(filter.finding.isEmpty() ? -1 : 0, Qt::DescendingOrder);
}

bool CaseFilterModel::acceptsFinding(int row) const {
    if (m_filter.finding.isEmpty() || m_cases->at(row).labels.contains(m_filter.finding)) {
        return true;
    }
    const auto probability = m_cases->probabilityOf(row);
    return probability && *probability >= m_filter.threshold;
}

bool CaseFilterModel::acceptsRead(int row) const {
    switch (m_filter.read) {
    case CaseFilter::Read::All:
        return true;
    case CaseFilter::Read::NotRead:
        return !m_cases->hasVerdict(row, Verdict::None);
    case CaseFilter::Read::AnyVerdict:
        return m_cases->hasVerdict(row, Verdict::None);
    case CaseFilter::Read::Accepted:
        return m_cases->hasVerdict(row, Verdict::Accept);
    case CaseFilter::Read::Rejected:
        return m_cases->hasVerdict(row, Verdict::Reject);
    case CaseFilter::Read::Uncertain:
        return m_cases->hasVerdict(row, Verdict::Uncertain);
    }
    return true;
}

bool CaseFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const ReviewCase& one = m_cases->at(row);
    const bool found = std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return one.image.contains(word, Qt::CaseInsensitive) || one.patient.contains(word, Qt::CaseInsensitive);
    });
    return found && (m_filter.split.isEmpty() || one.split == m_filter.split) && acceptsFinding(row) &&
           acceptsRead(row);
}

bool CaseFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const double a = m_cases->probabilityOf(left.row()).value_or(-1);
    const double b = m_cases->probabilityOf(right.row()).value_or(-1);
    // Equal ones stay as listed although the order is descending.
    return a != b ? a < b : left.row() > right.row();
}

} // namespace roentgen::app
