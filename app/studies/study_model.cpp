#include "app/studies/study_model.h"

#include "app/studies/data_words.h"

#include <QLocale>

namespace roentgen::app {

QString splitText(const QString& split) {
    if (split == QLatin1String("train")) {
        return StudyModel::tr("training");
    }
    if (split == QLatin1String("validation")) {
        return StudyModel::tr("validation");
    }
    if (split == QLatin1String("test")) {
        return StudyModel::tr("test");
    }
    return split;
}

QString findingText(const QString& finding) {
    if (finding == noFinding()) {
        return StudyModel::tr("No finding");
    }
    QString text = finding;
    return text.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString facetTitle(Facet facet) {
    switch (facet) {
    case Facet::Finding:
        return StudyModel::tr("Finding");
    case Facet::Split:
        return StudyModel::tr("Split", "training, validation or test part");
    case Facet::Modality:
        return StudyModel::tr("Modality");
    case Facet::View:
        return StudyModel::tr("View", "of the patient: PA, AP, CC …");
    case Facet::Count:
        break;
    }
    return {};
}

QString facetValueText(Facet facet, const QString& value) {
    if (value.isEmpty()) {
        return StudyModel::tr("not known");
    }
    return facet == Facet::Split ? splitText(value) : facet == Facet::Finding ? findingText(value) : value;
}

QString patientText(const StudyTable& table, const StudyTable::Row& row) {
    const QString name = personName(table.string(row.patientName)), id = table.string(row.patient);
    const std::string_view rule = table.text(row.patientRule);
    if (rule == "study_uid") { // many long numbers that begin alike
        const QString study = StudyModel::tr("study …%1", "end of its UID").arg(id.right(8));
        return name.isEmpty() ? study : QStringLiteral("%1 · %2").arg(name, study);
    }
    if (name.isEmpty() || rule == "name_and_birth_date") {
        return name.isEmpty() ? id : name;
    }
    return id.isEmpty() || id == table.string(row.patientName) ? name : QStringLiteral("%1 · %2").arg(id, name);
}

namespace {

QString patientTip(const StudyTable& table, const StudyTable::Row& row) {
    const QString text = patientText(table, row), id = table.string(row.patient);
    if (row.patientRule == 0) {
        return text;
    }
    const QString rule = StudyModel::tr("Known by: %1").arg(patientRuleText(table.string(row.patientRule)));
    return (id.isEmpty() || text.contains(id) ? text : text + QLatin1Char('\n') + id) + QLatin1Char('\n') + rule;
}

} // namespace

void StudyModel::setRows(std::shared_ptr<const StudyTable> table, std::vector<uint32_t> order) {
    beginResetModel();
    m_table = std::move(table);
    m_order = std::move(order);
    m_fetched = std::min(portion, totalRows());
    endResetModel();
}

void StudyModel::thumbnailReady(const QString& path) {
    Q_UNUSED(path);
    if (m_fetched > 0) {
        // Views repaint what they show of it; finding the one row would cost more.
        Q_EMIT dataChanged(index(0, 0), index(m_fetched - 1, 0), {Qt::DecorationRole});
    }
}

int StudyModel::rowOfPath(const QString& path) const {
    if (!m_table) {
        return -1;
    }
    const int slash = int(path.lastIndexOf(QLatin1Char('/')));
    const StudyTable::Text file = m_table->find(path.mid(slash + 1).toStdString());
    for (size_t i = 0; i < m_order.size() && file != StudyTable::notFound; ++i) {
        const StudyTable::Row& row = m_table->rows()[m_order[i]];
        if (row.file == file && m_table->path(row) == path) {
            return int(i);
        }
    }
    return -1;
}

void StudyModel::fetchUpTo(int row) {
    const int wanted = std::min(row + 1, totalRows());
    if (wanted > m_fetched) {
        beginInsertRows({}, m_fetched, wanted - 1);
        m_fetched = wanted;
        endInsertRows();
    }
}

int StudyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_fetched;
}

int StudyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(StudyColumn::Count);
}

