// A layout that was guessed wrong is corrected, and seen before it is written. With the real worker.
#include "app/studies/layout_dialog.h"
#include "tests/app/test_workspace.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

// Two hospitals, each with its classes, and masks: taken for three classes.
DatasetFile makeFilms(const QDir& folder) {
    for (const char* name : {"Hospital A/sick/7_a.pgm", "Hospital A/sick/7_b.pgm", "Hospital A/clear/8_a.pgm",
                             "Hospital B/sick/9_a.pgm", "Hospital B/clear/odd.pgm", "drawn/7_a.pgm"}) {
        const QString path = folder.filePath(QLatin1String(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write("P5 2 2 255\nabcd");
        }
    }
    DatasetFile file;
    file.name = "films";
    file.folder = folder.path().toStdString();
    return file;
}

} // namespace

class LayoutDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_space = std::make_unique<TestWorkspace>();
        open(makeFilms(QDir(m_space->folder.filePath(QStringLiteral("films")))));
    }
    void cleanup() {
        m_dialog.reset();
        m_space.reset();
    }

    void theGuessIsShown() {
        QCOMPARE(table("rows")->rowCount(), 6);
        QCOMPARE(table("folders")->rowCount(), 3);
        QCOMPARE(table("folders")->item(0, 0)->text(), QStringLiteral("Hospital A"));
        QCOMPARE(table("folders")->item(0, 1)->text(), QStringLiteral("3"));
        QCOMPARE(role(QStringLiteral("Hospital A"))->currentData().toString(), QStringLiteral("class"));
        QVERIFY(m_dialog->findChild<QComboBox*>(QStringLiteral("layout"))
                    ->currentText()
                    .contains(QStringLiteral("folder for each class")));
        QVERIFY2(summary().startsWith(QStringLiteral("6 image")), qPrintable(summary()));
    }

    void foldersAreSourcesAndMasks() {
        choose(QStringLiteral("Hospital A"), QStringLiteral("source"));
        choose(QStringLiteral("Hospital B"), QStringLiteral("source"));
        choose(QStringLiteral("drawn"), QStringLiteral("left_out"));
        choose(QStringLiteral("clear"), QStringLiteral("no_finding"));
        QVERIFY2(summary().startsWith(QStringLiteral("5 image")) && summary().contains(QStringLiteral("1 class")),
                 qPrintable(summary()));
        const QList<QTableWidgetItem*> clear = table("rows")->findItems(QStringLiteral("No finding"), Qt::MatchExactly);
        QCOMPARE(clear.size(), 2);
        const DatasetFile file = m_dialog->file();
        QCOMPARE(file.layout, std::string("class_folders"));
        QCOMPARE(
            file.folders,
            (std::map<std::string, std::string>{
                {"Hospital A", "source"}, {"Hospital B", "source"}, {"clear", "no_finding"}, {"drawn", "left_out"}}));
    }

    void patientsFollowARuleThatIsSeen() {
        auto* patients = m_dialog->findChild<QComboBox*>(QStringLiteral("patients"));
        auto* pattern = m_dialog->findChild<QLineEdit*>(QStringLiteral("pattern"));
        QCOMPARE(patients->currentIndex(), 0);
        patients->setFocus();
        while (!patients->currentText().contains(QStringLiteral("First number"))) {
            const int before = patients->currentIndex();
            QTest::keyClick(patients, Qt::Key_Down);
            QVERIFY(patients->currentIndex() > before);
        }
        settle();
        QCOMPARE(pattern->text(), QStringLiteral("(\\d+)[^/]*$"));
        QCOMPARE(table("rows")->findItems(QStringLiteral("7"), Qt::MatchExactly).size(), 3);
        QVERIFY2(summary().contains(QStringLiteral("4 patient")), qPrintable(summary())); // 7, 8, 9 and the odd one
        pattern->setFocus();
        pattern->selectAll();
        QTest::keyClicks(pattern, QStringLiteral("_([a-z])"));
        settle();
        QCOMPARE(patients->currentIndex(), patients->count() - 1); // one of the user's own
        QCOMPARE(table("rows")->findItems(QStringLiteral("b"), Qt::MatchExactly).size(), 1);
        QCOMPARE(m_dialog->file().patient, std::string("_([a-z])"));
    }

    void whatCannotBeReadIsSaidAndNotSaved() {
        QVERIFY(save()->isEnabled());
        auto* labels = m_dialog->findChild<QLineEdit*>(QStringLiteral("labels"));
        labels->setText(QStringLiteral("absent.csv"));
        settle();
        QVERIFY2(summary().contains(QStringLiteral("absent.csv")), qPrintable(summary()));
        QVERIFY(!save()->isEnabled());
        labels->clear();
        auto* pattern = m_dialog->findChild<QLineEdit*>(QStringLiteral("pattern"));
        pattern->setText(QStringLiteral("("));
        settle();
        QVERIFY(!save()->isEnabled());
        pattern->clear();
        settle();
        QVERIFY(save()->isEnabled());
    }

    void nothingIsSavedThatWasNotLookedAt() {
        QVERIFY(save()->isEnabled());
        m_dialog->findChild<QLineEdit*>(QStringLiteral("labels"))->setText(QStringLiteral("absent.csv"));
        QVERIFY(!save()->isEnabled());
        const LayoutDialog unseen(m_space->context.dataService, m_dialog->file(), nullptr);
        QVERIFY(!saveOf(unseen)->isEnabled());
    }

    // The answer to what was asked before comes while the user types on.
    void anOlderAnswerLetsNothingBeSaved() {
        open(m_dialog->file(), Until::Asked);
        m_dialog->findChild<QLineEdit*>(QStringLiteral("labels"))->setText(QStringLiteral("absent.csv"));
        while (!m_dialog->isSettled()) {
            QVERIFY(!save()->isEnabled());
            QTest::qWait(1);
        }
        QVERIFY(!save()->isEnabled());
    }

    void aRuleThatWasRefusedIsCorrected() {
        DatasetFile file = m_dialog->file();
        file.patient = "(";
        open(file);
        QVERIFY(!save()->isEnabled());
        auto* pattern = m_dialog->findChild<QLineEdit*>(QStringLiteral("pattern"));
        QCOMPARE(pattern->text(), QStringLiteral("("));
        pattern->setText(QStringLiteral("(\\d+)"));
        settle();
        QVERIFY(save()->isEnabled());
    }

    void classesThatAreNotThereAreSaidAndNotSaved() {
        DatasetFile file = m_dialog->file();
        file.classes = {"Hospital A", "sick"};
        open(file);
        QVERIFY2(summary().contains(QStringLiteral("1 class")) && summary().contains(QStringLiteral("sick")),
                 qPrintable(summary()));
        QCOMPARE(m_dialog->file().classes, std::vector<std::string>{"Hospital A"});
        choose(QStringLiteral("Hospital A"), QStringLiteral("source"));
        choose(QStringLiteral("Hospital B"), QStringLiteral("source"));
        QCOMPARE(m_dialog->file().classes, std::vector<std::string>{"sick"}); // it is there, read like this
    }

    void onlyWhatWasFoundOutIsSaidToBe() {
        auto* layout = m_dialog->findChild<QComboBox*>(QStringLiteral("layout"));
        const QString found = layout->itemText(0);
        layout->setCurrentIndex(layout->findData(QStringLiteral("plain")));
        settle();
        QCOMPARE(layout->itemText(0), found);
    }

    void aRoleKeepsTheLayoutThatWasChosen() {
        choose(QStringLiteral("drawn"), QStringLiteral("left_out"));
        auto* layout = m_dialog->findChild<QComboBox*>(QStringLiteral("layout"));
        QCOMPARE(layout->currentData().toString(), QStringLiteral("class_folders"));
        layout->setCurrentIndex(layout->findData(QStringLiteral("plain")));
        settle();
        choose(QStringLiteral("drawn"), QStringLiteral("source"));
        QCOMPARE(layout->currentData().toString(), QStringLiteral("plain"));
    }

    void theFocusStaysAtTheFolder() {
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        role(QStringLiteral("Hospital B"))->setFocus();
        choose(QStringLiteral("Hospital B"), QStringLiteral("no_finding")); // the same folders
        QVERIFY(role(QStringLiteral("Hospital B"))->hasFocus());
        choose(QStringLiteral("Hospital B"), QStringLiteral("source")); // and its own
        QVERIFY(role(QStringLiteral("sick")) != nullptr);
        QVERIFY(role(QStringLiteral("Hospital B"))->hasFocus());
    }

