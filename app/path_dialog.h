// Chooses a folder or a file where the desktop has no dialog for it. What is typed is taken as it stands: a name may
// hold any character that the file system allows, quotes and blanks as well.
#pragma once

#include "app/path_question.h"

#include <QDialog>

class QCheckBox;
class QFileSystemModel;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTreeView;

namespace roentgen::app {

class PathDialog : public QDialog {
    Q_OBJECT
public:
    explicit PathDialog(const PathQuestion& question, QWidget* parent = nullptr);

    QString chosen() const { return m_chosen; } // absolute; once it is accepted
    QString folder() const { return m_folder; } // whose entries are listed
    void accept() override;                     // takes what the field says, or says under it why not

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupField();
    void setupPlaces();
    void setupEntries();
    void setupButtons();
    void showFolder(const QString& folder);
    void goUp();
    void enter(const QModelIndex& index); // a folder is listed, a file is taken
    void takeCurrent(const QModelIndex& index);
    void followTyping();
    QString typed() const; // absolute, without "." and ".."
    QString fault(const QString& path) const;
    void say(const QString& fault);
    void agreeToReplace(const QString& path);
    void setAcceptText(const QString& text);

    PathQuestion m_question;
    QFileSystemModel* m_model;
    QString m_folder, m_chosen;
    QString m_base;    // what a name that is typed is relative to: the list may have followed it since
    QString m_name;    // of a new file, kept while folders are looked through
    QString m_replace; // the file that the next accept replaces
    QLineEdit* m_field;
    QLabel* m_fault;
    QListWidget* m_places;
    QTreeView* m_entries;
    QCheckBox* m_hidden;
    QPushButton* m_accept;
};

} // namespace roentgen::app
