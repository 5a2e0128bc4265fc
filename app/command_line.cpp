#include "app/command_line.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <cstdio>

namespace roentgen::app {

namespace {

Error refused(const QString& option, const QString& value, const QStringList& allowed) {
    return usageError(QStringLiteral("--%1 cannot be \"%2\"").arg(option, value).toStdString(), {},
                      QStringLiteral("use one of %1").arg(allowed.join(QStringLiteral(", "))).toStdString());
}

void addOptions(QCommandLineParser& parser) {
    const auto add = [&parser](const char* name, const char* help, const char* value) {
        parser.addOption({QLatin1String(name), QLatin1String(help), QLatin1String(value)});
    };
    add("workspace", "The workspace folder; asks before it makes one.", "DIR");
    add("page", "The page to begin with: studies, experiments, runs, review or settings.", "PAGE");
    add("open", "What the page shows first: a folder, an image or a run.", "PATH");
    add("language", "en, de or zh_CN.", "LL");
    add("theme", "dark, light or system.", "THEME");
    add("screenshot", "Wait until the page has settled, save a picture of the window and exit.", "FILE");
    add("size", "Size of the window, for instance 1280x800.", "WxH");
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Research workbench for training and reviewing an AI radiologist. For research use only.\n\n"
                       "Example: roentgen --workspace ~/chest --page runs"));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    addOptions(parser);
    CommandLine line;
    if (!parser.parse(arguments)) {
        return usageError(parser.errorText().toStdString(), {}, "see roentgen --help");
    }
    if (!parser.positionalArguments().isEmpty()) {
        return usageError("Nothing to do with \"" + parser.positionalArguments().first().toStdString() + "\"", {},
                          "use --open PATH, see roentgen --help");
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        QString text = parser.isSet(help) ? parser.helpText() : QStringLiteral("roentgen " ROENTGEN_VERSION "\n");
        // Qt asks the application for its name, and there is none yet.
        text.replace(QStringLiteral("<executable_name>"), QStringLiteral("roentgen"));
        std::fputs(text.toLocal8Bit().constData(), stdout);
        line.done = true;
        return line;
    }
    line.page = parser.value(QStringLiteral("page"));
    line.language = parser.value(QStringLiteral("language"));
    line.theme = parser.value(QStringLiteral("theme"));
    line.screenshot = parser.value(QStringLiteral("screenshot"));
    const struct {
        QString option, value;
        QStringList allowed;
    } choices[] = {
        {QStringLiteral("page"),
         line.page,
         {QStringLiteral("studies"), QStringLiteral("experiments"), QStringLiteral("runs"), QStringLiteral("review"),
          QStringLiteral("settings")}},
        {QStringLiteral("theme"),
         line.theme,
         {QStringLiteral("dark"), QStringLiteral("light"), QStringLiteral("system")}},
        {QStringLiteral("language"),
         line.language,
         {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")}},
    };
    for (const auto& choice : choices) {
        if (parser.isSet(choice.option) && !choice.allowed.contains(choice.value)) {
            return refused(choice.option, choice.value, choice.allowed);
        }
    }
    if (parser.isSet(QStringLiteral("workspace"))) {
        line.workspace = QFileInfo(parser.value(QStringLiteral("workspace"))).absoluteFilePath();
    }
    line.openPath = parser.value(QStringLiteral("open"));
    if (parser.isSet(QStringLiteral("size"))) {
        const QStringList sides = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
        line.size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
        if (line.size.width() < 320 || line.size.height() < 240 || line.size.width() > 16384 ||
            line.size.height() > 16384) {
            return usageError("--size cannot be \"" + parser.value(QStringLiteral("size")).toStdString() + "\"", {},
                              "write it as 1280x800");
        }
    }
    return line;
}

} // namespace roentgen::app
