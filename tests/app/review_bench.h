// A workspace with a run that has predicted six films, and the Review page on it; the worker is fake_worker.
#pragma once

#include "app/engine_service.h"
#include "app/library.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"
#include "app/review/review_page.h"

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/study_index.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace roentgen::app {

inline QString name(const char* text) {
    return QString::fromLatin1(text);
}

struct ReviewBench {
    static inline const QString Run = QStringLiteral("chest-20260102-030405");

    QTemporaryDir workspace, scratch;
    EngineService service{QStringLiteral(FAKE_WORKER), QStringList{scratch.path()}};
    Navigator navigator;
    std::unique_ptr<Library> library;
    std::unique_ptr<ReviewPage> page;

    ReviewBench() { makeWorkspace(); }

    // Once a test program.
    static void setUp() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(name("roentgen-test"));
        widgets::Theme::instance().apply(widgets::ThemeMode::Dark);
    }
    static void write(const QString& path, const QByteArray& text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QString film(const char* image) const { return workspace.filePath(name("films/") + name(image)); }

    void makeWorkspace() {
        const QDir root(workspace.path());
        QVERIFY(root.mkpath(name("datasets")) && root.mkpath(name("films")) && root.mkpath(name("runs/") + Run));
        DatasetFile dataset;
        dataset.name = "films";
        dataset.folder = root.filePath(name("films")).toStdString();
        QVERIFY(bool(writeDatasetFile(root.filePath(name("datasets/films.toml")).toStdString(), dataset)));
        StudyIndex index;
        index.header.classes = {"Mass", "Nodule"}; // Effusion is not labelled
        QByteArray table = "Image Index,Patient ID,Split,Mass,Nodule,Effusion\n";
        for (const char* image :
             {"a.png", "b.png", "c.png", "refused.png", "short.png", "badmap.png", "unlisted.png"}) {
            StudyImage row;
            row.image = image;
            row.path = root.filePath(name("films/") + name(image)).toStdString();
            row.labelled = true;
            if (row.image == "a.png")
                row.labels = {"Nodule"};
            index.images.push_back(row);
            if (row.image != "unlisted.png")
                table += QByteArray(image) + ",7,test,0.3,0.8,0.6\n";
        }
        table += "gone.png,8,test,0.1,0.1,0.1\n";
        QVERIFY(bool(writeStudyIndex(root.filePath(name("datasets/films.index")).toStdString(), index)));
        const QString run = root.filePath(name("runs/") + Run);
        write(run + name("/experiment.toml"), "[data]\ndataset = \"" + root.filePath(name("films")).toUtf8() + "\"\n");
        write(run + name("/best.safetensors"), "x");
        write(run + name("/predictions.csv"), table);
    }

    // datasets/second.toml with one film, called as the first one is.
    void addSecondDataSet() {
        const QDir root(workspace.path());
        QVERIFY(root.mkpath(name("elsewhere/films")));
        DatasetFile dataset;
        dataset.name = "films";
        dataset.folder = root.filePath(name("elsewhere/films")).toStdString();
        QVERIFY(bool(writeDatasetFile(root.filePath(name("datasets/second.toml")).toStdString(), dataset)));
        StudyIndex index;
        index.header.classes = {"Mass"};
        StudyImage row;
        row.image = "other.png";
        row.path = root.filePath(name("elsewhere/films/other.png")).toStdString();
        index.images = {row};
        QVERIFY(bool(writeStudyIndex(root.filePath(name("datasets/second.index")).toStdString(), index)));
    }

    // The model's answers wait until they are let go.
    void holdAnswers() { write(scratch.filePath(name("hold")), "x"); }
    void letAnswersGo() { QVERIFY(QFile::remove(scratch.filePath(name("hold")))); }

    void makePage() { // everything is opened again
        page.reset();
        library.reset();
        library = std::make_unique<Library>(workspace.path());
        AppContext context;
        context.workspace = workspace.path();
        context.dataService = &service;
        context.predictService = &service;
        context.library = library.get();
        context.navigator = &navigator;
        page = std::make_unique<ReviewPage>(context);
        page->resize(1216, 700);
        page->show();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        page->activated();
        QVERIFY(settle());
    }

    QString notices() const {
        QStringList texts;
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        return texts.join(QLatin1Char('\n')) + page->view()->message();
    }

    bool settle() {
        return QTest::qWaitFor([this] { return page->isSettled(); }, 30000);
    }
    QString current() const { return QFileInfo(page->cases()->currentPath()).fileName(); }
    QLabel* label(const char* objectName) const { return page->findChild<QLabel*>(name(objectName)); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(page->view(), key, modifiers); }
};

} // namespace roentgen::app
