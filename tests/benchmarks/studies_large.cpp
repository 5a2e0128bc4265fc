// How soon the window paints, and how a label table as large as NIH ChestX-ray14 (112,120 rows) behaves in Studies.
// Prints JSON; fails on no clock. The films are hard links of one small file: only the table is large.
#include "app/main_window.h"
#include "app/studies/studies_page.h"
#include "app/studies/study_browser.h"
#include "tests/app/test_workspace.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

using namespace roentgen::app;

namespace {

constexpr int imageCount = 112120;

bool makeFolder(const QString& folder) {
    QDir().mkpath(folder + QStringLiteral("/images"));
    const QStringList findings{QStringLiteral("Atelectasis"), QStringLiteral("Effusion"), QStringLiteral("Mass"),
                               QStringLiteral("Nodule"),      QStringLiteral("Hernia"),   QStringLiteral("No Finding")};
    QFile table(folder + QStringLiteral("/Data_Entry_2017_v2020.csv"));
    QFile trainList(folder + QStringLiteral("/train_val_list.txt")),
        testList(folder + QStringLiteral("/test_list.txt"));
    if (!table.open(QIODevice::WriteOnly) || !trainList.open(QIODevice::WriteOnly) ||
        !testList.open(QIODevice::WriteOnly)) {
        return false;
    }
    table.write("Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
                "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n");
    QRandomGenerator random(1);
    QByteArray base;
    for (int i = 0; i < imageCount; ++i) {
        const int patient = i / 4 + 1;
        const QByteArray name = QStringLiteral("%1_%2.png")
                                    .arg(patient, 8, 10, QLatin1Char('0'))
                                    .arg(i % 4, 3, 10, QLatin1Char('0'))
                                    .toLatin1();
        const QByteArray path = folder.toLocal8Bit() + "/images/" + name;
        if (i % 30000 == 0) { // a file has at most 65,000 names
            base = path;
            QFile film(QString::fromLocal8Bit(path));
            if (!film.open(QIODevice::WriteOnly)) {
                return false;
            }
            film.write("P5\n1 1\n255\n0");
        } else if (::link(base.constData(), path.constData()) != 0) {
            return false;
        }
        table.write(name + ',' + findings[random.bounded(6)].toLatin1() + ',' + QByteArray::number(i % 4) + ',' +
                    QByteArray::number(patient) + ',' + QByteArray::number(random.bounded(1, 95)) +
                    ",M,PA,2500,2048,0.1,0.1\n");
        (patient % 5 == 0 ? testList : trainList).write(name + '\n');
    }
    return true;
}

// The longest time for which the event loop did not come round while the guard lived.
class StallGuard {
public:
    StallGuard() {
        m_beat.start();
        QObject::connect(&m_timer, &QTimer::timeout, [this] { m_longest = std::max(m_longest, m_beat.restart()); });
        m_timer.start(1);
    }
    qint64 longestMs() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_beat;
    qint64 m_longest = 0;
};

// Of this thread, in milliseconds: what it costs, whatever else the machine does.
double cpuMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[size_t(double(values.size() - 1) * share)];
}

nlohmann::json scroll(QTableView* table) {
    std::vector<double> paints, costs;
    QScrollBar* bar = table->verticalScrollBar();
    for (int i = 0; i < 600; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = cpuMs();
        bar->setValue(i < 300 ? bar->value() + 90 : int(qint64(bar->maximum()) * (i - 300) / 300));
        table->viewport()->repaint();
        costs.push_back(cpuMs() - before);
        paints.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    return {{"median_ms", percentile(paints, 0.5)},
            {"p99_ms", percentile(paints, 0.99)},
            {"median_cpu_ms", percentile(costs, 0.5)},
            {"p99_cpu_ms", percentile(costs, 0.99)}};
}

// A figure is printed even where the wait was in vain: it then says so by its size.
template <typename Condition>
void waitFor(Condition condition, int timeoutMs) {
    if (!QTest::qWaitFor(condition, timeoutMs)) {
        std::fprintf(stderr, "waited %d ms in vain\n", timeoutMs);
    }
}

// Until the rows of a new query are there, and the longest stall meanwhile.
template <typename Act>
nlohmann::json query(StudyBrowser* browser, Act act) {
    QSignalSpy rows(browser, &StudyBrowser::rowsChanged);
    QElapsedTimer timer;
    timer.start();
    StallGuard guard;
    act();
    waitFor([&] { return rows.count() > 0; }, 10000);
    const qint64 shown = timer.elapsed();
    QTest::qWait(300);
    return {{"shown_ms", shown}, {"rows", browser->model()->totalRows()}, {"longest_stall_ms", guard.longestMs()}};
}

} // namespace

int main(int argc, char** argv) {
    QElapsedTimer sinceStart;
    sinceStart.start();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    roentgen::widgets::Theme::instance().apply(roentgen::widgets::ThemeMode::Dark);
    TestWorkspace space;
    MainWindow window(space.context);
    QSignalSpy painted(&window, &MainWindow::firstPainted);
    window.showPage(QStringLiteral("studies"));
    window.resize(1920, 1200);
    window.show();
    waitFor([&] { return painted.count() > 0; }, 10000);
    nlohmann::json result{{"first_paint_ms", sinceStart.elapsed()}};

    const QString folder = space.folder.filePath(QStringLiteral("nih"));
    if (!makeFolder(folder)) {
        std::fprintf(stderr, "Could not make %d films in %s: is there room?\n", imageCount, qPrintable(folder));
        return 4;
    }
    auto* page = static_cast<StudiesPage*>(window.page(QStringLiteral("studies")));
    StudyBrowser* browser = page->browser();
    QElapsedTimer timer;
    timer.start();
    {
        StallGuard guard;
        page->open(folder);
        waitFor([&] { return browser->model()->rowCount() > 0; }, 60000);
        browser->table()->viewport()->repaint();
        result["browsable_ms"] = timer.elapsed();
        waitFor([&] { return !browser->model()->canFetchMore({}); }, 60000);
        result["opening_longest_stall_ms"] = guard.longestMs();
    }
    result["rows"] = browser->model()->totalRows();
    result["scroll"] = scroll(browser->table());
    result["filter"] = query(
        browser, [&] { window.findChild<QLineEdit*>(QStringLiteral("filter"))->setText(QStringLiteral("effusion")); });
    result["filter_off"] = query(browser, [&] { window.findChild<QLineEdit*>(QStringLiteral("filter"))->clear(); });
    result["sort"] = query(browser, [&] {
        browser->table()->horizontalHeader()->setSortIndicator(int(StudyColumn::Labels), Qt::DescendingOrder);
    });
    {
        StallGuard guard;
        timer.restart();
        const double before = cpuMs();
        browser->opened(50000);
        result["viewer_open_ms"] = timer.elapsed();
        result["viewer_open_cpu_ms"] = cpuMs() - before;
        QTest::qWait(200);
        result["viewer_longest_stall_ms"] = guard.longestMs();
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    result["peak_memory_mb"] = double(usage.ru_maxrss) / 1024.0;
    std::puts(result.dump(2).c_str());
    return 0;
}
