// A day's work without a mouse, in the real window on a real X server, with keys that come from outside of the program:
// add a folder, find a film, view it, set up and launch, watch, stop, resume, review five films, export the verdicts.
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/value_field.h"
#include "app/library.h"
#include "app/main_window.h"
#include "app/path_dialog.h"
#include "app/review/case_list_panel.h"
#include "app/review/review_page.h"
#include "app/runs/chart_grid.h"
#include "app/runs/run_list_model.h"
#include "app/runs/runs_page.h"
#include "app/session.h"
#include "app/studies/studies_page.h"
#include "app/studies/study_browser.h"
#include "app/viewer.h"
#include "engine/protocol/key_values.h"
#include "tests/end_to_end/engine_programs.h"
#include "tests/end_to_end/virtual_screen.h"
#include "widgets/line_chart.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace roentgen;
using namespace roentgen::app;

namespace {

constexpr int Minute = 60000, MostTabs = 150;

template <typename PageType>
PageType* pageOf(MainWindow* window, const char* id) {
    return qobject_cast<PageType*>(window->page(QLatin1String(id)));
}

bool hasKeys(const QWidget* widget) {
    const QWidget* focus = QApplication::focusWidget();
    return focus && (focus == widget || widget->isAncestorOf(focus));
}

bool tabTo(const QWidget* widget) {
    for (int i = 0; i < MostTabs && !hasKeys(widget); ++i)
        press("Tab");
    return hasKeys(widget);
}

PathDialog* pathDialog() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<PathDialog*>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

} // namespace

class KeyboardOnlyTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    QString m_run;

    MainWindow* window() { return m_session->window(); }
    QString films() const { return m_folder.filePath(QStringLiteral("Ada's \"new\" films")); }
    int lossPoints() {
        const auto& series =
            pageOf<RunsPage>(window(), "runs")->findChild<ChartGrid*>()->chart(RunChart::Loss)->data().series;
        return series.empty() ? 0 : int(series[0].points.size());
    }
    RunState state() {
        const RunRow* row = pageOf<RunsPage>(window(), "runs")->findChild<RunListModel*>()->find(m_run);
        return row && row->loaded ? row->summary.state : RunState::Prepared;
    }
    void fill(const char* key, const QString& text);

private Q_SLOTS:
    void initTestCase();
    void aFolderIsAdded();
    void aFilmIsFoundAndViewed();
    void anExperimentIsSetUpAndLaunched();
    void itIsWatchedStoppedAndResumed();
    void fiveFilmsAreReviewed();
    void theVerdictsAreExported();
    void cleanupTestCase() { m_session.reset(); }
};

void KeyboardOnlyTest::initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
    const ProgramRun made = runProgram(QStringLiteral("roentgen-data"),
                                       {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("48"),
                                        QStringLiteral("--size"), QStringLiteral("96"), QStringLiteral("--seed"),
                                        QStringLiteral("5"), QStringLiteral("--out"), films()});
    QVERIFY2(made.exitCode == 0, made.diagnostics.constData());
    CommandLine line;
    line.workspace = *prepareWorkspace(m_folder.filePath(QStringLiteral("workspace")));
    line.page = QStringLiteral("studies");
    line.language = QStringLiteral("en");
    line.size = {1280, 800};
    line.binFolder = QStringLiteral(ROENTGEN_BIN_DIR);
    m_session = std::make_unique<Session>(line);
    m_session->begin();
    QVERIFY(QTest::qWaitForWindowExposed(window()));
    giveKeysTo(window());
}

void KeyboardOnlyTest::aFolderIsAdded() {
    press("ctrl+o");
    QTRY_VERIFY(pathDialog() != nullptr);
    giveKeysTo(pathDialog());
    type(films());
    QTRY_COMPARE(pathDialog()->folder(), films()); // the list follows what is typed
    press("Return");
    QTRY_VERIFY(pathDialog() == nullptr);
    giveKeysTo(window());
    auto* page = pageOf<StudiesPage>(window(), "studies");
    QTRY_COMPARE_WITH_TIMEOUT(page->browser()->table()->model()->rowCount(), 48, Minute);
    QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), Minute);
}

void KeyboardOnlyTest::aFilmIsFoundAndViewed() {
    auto* page = pageOf<StudiesPage>(window(), "studies");
    QAbstractItemModel* rows = page->browser()->table()->model();
    const QString wanted = QFileInfo(page->browser()->allPaths().value(17)).fileName();
    press("ctrl+f");
    type(wanted);
    QTRY_COMPARE(rows->rowCount(), 1);
    QVERIFY(tabTo(page->browser()));
    press("Home");
    press("Return");
    QTRY_VERIFY(page->isViewing());
    QTRY_VERIFY_WITH_TIMEOUT(page->viewer()->isSettled(), Minute);
    QCOMPARE(QFileInfo(page->viewer()->currentPath()).fileName(), wanted);
    press("i"); // another look at it
    press("Escape");
    QTRY_VERIFY(!page->isViewing());
    press("ctrl+f");
    press("ctrl+a");
    press("BackSpace");
    QTRY_COMPARE(rows->rowCount(), 48);
}

