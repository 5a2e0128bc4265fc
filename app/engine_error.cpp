#include "app/engine_error.h"

namespace roentgen::app {

QString EngineError::toText() const {
    QString result = message;
    if (!where.isEmpty()) {
        result += QStringLiteral(" (%1)").arg(where);
    }
    if (!hint.isEmpty()) {
        result += QStringLiteral(": %1").arg(hint);
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
