// The field in which an experiment is renamed in its list; what is wrong with the name stands under it as it is typed.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPointer>

#include <functional>

namespace roentgen::app {

class ExperimentNameEditor : public QLineEdit {
    Q_OBJECT
public:
    // whatIsWrong: with a name, in words; "" where it is good. parent: the list's viewport.
    ExperimentNameEditor(std::function<QString(const QString&)> whatIsWrong, QWidget* parent);
    ~ExperimentNameEditor() override;

    QString error() const { return m_error; }
    void place(const QRect& row); // of the list, in the viewport

private:
    void check();

    std::function<QString(const QString&)> m_whatIsWrong;
    QString m_error;
    QPointer<QLabel> m_says; // below, over the next rows: the viewport's child
};

} // namespace roentgen::app
