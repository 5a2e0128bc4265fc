// The runs of a workspace as a table; fed by RunFollower, knows no file.
#pragma once

#include "app/runs/run_row.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QSortFilterProxyModel>

namespace roentgen::app {

// What the runs of a sweep differ in, and what they are called there.
struct VariedKeys {
    QStringList keys;                     // "training.local_batch"
    QHash<QString, QStringList> valuesOf; // run id → the values of the keys
    QString commonName;                   // with which the names of all of them begin
};

class RunListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // Behind them stands a column for every varied key.
    enum Column { Name, Trend, Best, State, Speed, Elapsed, Remaining, Started, ColumnCount };
    enum { SortRole = Qt::UserRole, IdRole, StateRole, TrendRole, FilterRole, ColourSlotRole };
    using QAbstractTableModel::QAbstractTableModel;

    // The ids there are, newest first; rows that are gone leave, new ones come with only their name.
    void setIds(const QStringList& ids);
    void updateRows(const QVector<RunRow>& rows); // unknown ids are ignored
    void setVaried(const VariedKeys& varied);
    void setColourSlots(const QHash<QString, int>& slotOfId); // of the runs that are drawn in colours
    const RunRow* find(const QString& id) const;
    int rowOf(const QString& id) const; // -1: none
    QString idAt(int row) const { return m_rows[row].id; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const RunRow& row, Column column) const;
    QString variedText(const RunRow& row, int column) const;
    QVariant sortValue(const RunRow& row, Column column) const;
    std::string headline() const; // of the newest run that is known
    void renumber();

    QVector<RunRow> m_rows;
    QHash<QString, int> m_rowOfId;
    VariedKeys m_varied;
    QHash<QString, int> m_colourSlots;
};

// Every word of the filter must occur in the name, the id or the state.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setWords(const QString& text);
    void setOnly(const std::optional<QSet<QString>>& ids); // these runs; nothing: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList m_words;
    std::optional<QSet<QString>> m_only;
};

} // namespace roentgen::app