private:
    enum class Until { Asked, Settled };
    void open(const DatasetFile& file, Until until = Until::Settled) {
        m_dialog = std::make_unique<LayoutDialog>(m_space->context.dataService, file, nullptr);
        if (until == Until::Asked) {
            return;
        }
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        settle();
    }
    static QPushButton* saveOf(const LayoutDialog& dialog) {
        const auto buttons = dialog.findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->property("primary").toBool()) {
                return button;
            }
        }
        return nullptr;
    }
    QPushButton* save() const { return saveOf(*m_dialog); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_dialog->isSettled(), 10000); }
    QTableWidget* table(const char* name) const { return m_dialog->findChild<QTableWidget*>(QLatin1String(name)); }
    QString summary() const { return m_dialog->findChild<QLabel*>(QStringLiteral("summary"))->text(); }
    QComboBox* role(const QString& folder) const {
        const auto items = table("folders")->findItems(folder, Qt::MatchExactly);
        return items.isEmpty() ? nullptr
                               : qobject_cast<QComboBox*>(table("folders")->cellWidget(items.first()->row(), 2));
    }
    void choose(const QString& folder, const QString& wanted) {
        QComboBox* combo = role(folder);
        QVERIFY2(combo != nullptr, qPrintable(folder));
        combo->setCurrentIndex(combo->findData(wanted));
        Q_EMIT combo->activated(combo->currentIndex());
        settle();
    }

    std::unique_ptr<TestWorkspace> m_space;
    std::unique_ptr<LayoutDialog> m_dialog;
};

QTEST_MAIN(LayoutDialogTest)
#include "layout_dialog_test.moc"
