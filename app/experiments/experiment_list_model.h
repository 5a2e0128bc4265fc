// The experiments of a workspace and the shipped presets below them, as one list.
#pragma once

#include "app/experiments/experiment_store.h"

#include <QAbstractListModel>
#include <QVector>

namespace roentgen::app {

class ExperimentListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Kind { Heading, Stored, PresetRow };
    enum { KindRole = Qt::UserRole, KeyRole, DetailRole, BrokenRole }; // KeyRole: the name, or the preset's id

    explicit ExperimentListModel(const ExperimentStore& store, QObject* parent = nullptr);
    void reload();
    void refreshRow(const QString& name); // what it says in its second line
    QModelIndex indexOf(Kind kind, const QString& key) const;
    QModelIndex firstChoice() const; // the first experiment, else the first preset
    // Why an experiment cannot get this name, in words; "" where it can, or has it.
    QString renameFault(const QString& name, const QString& newName) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override; // asks for a new name

Q_SIGNALS:
    void renameRequested(const QString& name, const QString& newName);

private:
    struct Row {
        Kind kind;
        QString key, title, detail;
        bool broken = false;
        bool operator==(const Row& other) const {
            return kind == other.kind && key == other.key && title == other.title && detail == other.detail &&
                   broken == other.broken;
        }
    };
    Row storedRow(const QString& name) const;

    const ExperimentStore& m_store;
    QVector<Row> m_rows;
};

} // namespace roentgen::app
