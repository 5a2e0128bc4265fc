// How a data set is read: its name, layout, table of labels, what its folders hold and who the patients are, with a
// preview of some rows before anything is written. GUI thread.
#pragma once

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/messages/dataset_messages.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace roentgen::app {

class EngineService;

class LayoutDialog : public QDialog {
    Q_OBJECT
public:
    // file: as it is now, its folder absolute.
    LayoutDialog(EngineService* dataService, const DatasetFile& file, QWidget* parent);

    DatasetFile file() const; // as edited; of the classes that it offers those that the preview found
    bool isSettled() const { return m_request == 0 && !m_typing.isActive(); }

private:
    void setupFields();
    void setupTables();
    QWidget* makeTableField();
    void chooseTable();
    void choosePatients(int rule);
    void edited(); // a moment later the preview is asked for
    void askForPreview();
    void showPreview(const PreviewAnswer& answer);
    void showRows(const std::vector<PreviewRow>& rows);
    void showFolders(const std::vector<PreviewFolder>& folders);
    void addFolder(const QString& folder);
    void chooseRole(const QString& folder, const QString& role);
    void sumUp(const PreviewAnswer& answer);
    void showFault(const QString& text);
    void say(const QString& text, const char* role);

    EngineService* m_service;
    DatasetFile m_file;              // with the roles of its folders
    QString m_found;                 // the layout that the preview was read by
    std::vector<std::string> m_kept; // of the classes that are offered
    QLineEdit* m_name;
    QComboBox* m_layout;
    QLineEdit* m_labels;
    QComboBox* m_patients;
    QLineEdit* m_pattern;
    QTableWidget* m_folders;
    QLabel* m_foldersTitle;
    QTableWidget* m_rows;
    QLabel* m_summary;
    QPushButton* m_save;
    QTimer m_typing;
    quint64 m_request = 0; // under way; 0: none
};

} // namespace roentgen::app
