#include "app/engine_error.h"

#include "app/refusal_words.h"

namespace roentgen::app {

namespace {

QString withoutFullStop(const QString& sentence) {
    const bool ends = sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QChar(0x3002)); // 。
    return ends ? sentence.chopped(1) : sentence;
}

} // namespace

QString EngineError::toText() const {
    const QString refusal = QString::fromStdString(kind), words = refusalWords(refusal);
    QString result = words.isEmpty() ? message : withoutFullStop(words);
    const QString remedy = words.isEmpty() ? hint : refusalRemedy(refusal);
    if (!where.isEmpty()) {
        result += QStringLiteral(" (%1)").arg(where);
    }
    if (!remedy.isEmpty()) {
        result += QStringLiteral(": %1").arg(remedy);
    }
    return result.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' '));
}

EngineError engineError(const Error& error) {
    return {QString::fromStdString(error.message),
            QString::fromStdString(error.where),
            QString::fromStdString(error.hint),
            error.code == ErrorCode::Stopped,
            QString::fromLatin1(errorCodeName(error.code)),
            error.kind,
            error.figures};
}

} // namespace roentgen::app
