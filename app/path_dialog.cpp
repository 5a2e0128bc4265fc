#include "app/path_dialog.h"

#include "app/path_model.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace roentgen::app {

using Wanted = PathQuestion::Wanted;

namespace {

QString absolute(const QString& path) {
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

PathDialog::PathDialog(const PathQuestion& question, QWidget* parent)
    : QDialog(parent)
    , m_question(question)
    , m_model(new PathModel(question, this))
    , m_field(new QLineEdit(this))
    , m_fault(new QLabel(this))
    , m_places(new QListWidget(this))
    , m_entries(new QTreeView(this))
    , m_hidden(new QCheckBox(tr("Hidden entries"), this))
    , m_accept(nullptr) {
    setWindowTitle(question.title);
    resize(760, 520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    setupField();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(8);
    setupPlaces();
    setupEntries();
    middle->addWidget(m_places);
    middle->addWidget(m_entries, 1);
    layout->addLayout(middle, 1);
    setupButtons();

    const QString start = question.start.isEmpty() ? QDir::homePath() : absolute(question.start);
    if (question.wanted == Wanted::NewFile) {
        m_name = QFileInfo(start).fileName();
        showFolder(QFileInfo(start).path());
        m_field->setSelection(int(m_field->text().size() - m_name.size()),
                              int(QFileInfo(m_name).completeBaseName().size()));
    } else {
        showFolder(QFileInfo(start).isDir() ? start : QDir::homePath());
        m_field->selectAll();
    }
    m_field->setFocus();
}

void PathDialog::showFolder(const QString& folder) {
    m_folder = m_base = absolute(folder);
    m_entries->setCurrentIndex({});
    m_entries->setRootIndex(m_model->setRootPath(m_folder));
    m_field->setText(m_question.wanted == Wanted::NewFile ? QDir(m_folder).filePath(m_name) : m_folder);
    say({});
}

void PathDialog::goUp() {
    const QString left = m_folder;
    QDir parent(m_folder);
    if (parent.cdUp()) {
        showFolder(parent.path());
        m_entries->setCurrentIndex(m_model->index(left)); // where one comes from
        m_entries->setFocus();
    }
}

void PathDialog::enter(const QModelIndex& index) {
    if (!index.isValid()) {
        return;
    }
    if (m_model->isDir(index)) {
        showFolder(m_model->filePath(index));
    } else {
        accept();
    }
}

void PathDialog::takeCurrent(const QModelIndex& index) {
    if (!index.isValid()) {
        return;
    }
    QString path = m_model->filePath(index);
    if (m_question.wanted == Wanted::NewFile) {
        if (m_model->isDir(index)) {
            path = QDir(path).filePath(m_name);
        } else {
            m_name = m_model->fileName(index);
        }
    }
    m_field->setText(path);
    say({});
}

// The list shows the folder of what is typed.
void PathDialog::followTyping() {
    say({});
    const QString path = typed();
    const bool whole = m_question.wanted != Wanted::NewFile && QFileInfo(path).isDir();
    const QString folder = whole ? path : QFileInfo(path).path();
    if (m_question.wanted == Wanted::NewFile) {
        m_name = QFileInfo(path).fileName();
    }
    if (folder != m_folder && QFileInfo(folder).isDir()) {
        m_folder = folder;
        m_entries->setCurrentIndex({});
        m_entries->setRootIndex(m_model->setRootPath(folder));
    }
}

QString PathDialog::typed() const {
    QString text = m_field->text();
    if (text == QLatin1String("~") || text.startsWith(QLatin1String("~/"))) {
        text.replace(0, 1, QDir::homePath());
    }
    return QDir::cleanPath(QDir(m_base).absoluteFilePath(text));
}

QString PathDialog::fault(const QString& path) const {
    const QFileInfo info(path);
    switch (m_question.wanted) {
    case Wanted::Folder:
        return info.isDir() ? QString() : info.exists() ? tr("This is no folder.") : tr("There is no such folder.");
    case Wanted::File:
        return info.isFile() ? QString() : tr("There is no such file.");
    case Wanted::NewFile:
        break;
    }
    const QFileInfo folder(info.path());
    return !folder.isDir()        ? tr("There is no such folder.")
           : !folder.isWritable() ? tr("Nothing can be written into this folder.")
                                  : QString();
}

void PathDialog::accept() {
    const QString path = typed();
    if (m_question.wanted != Wanted::Folder && QFileInfo(path).isDir()) {
        return showFolder(path);
    }
    if (const QString wrong = fault(path); !wrong.isEmpty()) {
        return say(wrong);
    }
    if (m_question.wanted == Wanted::NewFile && QFileInfo::exists(path) && m_replace != path) {
        return agreeToReplace(path);
    }
    m_chosen = path;
    QDialog::accept();
}

void PathDialog::agreeToReplace(const QString& path) {
    say(tr("There is a file of this name."));
    m_replace = path;
    setAcceptText(tr("Replace it"));
}

// A button that gets a text loses its keys.
void PathDialog::setAcceptText(const QString& text) {
    m_accept->setText(text);
    m_accept->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
}

void PathDialog::say(const QString& fault) {
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_replace.clear();
    setAcceptText(m_question.wanted == Wanted::NewFile ? tr("Save") : tr("Choose"));
}

// Enter on an entry opens it; elsewhere it is the default button's.
bool PathDialog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && (watched == m_entries || watched == m_places)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            if (watched == m_entries) {
                enter(m_entries->currentIndex());
            } else if (const QListWidgetItem* place = m_places->currentItem()) {
                showFolder(place->data(Qt::UserRole).toString());
            }
            return true;
        }
        if (plain && key->key() == Qt::Key_Backspace && watched == m_entries) {
            goUp();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace roentgen::app
