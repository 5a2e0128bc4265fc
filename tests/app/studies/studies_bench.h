// A workspace, a folder with films of two classes, and the Studies page on them, with the real worker.
#pragma once

#include "app/studies/studies_page.h"
#include "app/studies/study_browser.h"
#include "tests/app/test_workspace.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

namespace roentgen::app {

inline void writePgm(const QString& path, int shade) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("P5\n64 48\n255\n" + QByteArray(64 * 48, char(shade)));
}

// A folder for each class, twelve films of six patients, and one file that only its name calls an image.
inline QString makeFilms(const QDir& folder) {
    for (int i = 0; i < 12; ++i) {
        const QString name = QStringLiteral("person%1_film_%2.pgm").arg(i / 2 + 1).arg(i);
        writePgm(folder.filePath(QStringLiteral("films/%1/%2")
                                     .arg(i < 8 ? QStringLiteral("NORMAL") : QStringLiteral("PNEUMONIA"), name)),
                 20 * i);
    }
    QFile broken(folder.filePath(QStringLiteral("films/NORMAL/broken.png")));
    broken.open(QIODevice::WriteOnly);
    broken.write("no image");
    return folder.filePath(QStringLiteral("films"));
}

class StudiesBench {
protected:
    std::unique_ptr<TestWorkspace> m_space;
    std::unique_ptr<QWidget> m_window;
    StudiesPage* m_page = nullptr;
    QString m_films;

    void open() {
        m_space = std::make_unique<TestWorkspace>();
        m_films = makeFilms(QDir(m_space->folder.path()));
        show();
    }

    void close() {
        m_window.reset();
        m_space.reset();
    }

    // As the main window shows it: the header above the page.
    void show() {
        m_window = std::make_unique<QWidget>();
        m_page = new StudiesPage(m_space->context, m_window.get());
        auto* layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_page->headerActions());
        layout->addWidget(m_page, 1);
        m_window->resize(1280, 760);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void addFilms() {
        m_page->open(m_films);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 13, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 10000);
    }

    QString shownText() const {
        QStringList texts;
        const auto labels = m_window->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->isVisible()) {
                texts << label->text();
            }
        }
        return texts.join(QLatin1Char('\n'));
    }
};

} // namespace roentgen::app