void KeyboardOnlyTest::fill(const char* key, const QString& text) {
    ValueField* field = pageOf<ExperimentsPage>(window(), "experiments")->form()->field(key);
    QVERIFY2(tabTo(field->editor()), key);
    press("ctrl+a");
    type(text);
    QTRY_COMPARE(QString::fromStdString(formatKeyValue(field->value())), text);
}

void KeyboardOnlyTest::anExperimentIsSetUpAndLaunched() {
    const QDir sets(m_folder.filePath(QStringLiteral("workspace/datasets")));
    const QString set = QFileInfo(sets.entryList({QStringLiteral("*.toml")}).value(0)).completeBaseName();
    QVERIFY(!set.isEmpty());
    press("ctrl+2");
    auto* page = pageOf<ExperimentsPage>(window(), "experiments");
    QTRY_COMPARE(window()->currentPage(), QStringLiteral("experiments"));
    auto* list = page->findChild<QAbstractItemView*>(QStringLiteral("experimentList"));
    QTRY_VERIFY(hasKeys(list));
    for (int i = 0; i < MostTabs && list->currentIndex().data().toString() != QLatin1String("Quick look"); ++i)
        press("Down");
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Quick look"));
    press("ctrl+n");
    QTRY_VERIFY(!page->current().isEmpty());
    fill("data.dataset", set);
    fill("data.image_size", QStringLiteral("32"));
    fill("training.epochs", QStringLiteral("300"));
    fill("training.local_batch", QStringLiteral("4"));
    QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), Minute);
    QTRY_COMPARE_WITH_TIMEOUT(page->forecast()->reason(), QString(), Minute);
    press("ctrl+Return");
    QTRY_COMPARE_WITH_TIMEOUT(window()->currentPage(), QStringLiteral("runs"), Minute);
    QTRY_VERIFY_WITH_TIMEOUT(!pageOf<RunsPage>(window(), "runs")->chosen().isEmpty(), Minute);
    m_run = pageOf<RunsPage>(window(), "runs")->chosen();
}

void KeyboardOnlyTest::itIsWatchedStoppedAndResumed() {
    QVERIFY(!m_run.isEmpty());
    const std::string weights =
        m_folder.filePath(QStringLiteral("workspace/runs/") + m_run).toStdString() + "/best.safetensors";
    QTRY_VERIFY_WITH_TIMEOUT(lossPoints() >= 3, 2 * Minute);
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(weights), 2 * Minute);
    press("ctrl+period");
    QTRY_COMPARE_WITH_TIMEOUT(state(), RunState::Stopped, 2 * Minute);
    const int points = lossPoints();
    press("ctrl+shift+r");
    QTRY_VERIFY_WITH_TIMEOUT(lossPoints() > points + 2, 2 * Minute);
    press("ctrl+period");
    QTRY_COMPARE_WITH_TIMEOUT(state(), RunState::Stopped, 2 * Minute);
}

void KeyboardOnlyTest::fiveFilmsAreReviewed() {
    QVERIFY(!m_run.isEmpty());
    press("ctrl+Return");
    QTRY_COMPARE(window()->currentPage(), QStringLiteral("review"));
    auto* page = pageOf<ReviewPage>(window(), "review");
    QSet<QString> films;
    for (const char* verdict : {"a", "r", "u", "a", "r"}) {
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled() && !page->cases()->currentPath().isEmpty(), Minute);
        films << page->cases()->currentPath();
        press(verdict);
        QTRY_COMPARE(m_session->context().library->readingsOfSource(m_run).size(), films.size());
        press("Right");
        QTRY_VERIFY(!films.contains(page->cases()->currentPath()));
    }
    QCOMPARE(films.size(), 5);
}

void KeyboardOnlyTest::theVerdictsAreExported() {
    QCOMPARE(window()->currentPage(), QStringLiteral("review"));
    const QString path = m_folder.filePath(QStringLiteral("what Ada said.csv"));
    press("ctrl+e");
    QTRY_VERIFY(pathDialog() != nullptr);
    giveKeysTo(pathDialog());
    press("ctrl+a");
    type(path);
    press("Return");
    QTRY_VERIFY(pathDialog() == nullptr);
    QTRY_VERIFY(QFileInfo::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 6);
    QVERIFY2(lines[0].startsWith(QStringLiteral("Image Index,")), qPrintable(lines[0]));
    const auto count = [&lines](const char* verdict) { return lines.filter(QLatin1String(verdict)).size(); };
    QVERIFY2(count(",accept,") == 2 && count(",reject,") == 2 && count(",uncertain,") == 1,
             qPrintable(lines.join(QLatin1Char('\n'))));
    // Their paths, whose folder has quotes, are one field each.
    QCOMPARE(
        lines.filter(QStringLiteral(",\"%1/").arg(films().replace(QLatin1Char('"'), QStringLiteral("\"\"")))).size(),
        5);
}

int main(int argc, char** argv) {
    const VirtualScreen screen;
    if (screen.display().isEmpty())
        qFatal("Xvfb does not start");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Roentgen"));
    QApplication::setOrganizationName(QStringLiteral("Roentgen"));
    KeyboardOnlyTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "keyboard_only_test.moc"
