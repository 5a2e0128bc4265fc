#include "app/path_question.h"

#include "app/path_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>

namespace roentgen::app {

namespace {

// Qt makes the fields of its own dialog only where the desktop has none.
bool desktopHasADialog() {
    static const bool has = QFileDialog().findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) == nullptr;
    return has;
}

QFileDialog* desktopDialog(const PathQuestion& question, QWidget* parent) {
    using Wanted = PathQuestion::Wanted;
    auto* dialog = new QFileDialog(parent, question.title);
    dialog->setFileMode(question.wanted == Wanted::Folder ? QFileDialog::Directory
                        : question.wanted == Wanted::File ? QFileDialog::ExistingFile
                                                          : QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, question.wanted == Wanted::Folder);
    const QFileInfo start(question.start);
    if (question.wanted == Wanted::NewFile) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDirectory(start.absolutePath());
        dialog->selectFile(start.fileName());
    } else {
        dialog->setDirectory(question.start.isEmpty() ? QDir::homePath() : start.absoluteFilePath());
    }
    if (!question.ends.isEmpty()) {
        QStringList patterns;
        for (const QString& end : question.ends) {
            patterns << QLatin1Char('*') + end;
        }
        dialog->setNameFilter(QStringLiteral("%1 (%2)").arg(question.kind, patterns.join(QLatin1Char(' '))));
    }
    return dialog;
}

} // namespace

void askForPath(const PathQuestion& question, QWidget* parent, const std::function<void(const QString& path)>& take) {
    if (desktopHasADialog()) {
        QFileDialog* dialog = desktopDialog(question, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, take);
        dialog->open();
        return;
    }
    auto* dialog = new PathDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent, [dialog, take] { take(dialog->chosen()); });
    dialog->open();
}

} // namespace roentgen::app
