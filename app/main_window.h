// Rail, header, pages and the bar of background jobs. Knows pages only through Page.
#pragma once

#include "app/app_context.h"
#include "app/pages.h"

#include <QHash>
#include <QMainWindow>

class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace roentgen::app {

class JobBar;
class Rail;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const AppContext& context, QWidget* parent = nullptr);
    ~MainWindow() override;

    // False where there is no such page. The page is made when it is first shown, or when the window is idle.
    bool showPage(const QString& id);
    QString currentPage() const { return m_current; }
    Page* page(const QString& id); // made where it was not yet; nullptr: no such page
    void makeRemainingPages();     // one at a time, while nothing else goes on

    void restoreLayout(); // size and place of the last time
    void saveLayout();

Q_SIGNALS:
    void firstPainted();

protected:
    bool event(QEvent* event) override;

private:
    void setupLayout();
    void setupNavigation();
    void updateHeader();
    template <typename Signal>
    void showFor(Signal signal, const QString& id);

    AppContext m_context;
    QList<PageEntry> m_entries;
    QHash<QString, Page*> m_pages;
    QString m_current;
    Rail* m_rail;
    QLabel* m_title;
    QHBoxLayout* m_actions;
    QWidget* m_shownActions = nullptr;
    QStackedWidget* m_stack;
    JobBar* m_jobBar;
    bool m_painted = false;
};

} // namespace roentgen::app
