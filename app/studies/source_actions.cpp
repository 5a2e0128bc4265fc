#include "app/studies/source_actions.h"

#include "app/path_question.h"
#include "app/studies/layout_dialog.h"
#include "app/studies/study_sources.h"

#include <QDir>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QSettings>

namespace roentgen::app {

SourceActions::SourceActions(const AppContext& context, StudySources* sources, QWidget* window)
    : QObject(window)
    , m_context(context)
    , m_sources(sources)
    , m_window(window) {}

void SourceActions::say(const Error& error) {
    Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(error.toLine()));
}

void SourceActions::addFolder() {
    const QString start = QSettings().value(QStringLiteral("studies/lastFolder"), QDir::homePath()).toString();
    askForPath({PathQuestion::Wanted::Folder, tr("Add a folder with images"), start, {}, {}}, m_window,
               [this](const QString& folder) {
                   QSettings().setValue(QStringLiteral("studies/lastFolder"), QFileInfo(folder).path());
                   Q_EMIT folderChosen(folder);
               });
}

void SourceActions::remove(const QString& toml) {
    const StudySource* source = m_sources->find(toml);
    if (source == nullptr) {
        return;
    }
    const auto answer =
        QMessageBox::question(m_window, tr("Remove data set"),
                              tr("Remove %1 from this workspace? The images stay where they are.").arg(source->title),
                              QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer == QMessageBox::Yes) {
        const Status removed = m_sources->remove(toml);
        if (!removed) {
            say(removed.error());
        }
    }
}

void SourceActions::rename(const QString& toml) {
    auto description = m_sources->description(toml);
    if (!description) {
        return say(description.error());
    }
    bool agreed = false;
    const QString name = QInputDialog::getText(m_window, tr("Rename the data set"), tr("Name"), QLineEdit::Normal,
                                               QString::fromStdString(description->name), &agreed)
                             .trimmed();
    if (agreed && !name.isEmpty()) {
        description->name = name.toStdString();
        describe(toml, *description);
    }
}

void SourceActions::changeLayout(const QString& toml) {
    const auto description = m_sources->description(toml);
    if (!description) {
        return say(description.error());
    }
    LayoutDialog dialog(m_context.dataService, *description, m_window);
    if (dialog.exec() == QDialog::Accepted) {
        describe(toml, dialog.file());
        Q_EMIT layoutChanged(toml);
    }
}

void SourceActions::describe(const QString& toml, const DatasetFile& description) {
    if (const Status done = m_sources->describe(toml, description); !done) {
        say(done.error());
    }
}

} // namespace roentgen::app
