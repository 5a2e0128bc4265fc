// What is said of the case that Review shows, here and in other windows.
#include "app/review/review_page.h"

#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"
#include "app/review/reading_words.h"

namespace roentgen::app {

void ReviewPage::giveVerdict(const QString& finding, Verdict verdict) {
    const int row = m_findings->rowOf(finding);
    if (!m_path.isEmpty() && row >= 0) {
        m_findingPanel->saveComment();
        m_store->giveVerdict(m_path, finding, verdict, m_findings->at(row).verdict);
    }
}

void ReviewPage::sayRead() {
    if (const int row = m_cases->rowOf(m_path); !m_path.isEmpty() && row >= 0) {
        m_findingPanel->saveComment();
        m_store->sayRead(m_path, m_cases->isSaidToBeRead(row));
        showReadState(); // the button is pressed already, saved or not
    }
}

void ReviewPage::refreshReadings(const QString& image) {
    const QList<ReadingAct> acts = m_store->acts(image);
    m_cases->setActs(image, acts, m_store->reader());
    if (image == m_path) {
        showReadings(readingsOf(acts));
    }
}

void ReviewPage::takeActs() {
    m_reader = m_store->reader();
    m_cases->setActs(m_store->allActs(), m_reader);
}

// What was hidden shows once the image is read, and goes again where a verdict is taken back. False where it is as it
// was.
bool ReviewPage::showUnhidden() {
    const FindingDisplay& shown = m_findings->display();
    if (m_path.isEmpty() || (shown.labels == labelsShown() && shown.answers == answersShown())) {
        return false;
    }
    showBoxes();
    showFindings();
    return true;
}

void ReviewPage::showReadings(const QList<Reading>& readings) {
    if (!showUnhidden()) {
        m_findings->setReadings(readings);
        showReadState();
        showHistory();
    }
}

void ReviewPage::showOthersReadings(const QList<ReadingAct>& acts) {
    QSet<QString> images;
    for (const ReadingAct& act : acts) {
        images.insert(act.image);
    }
    for (const QString& image : std::as_const(images)) {
        refreshReadings(image);
    }
    m_casePanel->setReadElsewhere(ReadingWords::elsewhere(acts));
}

void ReviewPage::showHistory() {
    const QString finding = m_findingPanel->currentFinding();
    QStringList lines;
    if (!m_path.isEmpty() && !finding.isEmpty()) {
        const QList<ReadingAct> acts = m_store->history(m_path, finding);
        for (const ReadingAct& act : acts) {
            lines.prepend(ReadingWords::historyLine(act));
        }
    }
    m_findingPanel->setHistory(lines);
}

} // namespace roentgen::app
