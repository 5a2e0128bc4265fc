#include "app/runs/run_list_model.h"

#include "app/runs/metric_words.h"
#include "app/runs/run_labels.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::app {

void RunListModel::setIds(const QStringList& ids) {
    const QSet<QString> wanted(ids.begin(), ids.end());
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (wanted.contains(m_rows[row].id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    renumber();
    QVector<RunRow> added;
    for (const QString& id : ids) {
        if (m_rowOfId.contains(id))
            continue;
        RunRow row;
        row.id = id;
        row.summary.id = row.summary.name = id.toStdString();
        added.append(row);
    }
    if (added.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + added.size()) - 1);
    m_rows += added;
    endInsertRows();
    renumber();
}

void RunListModel::renumber() {
    m_rowOfId.clear();
    for (int row = 0; row < int(m_rows.size()); ++row)
        m_rowOfId.insert(m_rows[row].id, row);
}

void RunListModel::updateRows(const QVector<RunRow>& rows) {
    for (const RunRow& row : rows) {
        const int at = rowOf(row.id);
        if (at < 0)
            continue;
        m_rows[at] = row;
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
    }
}

void RunListModel::setVaried(const VariedKeys& varied) {
    if (varied.keys != m_varied.keys) {
        if (!m_varied.keys.isEmpty()) {
            beginRemoveColumns({}, ColumnCount, columnCount() - 1);
            m_varied = {};
            endRemoveColumns();
        }
        if (!varied.keys.isEmpty()) {
            beginInsertColumns({}, ColumnCount, ColumnCount + int(varied.keys.size()) - 1);
            m_varied = varied;
            endInsertColumns();
        }
    }
    m_varied = varied;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RunListModel::setColourSlots(const QHash<QString, int>& slotOfId) {
    if (slotOfId == m_colourSlots)
        return;
    m_colourSlots = slotOfId;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name), {ColourSlotRole});
}

int RunListModel::rowOf(const QString& id) const {
    return m_rowOfId.value(id, -1);
}

const RunRow* RunListModel::find(const QString& id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows[row];
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}
int RunListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount + int(m_varied.keys.size());
}

QString RunListModel::variedText(const RunRow& row, int column) const {
    return m_varied.valuesOf.value(row.id).value(column - ColumnCount);
}

QString RunListModel::text(const RunRow& row, Column column) const {
    const RunSummary& summary = row.summary;
    const QLocale locale;
    switch (column) {
    case Name: {
        const QString name = QString::fromStdString(summary.name);
        const QString begin = m_varied.commonName + QLatin1Char(' ');
        return m_varied.valuesOf.contains(row.id) && name.startsWith(begin)
                   ? shortenedName(name.mid(begin.size()).split(QLatin1Char(' ')))
                   : name;
    }
    case Best:
        return summary.best ? locale.toString(*summary.best, 'f', 3) : QString();
    case State:
        return row.loaded ? RunWords::state(summary.state) : QString();
    case Speed:
        return summary.imagesPerSecond > 0 ? locale.toString(summary.imagesPerSecond, 'f', 1) : QString();
    case Elapsed:
        return summary.startTime > 0 ? RunWords::duration(summary.elapsedSeconds) : QString();
    case Remaining:
        return summary.remainingSeconds ? RunWords::duration(*summary.remainingSeconds) : QString();
    case Started:
        return summary.startTime > 0 ? RunWords::started(summary.startTime) : QString();
    case Trend:
    case ColumnCount:
        break;
    }
    return {};
}