bool StudyModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_fetched < totalRows();
}

void StudyModel::fetchMore(const QModelIndex& parent) {
    if (!parent.isValid()) {
        fetchUpTo(m_fetched + portion - 1);
    }
}

QString StudyModel::text(const StudyTable& table, const StudyTable::Row& row, StudyColumn column) {
    switch (column) {
    case StudyColumn::Patient:
        return patientText(table, row);
    case StudyColumn::Study:
        return table.string(row.study);
    case StudyColumn::Image:
        return table.string(row.image == 0 ? row.file : row.image);
    case StudyColumn::Modality:
        return table.string(row.modality);
    case StudyColumn::View:
        return table.string(row.view);
    case StudyColumn::Laterality:
        return table.string(row.laterality);
    case StudyColumn::Date:
        return table.string(row.date);
    case StudyColumn::AgeSex:
        if (row.age < 0) {
            return table.string(row.sex);
        }
        return row.sex == 0 ? QString::number(row.age)
                            : QStringLiteral("%1 / %2").arg(row.age).arg(table.string(row.sex));
    case StudyColumn::Labels:
        return table.labelText(row);
    case StudyColumn::Split:
        return splitText(table.string(row.split));
    case StudyColumn::Size:
        return row.columns > 0 ? QStringLiteral("%1 × %2").arg(row.columns).arg(row.rows) : QString();
    case StudyColumn::Problem:
        return refusalText(table.string(row.refusal));
    case StudyColumn::Count:
        break;
    }
    return {};
}

QString StudyModel::failure(const StudyTable::Row& row) const {
    return row.refusal != 0 ? refusalText(m_table->string(row.refusal))
           : m_failures     ? m_failures(m_table->path(row))
                            : QString();
}

QVariant StudyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_fetched) {
        return {};
    }
    const StudyTable::Row& row = tableRow(index.row());
    const auto column = StudyColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(*m_table, row, column);
    case Qt::ToolTipRole:
        if (column ==
            StudyColumn::Patient) { // of a tile as well, which has less room for the labels than they may take
            return QStringList{patientTip(*m_table, row), m_table->labelText(row)}.join(QLatin1Char('\n')).trimmed();
        }
        return column == StudyColumn::Image ? m_table->path(row) : text(*m_table, row, column);
    case Qt::TextAlignmentRole:
        return int((column == StudyColumn::AgeSex || column == StudyColumn::Size ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case Qt::DecorationRole:
        // Asked for by the gallery only; the table's delegate draws no decoration.
        return column == StudyColumn::Patient && m_thumbnails && row.refusal == 0
                   ? QVariant(m_thumbnails(m_table->path(row)))
                   : QVariant();
    case FailureRole:
        return failure(row);
    case PathRole:
        return m_table->path(row);
    case CaptionRole: {
        const QString labels = m_table->labelText(row);
        return labels.isEmpty() ? m_table->string(row.view) : labels;
    }
    default:
        return {};
    }
}

QVariant StudyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const auto column = StudyColumn(section);
    if (role == Qt::TextAlignmentRole) {
        return int((column == StudyColumn::AgeSex || column == StudyColumn::Size ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case StudyColumn::Patient:
        return tr("Patient");
    case StudyColumn::Study:
        return tr("Study");
    case StudyColumn::Image:
        return tr("Image");
    case StudyColumn::Modality:
        return tr("Modality");
    case StudyColumn::View:
        return tr("View");
    case StudyColumn::Laterality:
        return tr("Side", "laterality: left or right");
    case StudyColumn::Date:
        return tr("Date");
    case StudyColumn::AgeSex:
        return tr("Age / sex");
    case StudyColumn::Labels:
        return tr("Labels");
    case StudyColumn::Split:
        return tr("Split", "training, validation or test part");
    case StudyColumn::Size:
        return tr("Size (px)");
    case StudyColumn::Problem:
        return tr("Problem");
    case StudyColumn::Count:
        break;
    }
    return {};
}

} // namespace roentgen::app
