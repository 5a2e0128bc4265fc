// The workspace's targets in Settings: list, new, edit, remove, test, install. GUI thread.
#pragma once

#include "app/settings/target_store.h"
#include "app/settings/target_tool.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace roentgen::app {

struct AppContext;
class TargetList;
class TargetReport;

class TargetsPanel : public QWidget {
    Q_OBJECT
public:
    explicit TargetsPanel(const AppContext& context, QWidget* parent = nullptr);

    void reload(); // from the folder; the chosen one stays chosen
    bool isBusy() const { return m_tool.isBusy(); }
    QString chosen() const; // "" where none is

private:
    QPushButton* addButton(QLayout* row, const QString& text, const char* name);
    void setupButtons(QLayout* row);
    void showChosen();
    void showState();
    void edit(bool isNew);
    void remove();
    void begin(const QString& verb, const QStringList& more = {});
    void takeTest(const TargetTest& test);

    TargetStore m_store;
    TargetTool m_tool;
    TargetList* m_list;
    QLabel *m_empty, *m_busyText;
    QWidget* m_busy;
    TargetReport* m_report;
    QPushButton *m_new, *m_edit, *m_remove, *m_test, *m_install;
};

} // namespace roentgen::app
