// Asks for a folder or a file: through the desktop's own dialog where there is one, else through ours.
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace roentgen::app {

struct PathQuestion {
    enum class Wanted { Folder, File, NewFile };
    Wanted wanted = Wanted::Folder;
    QString title;
    QString start;    // the folder to begin in; of a new file: its suggested name as well. Empty: the home folder
    QString kind;     // of the files, in words: "Weights"; empty: any file
    QStringList ends; // what their names end in: ".safetensors"
};

// Returns at once. `take` hears the absolute path, while `parent` lives; nothing where none is chosen. GUI thread.
void askForPath(const PathQuestion& question, QWidget* parent, const std::function<void(const QString& path)>& take);

} // namespace roentgen::app
