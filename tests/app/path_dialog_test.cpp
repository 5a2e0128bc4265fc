#include "app/path_dialog.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace roentgen::app;
using Wanted = PathQuestion::Wanted;

namespace {

struct OpenDialog {
    PathDialog dialog;
    QLineEdit* field;
    QTreeView* entries;

    explicit OpenDialog(const PathQuestion& question)
        : dialog(question)
        , field(dialog.findChild<QLineEdit*>())
        , entries(dialog.findChild<QTreeView*>()) {
        dialog.show();
    }

    QString fault() const {
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            if (label->property("role") == QVariant(QStringLiteral("bad")) && label->isVisible())
                return label->text();
        return {};
    }
    QString entry(int row) const { return entries->model()->index(row, 0, entries->rootIndex()).data().toString(); }
    int rows() const { return entries->model()->rowCount(entries->rootIndex()); }
};

} // namespace

class PathDialogTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    PathQuestion question(Wanted wanted) const { return {wanted, QStringLiteral("Where?"), m_folder.path(), {}, {}}; }
    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

private Q_SLOTS:
    void initTestCase() {
        roentgen::widgets::Theme::instance().apply(roentgen::widgets::ThemeMode::Dark);
        for (const char* name : {"a \"quoted\" folder", "films, \"new\" ; $(x) %20", " blank ", "plain/inside"})
            QVERIFY(QDir().mkpath(path(name)));
        for (const char* name : {"best.safetensors", "notes.txt", "plain/deep.safetensors"}) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }

    void whatIsTypedIsTakenAsItStands_data() {
        QTest::addColumn<QString>("typed");
        for (const char* name : {"a \"quoted\" folder", "films, \"new\" ; $(x) %20", " blank ", "plain", "plain/inside",
                                 "plain/../plain/./inside"})
            QTest::addRow("%s", name) << QString::fromUtf8(name);
    }

    void whatIsTypedIsTakenAsItStands() {
        QFETCH(QString, typed);
        for (const bool whole : {true, false}) { // a path, or a name within the folder that is shown
            OpenDialog open(question(Wanted::Folder));
            QSignalSpy accepted(&open.dialog, &QDialog::accepted);
            QVERIFY(QTest::qWaitForWindowActive(&open.dialog));
            QVERIFY(open.field->hasFocus());
            QTest::keyClicks(open.field, whole ? m_folder.filePath(typed) : typed); // over what is selected
            QTest::keyClick(open.field, Qt::Key_Return);
            QCOMPARE(accepted.count(), 1);
            QCOMPARE(open.dialog.chosen(), QDir::cleanPath(m_folder.filePath(typed)));
        }
    }

    void whatIsNotThereIsSaidUnderTheField_data() {
        QTest::addColumn<int>("wanted");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::newRow("no folder") << int(Wanted::Folder) << "nothing"
                                   << "There is no such folder.";
        QTest::newRow("a file") << int(Wanted::Folder) << "notes.txt"
                                << "This is no folder.";
        QTest::newRow("no file") << int(Wanted::File) << "nothing"
                                 << "There is no such file.";
        QTest::newRow("into no folder") << int(Wanted::NewFile) << "nothing/new.csv"
                                        << "There is no such folder.";
    }

    void whatIsNotThereIsSaidUnderTheField() {
        QFETCH(int, wanted);
        QFETCH(QString, typed);
        QFETCH(QString, said);
        OpenDialog open(question(Wanted(wanted)));
        QSignalSpy accepted(&open.dialog, &QDialog::accepted);
        open.field->setText(m_folder.filePath(typed));
        open.dialog.accept();
        QCOMPARE(accepted.count(), 0);
        QCOMPARE(open.fault(), said);
    }

    void homeIsATilde() {
        OpenDialog open(question(Wanted::Folder));
        open.field->setText(QStringLiteral("~"));
        open.dialog.accept();
        QCOMPARE(open.dialog.chosen(), QDir::homePath());
    }

    void keysGoThroughTheFolders() {
        OpenDialog open(question(Wanted::Folder));
        QSignalSpy accepted(&open.dialog, &QDialog::accepted);
        QVERIFY(QTest::qWaitForWindowActive(&open.dialog));
        QTRY_COMPARE(open.rows(), 4); // no files
        open.entries->setFocus();
        while (open.entries->currentIndex().data().toString() != QLatin1String("plain")) {
            const QModelIndex before = open.entries->currentIndex();
            QTest::keyClick(open.entries, Qt::Key_Down);
            QVERIFY(open.entries->currentIndex() != before);
        }
        QCOMPARE(open.field->text(), path("plain"));
        QTest::keyClick(open.entries, Qt::Key_Return); // goes in, and takes nothing yet
        QCOMPARE(accepted.count(), 0);
        QCOMPARE(open.dialog.folder(), path("plain"));
        QTRY_COMPARE(open.rows(), 1);
        QTest::keyClick(open.entries, Qt::Key_Backspace);
        QCOMPARE(open.dialog.folder(), m_folder.path());
        QCOMPARE(open.field->text(), path("plain")); // where one comes from
        QTest::keyClick(&open.dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(accepted.count(), 1); // a button that is pressed by its keys shows it first
        QCOMPARE(open.dialog.chosen(), path("plain"));
    }

    void onlyTheWantedFilesAreListed() {
        PathQuestion weights = question(Wanted::File);
        weights.kind = QStringLiteral("Weights");
        weights.ends = QStringList{QStringLiteral(".safetensors")};
        OpenDialog open(weights);
        QTRY_COMPARE(open.rows(), 5); // four folders
        QTRY_COMPARE(open.entry(4), QStringLiteral("best.safetensors"));
        open.field->setText(path("plain"));
        open.dialog.accept(); // a folder is gone into
        QVERIFY(open.dialog.isVisible());
        QCOMPARE(open.dialog.folder(), path("plain"));
        open.field->setText(QStringLiteral("deep.safetensors"));
        open.dialog.accept();
        QCOMPARE(open.dialog.chosen(), path("plain/deep.safetensors"));
    }

    void aFileIsReplacedOnlyWhenSaidTwice() {
        PathQuestion table = question(Wanted::NewFile);
        table.start = path("notes.txt");
        OpenDialog open(table);
        QSignalSpy accepted(&open.dialog, &QDialog::accepted);
        QCOMPARE(open.field->text(), path("notes.txt"));
        QCOMPARE(open.field->selectedText(), QStringLiteral("notes"));
        open.dialog.accept();
        QCOMPARE(accepted.count(), 0);
        QCOMPARE(open.fault(), QStringLiteral("There is a file of this name."));
        open.dialog.accept();
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(open.dialog.chosen(), path("notes.txt"));
    }

    void aNewFileKeepsItsNameWhileFoldersAreLookedThrough() {
        PathQuestion table = question(Wanted::NewFile);
        table.start = path("run \"7\".csv");
        OpenDialog open(table);
        open.field->setText(path("plain"));
        open.dialog.accept();
        QCOMPARE(open.field->text(), path("plain/run \"7\".csv"));
        open.dialog.accept();
        QCOMPARE(open.dialog.chosen(), path("plain/run \"7\".csv"));
    }

    void theDesktopsDialogIsNotAskedForWhereThereIsNone() {
        QWidget window;
        window.show();
        QString taken;
        askForPath(question(Wanted::Folder), &window, [&](const QString& folder) { taken = folder; });
        auto* dialog = window.findChild<PathDialog*>(); // Qt's own would be a QFileDialog
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit*>()->setText(path("a \"quoted\" folder"));
        dialog->accept();
        QCOMPARE(taken, path("a \"quoted\" folder"));
    }
};

QTEST_MAIN(PathDialogTest)
#include "path_dialog_test.moc"
