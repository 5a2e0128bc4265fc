// The table of images as Qt's views see it: the rows that a query gave, handed out in portions.
#pragma once

#include "app/studies/study_query.h"

#include <QAbstractTableModel>
#include <QImage>

#include <functional>
#include <memory>

namespace roentgen::app {

class StudyModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ItemRole { PathRole = Qt::UserRole + 1, CaptionRole, FailureRole };
    static constexpr int portion = 10000; // rows a fetchMore()

    using QAbstractTableModel::QAbstractTableModel;

    // order: row numbers of the table. Resets the model.
    void setRows(std::shared_ptr<const StudyTable> table, std::vector<uint32_t> order);
    // Gives the picture of a path, or a null image for now and thumbnailReady() later.
    void setThumbnails(std::function<QImage(const QString& path)> thumbnails) { m_thumbnails = std::move(thumbnails); }
    // Why there is no picture of a path; empty where it is on its way.
    void setFailures(std::function<QString(const QString& path)> failures) { m_failures = std::move(failures); }
    void thumbnailReady(const QString& path);

    const StudyTable* table() const { return m_table.get(); }
    const StudyTable::Row& tableRow(int row) const { return m_table->rows()[m_order[size_t(row)]]; }
    QString path(int row) const { return m_table->path(tableRow(row)); }
    int rowOfPath(const QString& path) const; // -1: not among them; may be beyond what was fetched
    int totalRows() const { return int(m_order.size()); }
    void fetchUpTo(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    static QString text(const StudyTable& table, const StudyTable::Row& row, StudyColumn column);

private:
    QString failure(const StudyTable::Row& row) const;

    std::shared_ptr<const StudyTable> m_table;
    std::vector<uint32_t> m_order;
    int m_fetched = 0;
    std::function<QImage(const QString& path)> m_thumbnails;
    std::function<QString(const QString& path)> m_failures;
};

// Words for the values of data: "F" → "female" and the like stay as they are; splits are translated.
QString splitText(const QString& split);
// Their ID, the name as well where there is one; the name alone of those who are known by nothing else.
QString patientText(const StudyTable& table, const StudyTable::Row& row);
QString findingText(const QString& finding); // underscores become blanks, noFinding() words
QString facetTitle(Facet facet);
QString facetValueText(Facet facet, const QString& value); // "not known" for ""

} // namespace roentgen::app
