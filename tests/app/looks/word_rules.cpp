#include "tests/app/looks/word_rules.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QXmlStreamReader>

namespace roentgen::test {

namespace {

// Names, terms and keys that stand so in German or Chinese as well.
const QSet<QString>& sameInEveryLanguage() {
    static const QSet<QString> terms = {QStringLiteral("AUC"),
                                        QStringLiteral("Alt"),
                                        QStringLiteral("Beta 1"),
                                        QStringLiteral("Beta 2"),
                                        QStringLiteral("CheXNet"),
                                        QStringLiteral("Ctrl"),
                                        QStringLiteral("Ctrl+Z  Ctrl+Y"),
                                        QStringLiteral("Del"),
                                        QStringLiteral("Down"),
                                        QStringLiteral("Engine"),
                                        QStringLiteral("Epsilon"),
                                        QStringLiteral("Esc"),
                                        QStringLiteral("Explosion"),
                                        QStringLiteral("Filter"),
                                        QStringLiteral("GPU"),
                                        QStringLiteral("Gamma"),
                                        QStringLiteral("Gbit/s"),
                                        QStringLiteral("Heatmap (H)"),
                                        QStringLiteral("Host"),
                                        QStringLiteral("Inferno"),
                                        QStringLiteral("Job"),
                                        QStringLiteral("LABELS"),
                                        QStringLiteral("Labels"),
                                        QStringLiteral("MPI"),
                                        QStringLiteral("Momentum"),
                                        QStringLiteral("NIH ChestX-ray14"),
                                        QStringLiteral("Name"),
                                        QStringLiteral("Nesterov"),
                                        QStringLiteral("Parallel"),
                                        QStringLiteral("Partition"),
                                        QStringLiteral("Patient"),
                                        QStringLiteral("Pipeline"),
                                        QStringLiteral("Port"),
                                        QStringLiteral("Rajpurkar et al. 2017"),
                                        QStringLiteral("ResNet"),
                                        QStringLiteral("Return"),
                                        QStringLiteral("Rho"),
                                        QStringLiteral("Roentgen"),
                                        QStringLiteral("SLURM"),
                                        QStringLiteral("Shift"),
                                        QStringLiteral("Slurm"),
                                        QStringLiteral("TRAINING"),
                                        QStringLiteral("Test"),
                                        QStringLiteral("Threads"),
                                        QStringLiteral("Training"),
                                        QStringLiteral("Viridis"),
                                        QStringLiteral("bfloat16"),
                                        QStringLiteral("ideal"),
                                        QStringLiteral("log"),
                                        QStringLiteral("ssh")};
    return terms;
}

// "%1", "%L2", "%n"
const QRegularExpression& place() {
    static const QRegularExpression pattern(QStringLiteral("%L?(\\d|n)"));
    return pattern;
}

QRegularExpression patternOf(const QString& text) {
    QString pattern;
    qsizetype from = 0;
    auto places = place().globalMatch(text);
    while (places.hasNext()) {
        const QRegularExpressionMatch match = places.next();
        pattern += QRegularExpression::escape(text.mid(from, match.capturedStart() - from)) + QStringLiteral(".+");
        from = match.capturedEnd();
    }
    return QRegularExpression(
        QRegularExpression::anchoredPattern(pattern + QRegularExpression::escape(text.mid(from))));
}

int lettersIn(const QString& text) {
    return int(std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }));
}

// Two different words that no other language of the window has.
bool readsAsEnglish(const QString& text) {
    static const QSet<QString> english = {
        QStringLiteral("the"),  QStringLiteral("of"),    QStringLiteral("and"), QStringLiteral("could"),
        QStringLiteral("not"),  QStringLiteral("is"),    QStringLiteral("are"), QStringLiteral("with"),
        QStringLiteral("this"), QStringLiteral("from"),  QStringLiteral("as"),  QStringLiteral("be"),
        QStringLiteral("has"),  QStringLiteral("have"),  QStringLiteral("no"),  QStringLiteral("to"),
        QStringLiteral("that"), QStringLiteral("there"), QStringLiteral("by"),  QStringLiteral("it")};
    static const QRegularExpression notALetter(QStringLiteral("[^\\p{L}]+"));
    QSet<QString> found;
    for (const QString& word : text.toLower().split(notALetter, Qt::SkipEmptyParts))
        if (english.contains(word))
            found << word;
    return found.size() >= 2;
}

// Logs, commands and files; the values of an experiment's keys, which are those of its file; and what a program of the
// engine said, whose messages are English.
bool isVerbatim(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    const QWidget* above = parent ? parent->parentWidget() : nullptr;
    return qobject_cast<const QPlainTextEdit*>(parent) || (above && above->inherits("roentgen::app::ValueField")) ||
           widget->inherits("roentgen::app::RunNotice");
}

} // namespace

Words::Words(const QString& language) {
    QFile file(QStringLiteral(ROENTGEN_SOURCE_DIR "/translations/roentgen_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("could not read %s", qPrintable(file.fileName()));
    QXmlStreamReader xml(&file);
    QString source;
    bool plural = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("message")) {
            plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
        } else if (xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
        } else if (xml.name() == (plural ? QLatin1String("numerusform") : QLatin1String("translation"))) {
            const QString text = xml.readElementText().trimmed();
            if (source.contains(place()))
                m_patterns.append({patternOf(source), patternOf(text)});
            else
                m_translations[source] << text;
        }
    }
    // Two letters are those of the anchors; less than four say nothing.
    m_patterns.removeIf([](const Pattern& pattern) { return lettersIn(pattern.source.pattern()) < 6; });
}

bool Words::isEnglish(const QString& text) {
    if (const auto known = m_known.constFind(text); known != m_known.constEnd())
        return *known;
    bool english = false;
    if (const QStringList translations = m_translations.value(text); !translations.isEmpty())
        english = !translations.contains(text) || (lettersIn(text) >= 3 && !sameInEveryLanguage().contains(text));
    else if (lettersIn(text) >= 4)
        english = readsAsEnglish(text) ||
                  std::any_of(m_patterns.constBegin(), m_patterns.constEnd(), [&](const Pattern& pattern) {
                      return pattern.source.match(text).hasMatch() && !pattern.translation.match(text).hasMatch();
                  });
    m_known.insert(text, english);
    return english;
}

Faults Words::leftInEnglish(QWidget* window, const std::vector<PaintedText>& texts) {
    Faults faults;
    const auto look = [&](const QWidget* widget, const QString& text, const char* kind) {
        if (isEnglish(text.trimmed()))
            faults << Fault{QStringLiteral("english"), pathOf(widget),
                            QStringLiteral("%1 \"%2\"").arg(QLatin1String(kind), text)};
    };
    for (const PaintedText& text : texts)
        if (!isVerbatim(text.widget))
            look(text.widget, text.text, "text");
    QList<QWidget*> widgets = window->findChildren<QWidget*>();
    widgets << window;
    for (const QWidget* widget : std::as_const(widgets)) {
        if (!widget->isVisible() || widget->window() != window)
            continue;
        look(widget, widget->toolTip(), "tool tip");
        look(widget, widget->accessibleName(), "accessible name");
        look(widget, widget->windowTitle(), "title");
    }
    return faults;
}

} // namespace roentgen::test
