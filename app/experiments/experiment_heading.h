// Above the form: which experiment or preset is shown, where it stands or comes from, and what there is to say about
// it. GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace roentgen::app {

class ExperimentHeading : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentHeading(QWidget* parent = nullptr);

    void showStored(const QString& title, const QString& file);
    void showPreset(const QString& title, const QString& source, const QString& finding);
    void showRemark(const QString& text); // instead of what a preset found

Q_SIGNALS:
    void useRequested(); // make an experiment from the preset

private:
    QLabel *m_title, *m_source, *m_remark;
    QPushButton* m_use;
};

} // namespace roentgen::app
