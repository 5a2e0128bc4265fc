#include "app/session.h"

#include "app/background_jobs.h"
#include "app/engine_service.h"
#include "app/language.h"
#include "app/library.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/runs/remote_sync.h"
#include "app/screenshot.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTimer>

#include <cstdio>

namespace roentgen::app {

Session::Session(const CommandLine& line, QObject* parent)
    : QObject(parent)
    , m_line(line) {
    m_sinceStart.start();
    m_context.workspace = line.workspace;
    m_context.binFolder = line.binFolder.isEmpty() ? QCoreApplication::applicationDirPath() : line.binFolder;
    const QStringList serve{QStringLiteral("serve")};
    const QDir bin(m_context.binFolder);
    m_context.dataService = new EngineService(bin.filePath(QStringLiteral("roentgen-data")), serve, this);
    m_context.predictService = new EngineService(bin.filePath(QStringLiteral("roentgen-predict")), serve, this);
    m_context.library = new Library(line.workspace, this);
    m_context.jobs = new BackgroundJobs(this);
    m_context.navigator = new Navigator(this);
    m_context.preferences = new Preferences(this);
    if (line.screenshot.isEmpty()) {
        m_context.preferences->setWorkspace(line.workspace);
        new RemoteSync(m_context.binFolder, line.workspace, this);
    } else { // its settings are thrown away, and the Settings page shall show what the picture shows
        m_context.preferences->setTheme(line.theme.isEmpty() ? QStringLiteral("dark") : line.theme);
        m_context.preferences->setLanguage(line.language);
    }
    m_context.library->setReader(m_context.preferences->reader());
    connect(m_context.preferences, &Preferences::readerChanged, m_context.library, &Library::setReader);
    widgets::Theme::instance().apply(themeMode(line.theme.isEmpty() ? m_context.preferences->theme() : line.theme));
    installLanguage(resolveLanguage(line.language.isEmpty() ? m_context.preferences->language() : line.language));
    connect(m_context.preferences, &Preferences::languageChanged, this, [this](const QString& code) {
        installLanguage(resolveLanguage(code));
        // The settings page that asked for it is still in its handler.
        QTimer::singleShot(0, this, &Session::remakeWindow);
    });
    for (EngineService* service : {m_context.dataService, m_context.predictService}) {
        connect(service, &EngineService::crashed, m_context.navigator, [this](const QString& program) {
            Q_EMIT m_context.navigator->messageRequested(
                tr("%1 stopped unexpectedly. It starts again when it is needed.").arg(program));
        });
    }
    connect(m_context.preferences, &Preferences::themeChanged, this,
            [](const QString& theme) { widgets::Theme::instance().apply(themeMode(theme)); });
}

Session::~Session() {
    if (m_window && m_line.screenshot.isEmpty()) {
        m_window->saveLayout();
    }
}

void Session::begin() {
    QString page = m_line.page;
    if (page.isEmpty()) {
        page = QSettings().value(QStringLiteral("window/page")).toString();
    }
    makeWindow(page);
    if (m_line.size.isValid()) {
        m_window->resize(m_line.size);
    } else if (m_line.screenshot.isEmpty()) {
        m_window->restoreLayout();
    }
    connect(m_window.get(), &MainWindow::firstPainted, this, [this] {
        if (qEnvironmentVariableIsSet("ROENTGEN_TIMES")) {
            std::fprintf(stderr, "first paint after %lld ms\n", static_cast<long long>(m_sinceStart.elapsed()));
        }
    });
    m_window->show();
    if (!m_context.library->isOpen() && m_line.screenshot.isEmpty()) {
        auto* warning = new QMessageBox(QMessageBox::Warning, tr("Library"), m_context.library->errorText(),
                                        QMessageBox::Ok, m_window.get());
        warning->setAttribute(Qt::WA_DeleteOnClose);
        warning->open();
    }
    if (!m_line.openPath.isEmpty()) {
        if (Page* shown = m_window->page(m_window->currentPage())) {
            shown->open(m_line.openPath);
        }
    }
    if (!m_line.screenshot.isEmpty()) {
        auto* screenshot = new Screenshot(m_window.get(), m_line.screenshot, this);
        connect(screenshot, &Screenshot::finished, this, [this](bool saved) {
            if (!saved) {
                std::fprintf(stderr, "Could not write %s\n", qPrintable(m_line.screenshot));
            }
            QCoreApplication::exit(saved ? ExitDone : ExitEnvironment);
        });
        screenshot->begin();
    }
}

void Session::makeWindow(const QString& page) {
    m_window = std::make_unique<MainWindow>(m_context);
    if (!m_window->showPage(page)) {
        m_window->showPage(QStringLiteral("studies"));
    }
    if (m_line.screenshot.isEmpty()) {
        connect(m_window.get(), &MainWindow::firstPainted, m_window.get(), &MainWindow::makeRemainingPages);
    }
}

void Session::remakeWindow() {
    const QByteArray place = m_window->saveGeometry();
    const QString page = m_window->currentPage();
    const auto old = std::move(m_window);
    makeWindow(page);
    m_window->restoreGeometry(place);
    m_window->show(); // before the old one goes: the last closed window would end the program
}

bool askToMakeWorkspace(const CommandLine& line, const QString& folder) {
    if (!line.screenshot.isEmpty() || QGuiApplication::platformName() == QLatin1String("offscreen")) {
        return false;
    }
    const Preferences preferences;
    widgets::Theme::instance().apply(themeMode(line.theme.isEmpty() ? preferences.theme() : line.theme));
    installLanguage(resolveLanguage(line.language.isEmpty() ? preferences.language() : line.language));
    QMessageBox question(
        QMessageBox::Question, Session::tr("Workspace"),
        Session::tr("There is no folder %1. Make a workspace there?").arg(QDir::toNativeSeparators(folder)));
    QPushButton* make = question.addButton(Session::tr("Make it"), QMessageBox::AcceptRole);
    question.setDefaultButton(question.addButton(Session::tr("Quit"), QMessageBox::RejectRole));
    question.exec();
    return question.clickedButton() == make;
}

Result<QString> prepareWorkspace(const QString& asked, const MayMake& mayMake) {
    QString folder = asked.isEmpty() ? Preferences().workspace() : asked;
    if (!folder.isEmpty() && mayMake && !QDir(folder).exists() && !mayMake(folder)) {
        return usageError("There is no such workspace", folder.toStdString(),
                          "make the folder, or choose another with --workspace DIR");
    }
    if (folder.isEmpty()) {
        folder = QDir::home().filePath(QStringLiteral("Roentgen"));
    }
    for (const char* name : {"datasets", "experiments", "weights", "runs", "thumbnails"}) {
        const QString path = QDir(folder).filePath(QLatin1String(name));
        if (!QDir().mkpath(path)) {
            return environmentError("Could not make the folder", path.toStdString(),
                                    "choose another workspace with --workspace DIR");
        }
    }
    return QDir(folder).absolutePath();
}

} // namespace roentgen::app
