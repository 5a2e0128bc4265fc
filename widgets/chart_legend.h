// The names of a chart's series below it: hover dims the others, a click or the space bar hides and shows one.
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

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QRect entryRect(int index) const;

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
    int columns(int width) const;
    int entryAt(const QPoint& position) const;
    void setCurrent(int index);

    std::vector<Entry> m_entries;
    int m_entryWidth = 60;
    int m_current = -1;
};

} // namespace roentgen::widgets
