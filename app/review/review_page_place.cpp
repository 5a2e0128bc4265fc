// What the Review page remembers and hands out: its last place, what is hidden, the verdicts; and whose keys are whose.
#include "app/review/review_page.h"

#include "app/path_question.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"
#include "app/review/verdicts_csv.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSettings>

namespace roentgen::app {

namespace {

// Every workspace has a place of its own.
QString placeKey(const QString& workspace) {
    const QByteArray hash =
        QCryptographicHash::hash(QDir(workspace).absolutePath().toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("review/place-") + QString::fromLatin1(hash);
}

bool isUpOrDown(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown ||
           key == Qt::Key_Home || key == Qt::Key_End;
}

bool isLetter(const QKeyEvent& event) {
    return !event.text().isEmpty() && event.text().front().isPrint();
}

// What moves, chooses or types where the focus is, and would do something else on the page.
bool isForFocus(const QWidget* focus, const QKeyEvent& event) {
    if ((event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0) {
        return false;
    }
    const int key = event.key();
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    if (qobject_cast<const QPlainTextEdit*>(focus) != nullptr || qobject_cast<const QLineEdit*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways || isLetter(event);
    }
    if (qobject_cast<const QComboBox*>(focus) != nullptr) {
        return isUpOrDown(key) || isLetter(event);
    }
    if (qobject_cast<const QAbstractSlider*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways;
    }
    if (qobject_cast<const QAbstractSpinBox*>(focus) != nullptr) {
        return isUpOrDown(key) || sideways || isLetter(event);
    }
    return qobject_cast<const QListView*>(focus) != nullptr && isUpOrDown(key);
}

} // namespace

bool ReviewPage::event(QEvent* event) {
    // Shortcuts ask the focus and its parents first, this page among them.
    if (event->type() == QEvent::ShortcutOverride &&
        isForFocus(QApplication::focusWidget(), *static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return Page::event(event);
}

void ReviewPage::restorePlace() {
    QSettings settings;
    m_findings->setThreshold(settings.value(QStringLiteral("review/threshold"), m_findings->threshold()).toDouble());
    m_findingPanel->showThreshold();
    m_cases->setThreshold(m_findings->threshold());
    m_casePanel->setThreshold(m_findings->threshold());
    const int blinding = settings.value(QStringLiteral("review/blinding"), 0).toInt();
    setBlinding(blinding == int(Blinding::Labels)    ? Blinding::Labels
                : blinding == int(Blinding::Answers) ? Blinding::Answers
                                                     : Blinding::None);
    settings.beginGroup(placeKey(m_context.workspace));
    m_keptModel = settings.value(QStringLiteral("model")).toString();
    m_keptImages = settings.value(QStringLiteral("images")).toString();
    m_wantedPath = settings.value(QStringLiteral("image")).toString();
    m_wantedFinding = settings.value(QStringLiteral("finding")).toString();
}

void ReviewPage::keepPlace() const {
    if (m_path.isEmpty()) {
        return; // nothing was shown: the place of before stands
    }
    QSettings settings;
    settings.beginGroup(placeKey(m_context.workspace));
    settings.setValue(QStringLiteral("model"), m_model.id);
    settings.setValue(QStringLiteral("images"), m_images.id);
    settings.setValue(QStringLiteral("image"), m_path);
    if (const QString finding = m_findingPanel->currentFinding(); !finding.isEmpty()) {
        settings.setValue(QStringLiteral("finding"), finding);
    }
}

void ReviewPage::setBlinding(Blinding blinding) {
    m_cases->setBlinding(blinding);
    m_casePanel->setBlinding(blinding);
    showBoxes();
    showFindings();
}

Status ReviewPage::exportVerdicts(const QString& file) const {
    if (m_cases->list() == nullptr) {
        return usageError(tr("There are no images whose verdicts could be exported.").toStdString());
    }
    const auto probabilityOf = [this](const ReviewCase& one, const QString& finding) {
        return m_cases->probabilityOf(m_cases->rowOf(one.path), finding);
    };
    return writeVerdicts(file, verdictsCsv(*m_cases->list(), m_store->allActs(), probabilityOf));
}

void ReviewPage::askForExport() {
    m_findingPanel->saveComment();
    const QString name = QDir(m_context.workspace).filePath(tr("verdicts", "name of a file") + QStringLiteral(".csv"));
    const PathQuestion question = {
        PathQuestion::Wanted::NewFile, tr("Export verdicts"), name, tr("CSV files"), {QStringLiteral(".csv")}};
    askForPath(question, this, [this](const QString& file) {
        const Status written = exportVerdicts(file);
        m_casePanel->setNotice(written ? tr("Verdicts written to %1").arg(file)
                                       : QString::fromStdString(written.error().toLine()));
    });
}

} // namespace roentgen::app
