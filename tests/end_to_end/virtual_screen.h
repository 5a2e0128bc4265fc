// A screen that nobody sees, and a keyboard for it: Xvfb and xdotool. There is no window manager, so the test says
// which window has the keys, as one would.
#pragma once

#include <QProcess>
#include <QString>

class QWidget;

class VirtualScreen {
public:
    // Starts the server and points this process at it; before there is a QGuiApplication. "" in display(): it failed.
    VirtualScreen();
    ~VirtualScreen();

    QString display() const { return m_display; }

private:
    QProcess m_server;
    QString m_display;
};

// Each returns when xdotool has sent it; what it does is seen when the events are worked through.
void giveKeysTo(const QWidget* window);
void press(const char* keys, int times = 1); // "ctrl+o"
void type(const QString& text);
