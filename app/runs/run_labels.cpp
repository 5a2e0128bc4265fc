#include "app/runs/run_labels.h"

#include <QHash>

#include <algorithm>

namespace roentgen::app {

QString shortenedName(const QStringList& words) {
    QStringList values, others;
    for (const QString& word : words) {
        const int equals = int(word.indexOf(QLatin1Char('=')));
        if (equals > 0)
            values += word.mid(equals + 1);
        else
            others += word;
    }
    if (values.size() < 2)
        return words.join(QLatin1Char(' '));
    return (QStringList{values.join(QStringLiteral(" · "))} + others).join(QLatin1Char(' '));
}

QStringList runLabels(const QVector<RunRow>& runs) {
    QVector<QStringList> words;
    for (const RunRow& run : runs)
        words.append(QString::fromStdString(run.summary.name).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    const auto allHave = [&](const QString& word) {
        return runs.size() > 1 && std::all_of(words.begin(), words.end(),
                                              [&](const QStringList& others) { return others.contains(word); });
    };
    QStringList labels;
    QHash<QString, int> count;
    for (int i = 0; i < int(runs.size()); ++i) {
        QStringList own;
        for (const QString& word : words[i])
            if (!allHave(word))
                own += word;
        labels += own.isEmpty() ? words[i].join(QLatin1Char(' ')) : shortenedName(own);
        ++count[labels.last()];
    }
    for (int i = 0; i < int(runs.size()); ++i)
        if (labels[i].isEmpty() || count.value(labels[i]) > 1)
            labels[i] = runs[i].id;
    return labels;
}

} // namespace roentgen::app
