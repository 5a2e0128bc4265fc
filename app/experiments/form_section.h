// A section of the form that opens and closes; closed, it says in one line what it holds.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace roentgen::app {

class FormSectionBox : public QWidget {
    Q_OBJECT
public:
    explicit FormSectionBox(const QString& title, QWidget* parent = nullptr);
    void add(QWidget* widget);
    QLabel* addHeading(const QString& text);
    // The button under the fields that shows those that are folded away; count 0 hides it.
    void setFolded(int count);
    bool showsFolded() const;
    QToolButton* foldButton() const { return m_fold; }
    void setSummary(const QString& text);
    void setWrong(bool wrong); // something in it needs a correction
    void setOpen(bool open);
    bool isOpen() const;
    QToolButton* button() const { return m_button; }

Q_SIGNALS:
    void foldToggled();

private:
    void setupFold();

    QToolButton *m_button, *m_fold;
    QLabel *m_summary, *m_wrong;
    QWidget* m_content;
    QVBoxLayout* m_contentLayout;
};

} // namespace roentgen::app
