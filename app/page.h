// What the main window knows of a page. A page is made as `XPage(const AppContext&, QWidget* parent)`.
#pragma once

#include <QWidget>

namespace roentgen::app {

class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual QWidget* headerActions() { return nullptr; }       // right of the title; owned by the page
    virtual void activated() {}                                // shown after another page
    virtual bool isSettled() const { return true; }            // nothing under way that a screenshot should wait for
    virtual void open(const QString& what) { Q_UNUSED(what); } // --open: a folder, an image, a run's id, …

Q_SIGNALS:
    void headerChanged();
};

} // namespace roentgen::app