// What is unknown sorts below everything.
QVariant RunListModel::sortValue(const RunRow& row, Column column) const {
    const RunSummary& summary = row.summary;
    switch (column) {
    case Trend:
        return row.trend.isEmpty() || std::isnan(row.trend.last()) ? -1 : row.trend.last();
    case Best:
        return summary.best.value_or(-1);
    case State:
        return int(summary.state);
    case Speed:
        return summary.imagesPerSecond;
    case Elapsed:
        return summary.elapsedSeconds;
    case Remaining:
        return summary.remainingSeconds.value_or(-1);
    case Started:
        // One that waits in a queue is the newest of all: it starts after the others.
        return summary.startTime == 0 && isGoing(summary.state) ? std::numeric_limits<double>::max()
                                                                : summary.startTime;
    case Name:
    case ColumnCount:
        break;
    }
    return QString::fromStdString(summary.name).toLower() + QLatin1Char('\n') + row.id;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const RunRow& row = m_rows[index.row()];
    const bool isVaried = index.column() >= ColumnCount;
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return isVaried ? variedText(row, index.column()) : text(row, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Name || column == State ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        QString tip = row.id + QLatin1Char('\n') + RunWords::state(row.summary.state);
        if (const QString facts = RunWords::headline(row.summary); !facts.isEmpty())
            tip += QLatin1Char('\n') + facts;
        if (row.summary.startTime > 0)
            tip += QLatin1Char('\n') +
                   tr("started %1")
                       .arg(QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(row.summary.startTime)),
                                               QLocale::ShortFormat));
        return tip;
    }
    case SortRole:
        return isVaried ? QVariant(variedText(row, index.column())) : sortValue(row, column);
    case IdRole:
        return row.id;
    case StateRole:
        return row.loaded ? QVariant(int(row.summary.state)) : QVariant();
    case TrendRole:
        return QVariant::fromValue(row.trend);
    case ColourSlotRole:
        return m_colourSlots.contains(row.id) ? QVariant(m_colourSlots.value(row.id)) : QVariant();
    case FilterRole:
        return QString(QString::fromStdString(row.summary.name) + QLatin1Char(' ') + row.id + QLatin1Char(' ') +
                       RunWords::state(row.summary.state));
    default:
        return {};
    }
}

std::string RunListModel::headline() const {
    const auto loaded = std::find_if(m_rows.begin(), m_rows.end(), [](const RunRow& row) { return row.loaded; });
    return (loaded == m_rows.end() ? RunSummary() : loaded->summary).headline;
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == Name || section == State || section == Trend ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    if (section >= ColumnCount) {
        const QString path = m_varied.keys.value(section - ColumnCount);
        return tip ? path : path.section(QLatin1Char('.'), -1);
    }
    switch (section) {
    case Name:
        return tr("Run");
    case Trend:
        return tip ? tr("After every epoch: %1", "a metric").arg(MetricWords::fullName(headline()))
                   : MetricWords::shortName(headline());
    case Best:
        return tip ? tr("Best on the validation part: %1", "a metric").arg(MetricWords::fullName(headline()))
                   : tr("Best");
    case State:
        return tr("State");
    case Speed:
        return tip ? tr("Images per second, all ranks together") : tr("images/s");
    case Elapsed:
        return tip ? tr("Time of training, without pauses") : tr("Elapsed");
    case Remaining:
        return tip ? tr("Time left, from the pace so far") : tr("Left");
    case Started:
        return tr("Started");
    default:
        return {};
    }
}

RunFilterModel::RunFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent) {
    setSortRole(RunListModel::SortRole);
    setDynamicSortFilter(true);
}

void RunFilterModel::setWords(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilterModel::setOnly(const std::optional<QSet<QString>>& ids) {
    m_only = ids;
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (m_only && !m_only->contains(sourceModel()->index(row, 0, parent).data(RunListModel::IdRole).toString()))
        return false;
    const QString text = sourceModel()->index(row, 0, parent).data(RunListModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RunFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(RunListModel::SortRole), b = right.data(RunListModel::SortRole);
    bool aIsNumber = left.column() != RunListModel::Name, bIsNumber = aIsNumber;
    const double aNumber = aIsNumber ? a.toDouble(&aIsNumber) : 0, bNumber = bIsNumber ? b.toDouble(&bIsNumber) : 0;
    if (aIsNumber && bIsNumber)
        return aNumber < bNumber;
    return a.toString().localeAwareCompare(b.toString()) < 0;
}

} // namespace roentgen::app
