// Whether the reader sees a finding's heatmap. A map takes its full colour from its own maximum, however little that
// is: below the threshold it is shown where the reader asks for it, for this finding on this image.
#pragma once

#include <QString>

namespace roentgen::app {

class HeatmapChoice {
public:
    void forgetAsked() { m_asked = false; } // another image
    // "": none. Another one than before is not asked for.
    void setFinding(const QString& finding, bool hasMap, bool isBelowThreshold) {
        m_asked = m_asked && finding == m_finding;
        m_finding = finding;
        m_waits = hasMap && isBelowThreshold;
    }
    void toggle() { // of a map below the threshold: for it alone; else in general
        const bool shown = isShown();
        m_asked = m_waits ? !shown : m_asked;
        m_wanted = !shown || (m_waits && m_wanted);
    }
    bool isShown() const { return m_wanted && (!m_waits || m_asked); }
    bool isHeldBack() const { return m_wanted && m_waits && !m_asked; } // until it is asked for

private:
    QString m_finding;
    bool m_waits = false; // its map, to be asked for
    bool m_wanted = true; // in general
    bool m_asked = false;
};

} // namespace roentgen::app
