// What a target's test found, in rows, and what there is to do. GUI thread.
#pragma once

#include "engine/protocol/messages/target_messages.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace roentgen::app {

class TargetReport : public QWidget {
    Q_OBJECT
public:
    explicit TargetReport(QWidget* parent = nullptr);

    void clear();
    void say(const QString& text, bool isError);
    void showFacts(const QString& title, const std::vector<TargetFact>& facts);

Q_SIGNALS:
    // The user says that this key has been compared with what the machine's administrator gave.
    void trustConfirmed(const QString& fingerprint);

private:
    void addRow(const TargetFact& fact);
    void addHostKey(const HostKeyFacts& key);
    void addWide(QWidget* widget);

    QGridLayout* m_grid = nullptr;
    QWidget* m_rows = nullptr; // made anew by every clear()
};

} // namespace roentgen::app
