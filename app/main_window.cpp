#include "app/main_window.h"

#include "app/job_bar.h"
#include "app/rail.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

// As its owner would write it: "~/films" for "/home/ada/films".
QString folderText(const QString& folder) {
    const QString home = QDir::homePath();
    return QDir::toNativeSeparators(
        folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size()) : folder);
}

} // namespace

MainWindow::MainWindow(const AppContext& context, QWidget* parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_entries(pageEntries())
    , m_rail(new Rail(this))
    , m_title(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_stack(new QStackedWidget(this))
    , m_jobBar(new JobBar(context.jobs, context.workspace, this)) {
    setWindowTitle(QStringLiteral("Roentgen"));
    setMinimumSize(1024, 640);
    resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    setupLayout();
    setupNavigation();
}

// Pages go first: each still looks at the widgets that it has in the header, and tells nothing any more.
MainWindow::~MainWindow() {
    for (Page* made : std::as_const(m_pages)) {
        made->disconnect(this);
    }
    delete m_stack;
}

void MainWindow::setupLayout() {
    for (const PageEntry& entry : m_entries) {
        m_rail->addButton(entry.id, entry.icon, entry.label, entry.atBottom);
    }
    auto* header = new QFrame(this);
    header->setObjectName(QStringLiteral("header"));
    header->setFixedHeight(48);
    auto* headerLayout = new QHBoxLayout(header);
    headerLayout->setContentsMargins(16, 0, 16, 0);
    headerLayout->setSpacing(16);
    m_title->setProperty("role", QStringLiteral("title"));
    m_title->setTextFormat(Qt::PlainText);
    headerLayout->addWidget(m_title);
    headerLayout->addLayout(m_actions, 1);

    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(header);
    right->addWidget(m_stack, 1);
    right->addWidget(m_jobBar);

    auto* central = new QWidget(this);
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    setCentralWidget(central);
}

// A page that is made by this very signal has missed it: it is sent once more.
template <typename Signal>
void MainWindow::showFor(Signal signal, const QString& id) {
    connect(m_context.navigator, signal, this, [this, signal, id](const QString& argument) {
        const bool missed = !m_pages.contains(id);
        if (showPage(id) && missed) {
            QTimer::singleShot(0, this, [this, signal, argument] { (m_context.navigator->*signal)(argument); });
        }
    });
}

void MainWindow::setupNavigation() {
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    connect(m_context.navigator, &Navigator::pageRequested, this, &MainWindow::showPage);
    connect(m_context.navigator, &Navigator::messageRequested, m_jobBar, &JobBar::showMessage);
    showFor(&Navigator::experimentRequested, QStringLiteral("experiments"));
    showFor(&Navigator::runRequested, QStringLiteral("runs"));
    showFor(&Navigator::sweepRequested, QStringLiteral("runs"));
    showFor(&Navigator::reviewRequested, QStringLiteral("review"));
}

Page* MainWindow::page(const QString& id) {
    if (m_pages.contains(id)) {
        return m_pages.value(id);
    }
    for (const PageEntry& entry : m_entries) {
        if (entry.id == id) {
            Page* made = entry.make(m_context, m_stack);
            m_pages.insert(id, made);
            m_stack->addWidget(made);
            if (made->focusPolicy() == Qt::NoFocus) {
                made->setFocusPolicy(Qt::ClickFocus);
            }
            connect(made, &Page::headerChanged, this, &MainWindow::updateHeader);
            return made;
        }
    }
    return nullptr;
}

bool MainWindow::showPage(const QString& id) {
    Page* shown = page(id);
    if (shown == nullptr) {
        m_rail->setCurrent(m_current);
        return false;
    }
    m_rail->setCurrent(id);
    if (m_current == id) {
        return true;
    }
    m_current = id;
    m_stack->setCurrentWidget(shown);
    updateHeader();
    // Keys belong to the page, not to the button that brought it; a page may hand the focus on.
    shown->setFocus(Qt::OtherFocusReason);
    shown->activated();
    return true;
}

void MainWindow::updateHeader() {
    Page* shown = m_pages.value(m_current);
    if (shown == nullptr) {
        return;
    }
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [this](const PageEntry& each) { return each.id == m_current; });
    m_title->setText(entry->label);
    setWindowTitle(QStringLiteral("%1 – %2 – Roentgen").arg(entry->label, folderText(m_context.workspace)));
    QWidget* actions = shown->headerActions();
    if (actions != m_shownActions) {
        if (m_shownActions != nullptr) {
            m_actions->removeWidget(m_shownActions);
            m_shownActions->hide();
        }
        if (actions != nullptr) {
            m_actions->addWidget(actions, 1);
            actions->show();
        }
        m_shownActions = actions;
    }
}

void MainWindow::makeRemainingPages() {
    for (const PageEntry& entry : std::as_const(m_entries)) {
        if (!m_pages.contains(entry.id)) {
            page(entry.id);
            QTimer::singleShot(0, this, &MainWindow::makeRemainingPages);
            return;
        }
    }
}

void MainWindow::restoreLayout() {
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
}

void MainWindow::saveLayout() {
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    QSettings().setValue(QStringLiteral("window/page"), m_current);
}

bool MainWindow::event(QEvent* event) {
    const bool result = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !m_painted) {
        m_painted = true;
        // After this paint has been flushed to the screen.
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
    }
    return result;
}

} // namespace roentgen::app
