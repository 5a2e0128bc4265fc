// How a data set is read: its name, layout, table of labels, what its folders hold and who the patients are, with a
// preview of some rows before anything is written. GUI thread.
#pragma once

#include "engine/protocol/dataset_file.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace roentgen::app {

class EngineService;
class LayoutPreview;

class LayoutDialog : public QDialog {
    Q_OBJECT
public:
    // file: as it is now, its folder absolute.
    LayoutDialog(EngineService* dataService, const DatasetFile& file, QWidget* parent);

    DatasetFile file() const; // as edited; of the classes that it offers those that the preview found
    bool isSettled() const;

private:
    void setupFields();
    void setupPreview();
    QWidget* makeTableField();
    void chooseTable();
    void choosePatients(int rule);
    void edited(); // a moment later the preview is asked for
    void askForPreview();
    void chooseRole(const QString& folder, const QString& role);

    EngineService* m_service;
    DatasetFile m_file;              // with the roles of its folders
    std::vector<std::string> m_kept; // of the classes that are offered
    QLineEdit* m_name;
    QComboBox* m_layout;
    QLineEdit* m_labels;
    QComboBox* m_patients;
    QLineEdit* m_pattern;
    LayoutPreview* m_preview;
    QPushButton* m_save;
    QTimer m_typing;
};

} // namespace roentgen::app
