#include "tests/end_to_end/virtual_screen.h"

#include <QTest>
#include <QWidget>

namespace {

void xdotool(const QStringList& arguments) {
    QProcess tool;
    tool.start(QStringLiteral("xdotool"), arguments);
    // Its answers may need this process's own: the events go on meanwhile.
    if (!QTest::qWaitFor([&tool] { return tool.state() == QProcess::NotRunning; }, 20000) || tool.exitCode() != 0)
        qWarning("xdotool %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
                 tool.readAllStandardError().constData());
    QTest::qWait(40);
}

} // namespace

VirtualScreen::VirtualScreen() {
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                    QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QByteArray number;
    while (!number.contains('\n') && m_server.waitForReadyRead(20000))
        number += m_server.readAllStandardOutput();
    if (number.contains('\n')) {
        m_display = QLatin1Char(':') + QString::fromLatin1(number.trimmed());
        qputenv("DISPLAY", m_display.toLatin1());
        qputenv("QT_QPA_PLATFORM", "xcb");
        qunsetenv("WAYLAND_DISPLAY");
    }
}

VirtualScreen::~VirtualScreen() {
    m_server.terminate();
    m_server.waitForFinished(5000);
}

void giveKeysTo(const QWidget* window) {
    xdotool({QStringLiteral("windowfocus"), QString::number(window->winId())});
    if (!QTest::qWaitFor([window] { return window->isActiveWindow(); }, 10000))
        qWarning("%s does not get the keys", qPrintable(window->windowTitle()));
}

void press(const char* keys, int times) {
    QStringList arguments = {QStringLiteral("key"), QStringLiteral("--clearmodifiers"), QStringLiteral("--delay"),
                             QStringLiteral("20")};
    for (int i = 0; i < times; ++i)
        arguments << QLatin1String(keys);
    xdotool(arguments);
}

void type(const QString& text) {
    xdotool({QStringLiteral("type"), QStringLiteral("--clearmodifiers"), QStringLiteral("--delay"), QStringLiteral("8"),
             QStringLiteral("--"), text});
}
