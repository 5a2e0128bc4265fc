// "Show list": the files or rows behind a problem of a data set, to sort, to copy and to export. GUI thread.
#pragma once

#include "engine/protocol/study_index.h"

#include <QAbstractTableModel>
#include <QDialog>

class QTableView;

namespace roentgen::app {

// One row each: the place first, then what is wrong with it.
class ProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PlaceColumn, ReasonColumn, ColumnCount };

    // folder: of the data set; places within it are shown from there.
    ProblemModel(const DataProblem& problem, const QString& folder, QObject* parent);

    bool hasReasons() const;
    QString fullPlace(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; // numbers by their value

private:
    struct Row {
        QString place, reason;
    };
    QString m_folder;
    QList<Row> m_rows;
};

class ProblemDialog : public QDialog {
    Q_OBJECT
public:
    ProblemDialog(const DataProblem& problem, const QString& folder, QWidget* parent);

    void copy() const;                             // the chosen rows, or all where none is chosen, as TSV
    Status exportTo(const QString& csvFile) const; // all, in the order shown, with whole paths

private:
    void setupTable();
    void chooseExport();

    ProblemModel* m_model;
    QTableView* m_table;
};

} // namespace roentgen::app
