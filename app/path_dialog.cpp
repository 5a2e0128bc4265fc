#include "app/path_dialog.h"

#include "app/path_entries.h"
#include "app/path_places.h"

#include "widgets/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
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
    , m_field(new QLineEdit(this))
    , m_fault(new QLabel(this))
    , m_places(new PathPlaces(question, this))
    , m_entries(new PathEntries(question, this))
    , m_hidden(new QCheckBox(tr("Hidden entries"), this))
    , m_accept(nullptr) {
    setWindowTitle(question.title);
    resize(760, 520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    setupField();
    setupLists();
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

void PathDialog::setupField() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* up = new QToolButton(this);
    up->setIcon(widgets::icon(QStringLiteral("folder_up")));
    up->setIconSize({20, 20});
    up->setFixedSize(32, 32);
    up->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    up->setToolTip(tr("The folder above (%1)").arg(up->shortcut().toString(QKeySequence::NativeText)));
    up->setAccessibleName(tr("The folder above"));
    connect(up, &QToolButton::clicked, this, &PathDialog::goUp);
    m_field->setAccessibleName(m_question.wanted == Wanted::Folder ? tr("Folder") : tr("File"));
    m_field->setToolTip(tr("Any path; ~ is your home folder (Ctrl+L)"));
    connect(m_field, &QLineEdit::textEdited, this, &PathDialog::followTyping);
    auto* goTo = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), this);
    connect(goTo, &QShortcut::activated, m_field, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
    row->addWidget(up);
    row->addWidget(m_field, 1);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(row);
    m_fault->setProperty("role", QStringLiteral("bad"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->hide();
    column->addWidget(m_fault);
}

void PathDialog::setupLists() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_places);
    row->addWidget(m_entries, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row, 1);
    connect(m_places, &PathPlaces::chosen, this, &PathDialog::showFolder);
    connect(m_entries, &PathEntries::chosen, this, &PathDialog::takeEntry);
    connect(m_entries, &PathEntries::taken, this, &PathDialog::enter);
    connect(m_entries, &PathEntries::aboveRequested, this, &PathDialog::goUp);
}

void PathDialog::setupButtons() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_hidden->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_H));
    m_hidden->setToolTip(tr("Also list entries whose names begin with a dot (Ctrl+H)"));
    connect(m_hidden, &QCheckBox::toggled, m_entries, &PathEntries::setHiddenListed);
    row->addWidget(m_hidden);
    if (!m_question.kind.isEmpty()) {
        auto* kind = new QLabel(
            QStringLiteral("%1 (%2)").arg(m_question.kind, m_question.ends.join(QStringLiteral(", "))), this);
        kind->setProperty("role", QStringLiteral("secondary"));
        row->addWidget(kind);
    }
    row->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_accept = new QPushButton(this);
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    m_accept->setToolTip(tr("Take what the field says (Ctrl+Return)"));
    connect(m_accept, &QPushButton::clicked, this, &PathDialog::accept);
    row->addWidget(cancel);
    row->addWidget(m_accept);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void PathDialog::showFolder(const QString& folder) {
    m_folder = m_base = absolute(folder);
    m_entries->list(m_folder);
    m_field->setText(m_question.wanted == Wanted::NewFile ? QDir(m_folder).filePath(m_name) : m_folder);
    say({});
}

void PathDialog::goUp() {
    const QString left = m_folder;
    QDir parent(m_folder);
    if (parent.cdUp()) {
        showFolder(parent.path());
        m_entries->choose(left); // where one comes from
        m_entries->setFocus();
    }
}

// A folder is listed, a file is taken.
void PathDialog::enter(const QString& path, bool isFolder) {
    if (isFolder) {
        showFolder(path);
    } else {
        accept();
    }
}

void PathDialog::takeEntry(const QString& path, bool isFolder) {
    const bool named = m_question.wanted == Wanted::NewFile;
    if (named && !isFolder) {
        m_name = QFileInfo(path).fileName();
    }
    m_field->setText(named && isFolder ? QDir(path).filePath(m_name) : path);
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
        m_entries->list(folder);
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

} // namespace roentgen::app
