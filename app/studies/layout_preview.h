// What a data set comes to where it is read as its description says: the roles of its folders, some of its rows, and
// what they add up to. Asks the data worker; the latest question alone is answered. GUI thread.
#pragma once

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/messages/dataset_messages.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace roentgen::app {

class EngineService;

class LayoutPreview : public QWidget {
    Q_OBJECT
public:
    explicit LayoutPreview(EngineService* dataService, QWidget* parent = nullptr);

    void ask(const DatasetFile& file); // answered() follows, unless it cannot be read like this
    bool isSettled() const { return m_request == 0; }
    QString foundLayout() const { return m_found; } // that the rows were read by
    // Of the classes that the description offers those that there are, read like this: for others it would be refused.
    const std::vector<std::string>& offeredClasses() const { return m_offered; }

Q_SIGNALS:
    void answered();
    void roleChosen(const QString& folder, const QString& role); // by the user

private:
    void take(const PreviewAnswer& preview);
    void showFault(const QString& text);
    void showRows(const PreviewAnswer& preview);
    void showFolders(const PreviewAnswer& preview);
    void addFolder(const QString& folder);
    void sumUp(const PreviewAnswer& preview);
    void say(const QString& text, const char* role);

    EngineService* m_service;
    DatasetFile m_file; // as it was asked
    QString m_found;
    std::vector<std::string> m_offered;
    quint64 m_request = 0; // under way; 0: none
    QLabel* m_foldersTitle;
    QTableWidget *m_folders, *m_rows;
    QLabel* m_summary;
};

} // namespace roentgen::app
