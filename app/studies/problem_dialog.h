// "Show list": the files or rows behind a problem of a data set, to sort, to copy and to export. GUI thread.
#pragma once

#include "engine/protocol/study_index.h"

#include <QAbstractTableModel>
#include <QDialog>

#include <vector>

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
    QString fullPlace(int row) const; // with the folder where it lies there; else as it is
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // Numbers by their value. A long list stays as it is for a moment, and is sorted on another thread.
    void sort(int column, Qt::SortOrder order) override;
    static constexpr int MostSortedAtOnce = 5000;

private:
    struct Row {
        QString place, reason;
        bool isBelow = false; // the data set's folder stood before the place
    };
    static std::vector<int> orderOf(const QList<Row>& rows, int column, Qt::SortOrder order);
    void takeOrder(const std::vector<int>& order);

    QString m_folder;
    QList<Row> m_rows;
    int m_turn = 0; // of the sorting that counts
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
