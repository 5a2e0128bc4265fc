#include "app/runs/metrics_csv.h"

#include "app/runs/run_record.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/text_file.h"

#include <algorithm>

namespace roentgen::app {

namespace {

QByteArray cell(double value) {
    return QByteArray::fromStdString(csvNumber(value));
}

using Names = std::vector<std::string>; // of metrics

QByteArray validationCells(const ValidationEvent* validation, const Names& metrics) {
    if (!validation)
        return QByteArray(int(metrics.size()), ',');
    QByteArray cells = cell(validation->loss);
    for (const std::string& name : metrics) {
        const auto value = validation->metrics.value(name);
        cells += ',' + (value ? cell(*value) : QByteArray());
    }
    return cells;
}

QByteArray headerRow(const Names& metrics) {
    QByteArray csv = "epoch,step,train_loss,val_loss";
    for (const std::string& name : metrics)
        csv += QByteArray::fromStdString(',' + csvField(name));
    return csv + ",learning_rate,gradient_norm,images_per_second,seconds\n";
}

void addNames(const RunHistory& history, Names* names) {
    for (const Metric& metric : history.metrics())
        if (std::find(names->begin(), names->end(), metric.name) == names->end())
            names->push_back(metric.name);
}

// first: what stands before every row.
void appendRows(QByteArray& csv, const RunHistory& history, const Names& metrics, const QByteArray& first) {
    size_t next = 0;
    for (const RunHistory::StepPoint& point : history.steps) {
        const StepEvent& step = point.step;
        const ValidationEvent* validation = nullptr;
        while (next < history.validations.size() && history.validations[next].validation.step <= step.step)
            validation = &history.validations[next++].validation;
        csv += first + QByteArray::number(qlonglong(step.epoch)) + ',' + QByteArray::number(qlonglong(step.step)) +
               ',' + cell(step.loss) + ',' + validationCells(validation, metrics) + ',' + cell(step.learningRate) +
               ',' + cell(step.gradientNorm) + ',' + cell(step.imagesPerSecond) + ',' +
               QByteArray::number(point.time - history.startTime, 'f', 3) + '\n';
    }
}

} // namespace

QByteArray metricsCsv(const RunHistory& history) {
    Names metrics;
    addNames(history, &metrics);
    QByteArray csv = headerRow(metrics);
    appendRows(csv, history, metrics, {});
    return csv;
}

QString exportMetrics(const QStringList& runFolders, const QString& csvPath) {
    std::vector<RunRecord> records;
    Names metrics; // of all runs, in the order in which they first come
    for (const QString& folder : runFolders) {
        records.emplace_back(RunFolder{folder.toStdString()});
        records.back().update();
        addNames(records.back().history(), &metrics);
    }
    QByteArray csv;
    if (records.size() == 1) {
        csv = metricsCsv(records.front().history());
    } else {
        csv = "run," + headerRow(metrics);
        for (const RunRecord& record : records)
            appendRows(csv, record.history(), metrics, QByteArray::fromStdString(csvField(record.folder().id()) + ','));
    }
    const Status written = writeFileAtomically(csvPath.toStdString(), {csv.constData(), size_t(csv.size())});
    return written ? QString() : QString::fromStdString(written.error().toLine());
}

} // namespace roentgen::app
