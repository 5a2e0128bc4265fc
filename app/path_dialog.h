// Chooses a folder or a file where the desktop has no dialog for it. What is typed is taken as it stands: a name may
// hold any character that the file system allows, quotes and blanks as well.
#pragma once

#include "app/path_question.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace roentgen::app {

class PathEntries;
class PathPlaces;

class PathDialog : public QDialog {
    Q_OBJECT
public:
    explicit PathDialog(const PathQuestion& question, QWidget* parent = nullptr);

    QString chosen() const { return m_chosen; } // absolute; once it is accepted
    QString folder() const { return m_folder; } // whose entries are listed
    void accept() override;                     // takes what the field says, or says under it why not

private:
    void setupField();
    void setupLists();
    void setupButtons();
    void showFolder(const QString& folder);
    void goUp();
    void enter(const QString& path, bool isFolder);
    void takeEntry(const QString& path, bool isFolder);
    void followTyping();
    QString typed() const; // absolute, without "." and ".."
    QString fault(const QString& path) const;
    void say(const QString& fault);
    void agreeToReplace(const QString& path);
    void setAcceptText(const QString& text);

    PathQuestion m_question;
    QString m_folder, m_chosen;
    QString m_base;    // what a name that is typed is relative to: the list may have followed it since
    QString m_name;    // of a new file, kept while folders are looked through
    QString m_replace; // the file that the next accept replaces
    QLineEdit* m_field;
    QLabel* m_fault;
    PathPlaces* m_places;
    PathEntries* m_entries;
    QCheckBox* m_hidden;
    QPushButton* m_accept;
};

} // namespace roentgen::app
