// The keys of a view: what each does, and the list of them, drawn over the view.
#pragma once

#include <QPainter>
#include <QRect>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

namespace roentgen::widgets {

struct KeyHelpEntry {
    QString keys, what;
};

class KeyHelp {
public:
    // A line of the list, and what its keys (Qt::Key) do; none where it tells of the mouse.
    void add(const QString& keys, const QString& what, const std::map<int, std::function<void()>>& acts = {});
    // Of the page around the view, shown first. replaced: keys, as add() was given them, that the page takes for
    // itself.
    void setFurther(std::vector<KeyHelpEntry> entries, const QStringList& replaced);

    bool press(int key) const; // false: it is none of these
    // In the middle of area; smaller, in two columns, where it is low.
    void draw(QPainter& painter, const QRect& area) const;

private:
    std::vector<KeyHelpEntry> m_entries, m_further;
    QStringList m_replaced;
    std::map<int, std::function<void()>> m_acts;
};

} // namespace roentgen::widgets
