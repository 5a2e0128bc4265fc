#include "app/review/case_model.h"

#include "app/film_labels.h"

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

void CaseModel::take(const QList<Reading>& readings, Reads& reads) {
    for (const Reading& reading : readings) {
        Read& read = reads[reading.image];
        if (reading.finding.isEmpty()) { // of the image as a whole
            read.said = reading.verdict == Verdict::Accept;
        } else if (reading.verdict != Verdict::None) {
            read.verdicts |= bitOf(reading.verdict);
            read.findings.insert(reading.finding);
        }
    }
}

void CaseModel::setActs(const QList<ReadingAct>& acts, const QString& reader) {
    m_reads.clear();
    m_own.clear();
    take(readingsOf(acts), m_reads);
    take(readingsOf(actsOfReader(acts, reader)), m_own);
    countRead();
}

void CaseModel::setActs(const QString& image, const QList<ReadingAct>& acts, const QString& reader) {
    const int row = rowOf(image);
    const bool wasRead = row >= 0 && isRead(row);
    m_reads.remove(image);
    m_own.remove(image);
    take(readingsOf(acts), m_reads);
    take(readingsOf(actsOfReader(acts, reader)), m_own);
    changed(row, wasRead);
}

void CaseModel::setAnswer(const QString& image, const QHash<QString, double>& probabilities) {
    const int row = rowOf(image);
    const bool wasRead = row >= 0 && isRead(row);
    if (!m_answers.contains(image)) {
        m_answered << image;
    }
    m_answers.insert(image, probabilities);
    changed(row, wasRead);
    while (m_answered.size() > MostAnswers) {
        forgetAnswer(m_answered.takeFirst());
    }
}

void CaseModel::forgetAnswer(const QString& image) {
    const int row = rowOf(image);
    const bool wasRead = row >= 0 && isRead(row);
    m_answers.remove(image);
    changed(row, wasRead);
}

void CaseModel::forgetAnswers() {
    m_answers.clear();
    m_answered.clear();
    countRead();
}

void CaseModel::changed(int row, bool wasRead) {
    if (row >= 0) {
        m_readCount += int(isRead(row)) - int(wasRead);
        Q_EMIT dataChanged(index(row), index(row));
        Q_EMIT readCountChanged();
    }
}

void CaseModel::setThreshold(double threshold) {
    m_threshold = threshold;
    countRead();
}

void CaseModel::setBlinding(Blinding blinding) {
    m_blinding = blinding;
    countRead();
}

const CaseModel::Read* CaseModel::find(const Reads& reads, const QString& image) {
    const auto found = reads.constFind(image);
    return found == reads.constEnd() ? nullptr : &*found;
}

bool CaseModel::hasVerdict(int row, Verdict verdict) const {
    const Read* read = find(m_reads, at(row).path);
    const unsigned bits = read == nullptr ? 0 : read->verdicts;
    return verdict == Verdict::None ? bits != 0 : (bits & bitOf(verdict)) != 0;
}

bool CaseModel::isSaidToBeRead(int row) const {
    const Read* read = find(m_reads, at(row).path);
    return read != nullptr && read->said;
}

bool CaseModel::isRead(int row) const {
    return isReadBy(find(m_reads, at(row).path), row);
}

bool CaseModel::isReadByReader(int row) const {
    const Read* own = find(m_own, at(row).path);
    return own != nullptr && (own->said || (isOpenKnown(row) && isReadBy(own, row)));
}

bool CaseModel::isReadBy(const Read* read, int row) const {
    if (read == nullptr || (!read->said && read->findings.isEmpty())) {
        return false;
    }
    if (read->said) {
        return true;
    }
    if (m_blinding == Blinding::Answers) {
        const auto answer = m_answers.constFind(at(row).path);
        const QStringList all = answer == m_answers.constEnd() ? m_list->classes : QStringList(answer->keys());
        return !all.isEmpty() && std::all_of(all.begin(), all.end(),
                                             [&](const QString& finding) { return read->findings.contains(finding); });
    }
    return openFindings(row, read).isEmpty();
}

bool CaseModel::isOpenKnown(int row) const {
    return m_answers.contains(at(row).path) || !at(row).probabilities.empty();
}

QStringList CaseModel::openFindings(int row) const {
    return openFindings(row, find(m_reads, at(row).path));
}

QStringList CaseModel::openFindings(int row, const Read* read) const {
    const auto answer = m_answers.constFind(at(row).path);
    QStringList open;
    const auto look = [&](const QString& name, double probability) {
        if (probability >= m_threshold && (read == nullptr || !read->findings.contains(name))) {
            open << name;
        }
    };
    if (answer != m_answers.constEnd()) {
        for (auto one = answer->constBegin(); one != answer->constEnd(); ++one) {
            look(one.key(), one.value());
        }
        return open;
    }
    const std::vector<float>& listed = at(row).probabilities;
    for (size_t i = 0; i < listed.size() && qsizetype(i) < m_list->classes.size(); ++i) {
        look(m_list->classes[qsizetype(i)], double(listed[i]));
    }
    return open;
}

void CaseModel::countRead() {
    m_readCount = 0;
    for (int row = 0; row < rowCount(); ++row) {
        m_readCount += isRead(row);
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
    Q_EMIT readCountChanged();
}

void CaseModel::setFinding(const QString& finding) {
    m_finding = finding;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ProbabilityRole});
    }
}

std::optional<double> CaseModel::shownProbability(int row) const {
    return answersShown(row) ? probabilityOf(row) : std::nullopt;
}

std::optional<double> CaseModel::probabilityOf(int row) const {
    const std::vector<float>& probabilities = at(row).probabilities;
    const qsizetype place = m_finding.isEmpty() ? -1 : m_list->classes.indexOf(m_finding);
    if (place < 0 || size_t(place) >= probabilities.size()) {
        return std::nullopt;
    }
    return double(probabilities[size_t(place)]);
}

std::optional<double> CaseModel::probabilityOf(int row, const QString& finding) const {
    if (const auto answer = m_answers.constFind(at(row).path); answer != m_answers.constEnd()) {
        const auto probability = answer->constFind(finding);
        return probability == answer->constEnd() ? std::nullopt : std::optional<double>(*probability);
    }
    const qsizetype place = m_list->classes.indexOf(finding);
    const std::vector<float>& listed = at(row).probabilities;
    return place < 0 || size_t(place) >= listed.size() ? std::nullopt
                                                       : std::optional<double>(double(listed[size_t(place)]));
}

int CaseModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_list ? 0 : int(m_list->cases.size());
}

QString CaseModel::labelsText(int row) const {
    const ReviewCase& one = at(row);
    if (!labelsShown(row)) {
        return tr("labels hidden");
    }
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
            .arg(one.image, labelsText(index.row()), isRead(index.row()) ? tr("read") : tr("not read"));
    case PathRole:
        return one.path;
    case PatientRole:
        return one.patient;
    case LabelsRole:
        return labelsText(index.row());
    case ReadRole:
        return isRead(index.row());
    case SplitRole:
        return one.split;
    case ProbabilityRole: {
        const auto probability = shownProbability(index.row());
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
    if (m_filter.finding.isEmpty() ||
        (m_cases->labelsShown(row) && m_cases->at(row).labels.contains(m_filter.finding))) {
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
        return !m_cases->isRead(row);
    case CaseFilter::Read::Read:
        return m_cases->isRead(row);
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
