#include "app/experiments/experiment_list_model.h"

#include "app/experiments/experiment_words.h"
#include "engine/protocol/experiment_presets.h"

#include <QFileInfo>

namespace roentgen::app {

ExperimentListModel::ExperimentListModel(const ExperimentStore& store, QObject* parent)
    : QAbstractListModel(parent)
    , m_store(store) {
    reload();
}

ExperimentListModel::Row ExperimentListModel::storedRow(const QString& name) const {
    Row row{Stored, name, name, {}, false};
    const Result<Experiment> experiment = m_store.read(name);
    if (!experiment) {
        row.broken = true;
        row.detail = tr("Cannot be read");
        return row;
    }
    row.detail = tr("%1 · %2 px · epochs: %3", "architecture, image size, number of epochs")
                     .arg(QString::fromStdString(experiment->model.architecture))
                     .arg(experiment->data.imageSize)
                     .arg(experiment->training.epochs);
    return row;
}

void ExperimentListModel::reload() {
    QVector<Row> rows;
    const QStringList names = m_store.names();
    if (!names.isEmpty())
        rows.append({Heading, {}, tr("Experiments"), {}, false});
    for (const QString& name : names)
        rows.append(storedRow(name));
    rows.append({Heading, {}, tr("Presets"), {}, false});
    for (const Preset& preset : experimentPresets())
        rows.append({PresetRow, QString::fromStdString(preset.id), ExperimentWords::ofPreset(preset.title),
                     ExperimentWords::sizeAndSourceOf(preset), false});
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void ExperimentListModel::refreshRow(const QString& name) {
    const QModelIndex index = indexOf(Stored, name);
    if (!index.isValid())
        return;
    m_rows[index.row()] = storedRow(name);
    Q_EMIT dataChanged(index, index);
}

QModelIndex ExperimentListModel::indexOf(Kind kind, const QString& key) const {
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[row].kind == kind && m_rows[row].key == key)
            return index(row);
    return {};
}

QModelIndex ExperimentListModel::firstChoice() const {
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[row].kind != Heading)
            return index(row);
    return {};
}

QString ExperimentListModel::renameFault(const QString& name, const QString& newName) const {
    if (name == newName)
        return {};
    const QString wrong = ExperimentStore::whatIsWrong(newName);
    return wrong.isEmpty() && QFileInfo::exists(m_store.file(newName))
               ? tr("There is already an experiment of this name")
               : wrong;
}

int ExperimentListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ExperimentListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return row.title;
    case Qt::ToolTipRole: // the title may be longer than the list is wide
        return row.detail.isEmpty() ? row.title : row.title + QLatin1Char('\n') + row.detail;
    case Qt::AccessibleDescriptionRole:
        return row.detail;
    case KindRole:
        return row.kind;
    case KeyRole:
        return row.key;
    case DetailRole:
        return row.detail;
    case BrokenRole:
        return row.broken;
    default:
        return {};
    }
}

Qt::ItemFlags ExperimentListModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || m_rows[index.row()].kind == Heading)
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return m_rows[index.row()].kind == Stored ? flags | Qt::ItemIsEditable : flags;
}

bool ExperimentListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || m_rows[index.row()].kind != Stored)
        return false;
    const QString newName = value.toString().trimmed();
    if (newName != m_rows[index.row()].key)
        Q_EMIT renameRequested(m_rows[index.row()].key, newName);
    return false; // the row follows the file
}

} // namespace roentgen::app
