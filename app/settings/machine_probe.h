// What this machine has, asked of `roentgen-run probe --json`.
#pragma once

#include <QList>
#include <QObject>
#include <QPair>
#include <QProcess>
#include <QString>

namespace roentgen::app {

class MachineProbe : public QObject {
    Q_OBJECT
public:
    explicit MachineProbe(const QString& binFolder, QObject* parent = nullptr);
    ~MachineProbe() override;
    void start();
    bool isBusy() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    void found(const QList<QPair<QString, QString>>& facts); // name and value, in words
    void failed(const QString& error);

private:
    void finish();

    QString m_program;
    QProcess m_process;
};

// The facts of one answer; empty where it is none.
QList<QPair<QString, QString>> machineFacts(const QByteArray& json);

} // namespace roentgen::app
