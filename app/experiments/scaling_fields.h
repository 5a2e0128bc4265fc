// The hosts and the link of a scaling plan: typed, checked as they are typed, and remembered. GUI thread.
#pragma once

#include "app/experiments/scaling_planner.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace roentgen::app {

class ScalingFields : public QWidget {
    Q_OBJECT
public:
    explicit ScalingFields(QWidget* parent = nullptr);

    const ScalingLink& link() const { return m_link; } // the last that was good
    QString error() const { return m_error; }          // "": what stands there is good
    QLineEdit* hosts() const { return m_hosts; }
    QLineEdit* bandwidth() const { return m_bandwidth; }
    QLineEdit* latency() const { return m_latency; }

Q_SIGNALS:
    void edited(); // link() or error() is another

private:
    QLineEdit* addField(const QString& label, const QString& unit, const QString& tip, int width);
    void take();

    ScalingLink m_link;
    QString m_error;
    QHBoxLayout* m_row;
    QLineEdit *m_hosts, *m_bandwidth, *m_latency;
    QLabel* m_wrong;
};

} // namespace roentgen::app
