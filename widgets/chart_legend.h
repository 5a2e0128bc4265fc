// The names of a chart's series below or beside it: hover dims the others, a click or the space bar hides and shows
// one.
#pragma once

#include <QColor>
#include <QSet>
#include <QWidget>

#include <vector>

namespace roentgen::widgets {

class ChartLegend : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QString name;
        QColor colour;
        Qt::PenStyle style = Qt::SolidLine;
        bool hidden = false;
    };
    explicit ChartLegend(QWidget* parent = nullptr);
    void setEntries(std::vector<Entry> entries);
    QString entryName(int index) const; // "" where there is none

    // Below the chart: rows that are filled from the left; returns their height in width pixels.
    int layOutBelow(int width);
    // Beside the chart: columns that are filled from the top; returns their width in height pixels.
    int layOutBeside(int height);
    QRect entryRect(int index) const { return m_places[size_t(index)]; }

Q_SIGNALS:
    void toggled(int index);
    void hovered(int index); // -1: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int entryWidth(const Entry& entry) const;
    int entryAt(const QPoint& position) const;
    void setCurrent(int index);

    std::vector<Entry> m_entries;
    std::vector<QRect> m_places; // one for each entry
    int m_current = -1;
};

} // namespace roentgen::widgets
