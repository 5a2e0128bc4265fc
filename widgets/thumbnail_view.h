// A gallery over a model: one cell a row, each a picture with two lines of text. It lays nothing out in advance, so
// that 100,000 rows cost no more than one screen. Shares the selection of a table that shows the same model.
#pragma once

#include <QAbstractItemView>

namespace roentgen::widgets {

class ThumbnailView : public QAbstractItemView {
    Q_OBJECT
public:
    // Picture: Qt::DecorationRole of column 0 (a QImage; null: not there yet). First line: Qt::DisplayRole of
    // titleColumn. Second line: captionRole of column 0.
    explicit ThumbnailView(QWidget* parent = nullptr);
    void setTitleColumn(int column) { m_titleColumn = column; }
    void setCaptionRole(int role) { m_captionRole = role; }
    // Said in the field of a row that has no picture: a text, empty while the picture is on its way.
    void setFailureRole(int role) { m_failureRole = role; }
    // The least width, 96…512 px: cells grow until they fill the line. The height follows.
    void setCellWidth(int width);
    int cellWidth() const { return m_cellWidth; }
    int columnsShown() const;

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void updateGeometries() override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int side() const; // of a picture's field with its margin
    int cellHeight() const { return side() + 44; }
    int rowCount() const;
    QRect cellRect(int row) const; // in the viewport
    void paintCell(QPainter& painter, int row, const QRect& cell);
    void paintFailure(QPainter& painter, const QRect& field, const QString& why);

    int m_cellWidth = 176;
    int m_titleColumn = 0;
    int m_captionRole = Qt::DisplayRole;
    int m_failureRole = -1; // none
};

} // namespace roentgen::widgets
