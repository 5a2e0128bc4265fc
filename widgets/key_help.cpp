#include "widgets/key_help.h"

#include "widgets/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace roentgen::widgets {

namespace {

// The list of keys laid out: columns of equal width, long words on several lines where the view is narrow.
struct KeyHelpLayout {
    QFont keyFont, textFont;
    int columns = 1, keyWidth = 0, textWidth = 0;
    std::vector<int> heights; // of the entries
    int linesIn(int entries) const { return (entries + columns - 1) / columns; }
    int columnWidth() const { return keyWidth + 16 + textWidth + 24; }
    int height() const { // of the tallest column
        const int lines = linesIn(int(heights.size()));
        int tallest = 0;
        for (int first = 0; first < int(heights.size()); first += lines) {
            const int end = std::min(first + lines, int(heights.size()));
            tallest = std::max(tallest, std::accumulate(heights.begin() + first, heights.begin() + end, 0));
        }
        return tallest;
    }
};

KeyHelpLayout layoutKeyHelp(const std::vector<KeyHelpEntry>& keys, int width, int columns, Type type) {
    KeyHelpLayout layout{font(type, QFont::DemiBold), font(type), columns, 0, 0, {}};
    const QFontMetrics keyMetrics(layout.keyFont), textMetrics(layout.textFont);
    for (const KeyHelpEntry& entry : keys) {
        layout.keyWidth = std::max(layout.keyWidth, keyMetrics.horizontalAdvance(entry.keys) + 2);
        layout.textWidth = std::max(layout.textWidth, textMetrics.horizontalAdvance(entry.what) + 2);
    }
    const int room = width / columns - 40;
    if (layout.keyWidth + layout.textWidth > room) {
        layout.keyWidth = std::min(layout.keyWidth, room * 9 / 20);
        layout.textWidth = std::min(layout.textWidth, room - layout.keyWidth);
    }
    for (const KeyHelpEntry& entry : keys) {
        const QRect keyRoom(0, 0, layout.keyWidth, 1000), textRoom(0, 0, layout.textWidth, 1000);
        layout.heights.push_back(std::max(keyMetrics.boundingRect(keyRoom, Qt::TextWordWrap, entry.keys).height(),
                                          textMetrics.boundingRect(textRoom, Qt::TextWordWrap, entry.what).height()) +
                                 7);
    }
    return layout;
}

} // namespace

void KeyHelp::add(const QString& keys, const QString& what, const std::map<int, std::function<void()>>& acts) {
    m_entries.push_back({keys, what});
    m_acts.insert(acts.begin(), acts.end());
}

void KeyHelp::setFurther(std::vector<KeyHelpEntry> entries, const QStringList& replaced) {
    m_further = std::move(entries);
    m_replaced = replaced;
}

bool KeyHelp::press(int key) const {
    const auto found = m_acts.find(key);
    if (found == m_acts.end())
        return false;
    found->second();
    return true;
}

void KeyHelp::draw(QPainter& painter, const QRect& area) const {
    std::vector<KeyHelpEntry> keys = m_further;
    std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(keys),
                 [this](const KeyHelpEntry& entry) { return !m_replaced.contains(entry.keys); });
    const QSize room = area.size() - QSize(48, 48);
    KeyHelpLayout layout = layoutKeyHelp(keys, room.width(), 1, Type::Body);
    if (layout.height() > room.height())
        layout = layoutKeyHelp(keys, room.width(), 2, Type::Body);
    if (layout.height() > room.height())
        layout = layoutKeyHelp(keys, room.width(), 2, Type::Caption);

    painter.save();
    QRect panel(0, 0, layout.columns * layout.columnWidth() + 24, layout.height() + 32);
    panel.moveCenter(area.center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color(Role::Line));
    painter.setBrush(color(Role::Panel)); // nothing shows through its words
    painter.drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int lines = layout.linesIn(int(keys.size()));
    int top = 0;
    for (int i = 0; i < int(keys.size()); ++i) {
        top = i % lines == 0 ? panel.top() + 16 : top;
        const int left = panel.left() + 24 + i / lines * layout.columnWidth(), height = layout.heights[size_t(i)];
        painter.setFont(layout.keyFont);
        painter.setPen(color(Role::Text));
        painter.drawText(QRect(left, top, layout.keyWidth, height), Qt::TextWordWrap, keys[size_t(i)].keys);
        painter.setFont(layout.textFont);
        painter.setPen(color(Role::Secondary));
        painter.drawText(QRect(left + layout.keyWidth + 16, top, layout.textWidth, height), Qt::TextWordWrap,
                         keys[size_t(i)].what);
        top += height;
    }
    painter.restore();
}

} // namespace roentgen::widgets
