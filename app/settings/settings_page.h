// Settings: language, theme, workspace, threads, reader, targets; what this machine has, and versions.
#pragma once

#include "app/app_context.h"
#include "app/page.h"

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace roentgen::app {

class MachineProbe;
class TargetsPanel;

class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(const AppContext& context, QWidget* parent = nullptr);

    void activated() override;
    bool isSettled() const override;

private:
    QVBoxLayout* addColumn(QLayout* columns, QWidget* parent);
    QFormLayout* addSection(const QString& title);
    void addRow(QFormLayout* form, const QString& name, QWidget* field);
    void setupAppearance();
    void setupWorkspace();
    void setupTraining();
    void setupReading();
    void setupTargets();
    void setupMachine();
    void setupAbout();
    void chooseWorkspace();
    void showFacts(const QList<QPair<QString, QString>>& facts);

    AppContext m_context;
    QVBoxLayout* m_column; // that sections are added to
    QLabel* m_workspaceNote;
    QFormLayout* m_machine;
    MachineProbe* m_probe;
    TargetsPanel* m_targets;
};

} // namespace roentgen::app
