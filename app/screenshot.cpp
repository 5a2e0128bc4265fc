#include "app/screenshot.h"

#include "app/main_window.h"

#include <QPixmap>

namespace roentgen::app {

Screenshot::Screenshot(MainWindow* window, QString file, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_file(std::move(file)) {
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
}

void Screenshot::begin() {
    m_timer.start();
}

void Screenshot::look() {
    Page* page = m_window->page(m_window->currentPage());
    m_settled = page == nullptr || page->isSettled() ? m_settled + 1 : 0;
    if (m_settled < 5 && ++m_looks < 600) {
        return;
    }
    m_timer.stop();
    Q_EMIT finished(m_window->grab().save(m_file, "PNG"));
}

} // namespace roentgen::app
