#include "app/runs/metrics_csv.h"

#include "app/runs/run_record.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cmath>

namespace roentgen::app {

namespace {

QByteArray cell(double value) {
    return std::isfinite(value) ? QByteArray::number(value, 'g', 9) : QByteArray();
}

QByteArray validationCells(const ValidationEvent* validation, const std::vector<std::string>& classes) {
    if (!validation)
        return QByteArray(int(classes.size()) + 1, ',');
    QByteArray cells = cell(validation->loss) + ',' + (validation->meanAuc ? cell(*validation->meanAuc) : QByteArray());
    for (const std::string& name : classes) {
        cells += ',';
        for (const auto& [finding, auc] : validation->auc)
            if (finding == name && auc)
                cells += cell(*auc);
    }
    return cells;
}

QByteArray headerRow(const std::vector<std::string>& classes) {
    QByteArray csv = "epoch,step,train_loss,val_loss,mean_auc";
    for (const std::string& name : classes)
        csv += QByteArray::fromStdString(',' + csvField("auc_" + name));
    return csv + ",learning_rate,gradient_norm,images_per_second,seconds\n";
}

// first: what stands before every row.
void appendRows(QByteArray& csv, const RunHistory& history, const std::vector<std::string>& classes,
                const QByteArray& first) {
    size_t next = 0;
    for (const RunHistory::StepPoint& point : history.steps) {
        const StepEvent& step = point.step;
        const ValidationEvent* validation = nullptr;
        while (next < history.validations.size() && history.validations[next].validation.step <= step.step)
            validation = &history.validations[next++].validation;
        csv += first + QByteArray::number(qlonglong(step.epoch)) + ',' + QByteArray::number(qlonglong(step.step)) +
               ',' + cell(step.loss) + ',' + validationCells(validation, classes) + ',' + cell(step.learningRate) +
               ',' + cell(step.gradientNorm) + ',' + cell(step.imagesPerSecond) + ',' +
               QByteArray::number(point.time - history.startTime, 'f', 3) + '\n';
    }
}

std::vector<std::string> classesOf(const RunHistory& history) {
    return history.hello ? history.hello->classes : std::vector<std::string>();
}

} // namespace

QByteArray metricsCsv(const RunHistory& history) {
    const std::vector<std::string> classes = classesOf(history);
    QByteArray csv = headerRow(classes);
    appendRows(csv, history, classes, {});
    return csv;
}

QString exportMetrics(const QStringList& runFolders, const QString& csvPath) {
    std::vector<RunRecord> records;
    std::vector<std::string> classes; // of all runs, in the order in which they first come
    for (const QString& folder : runFolders) {
        records.emplace_back(RunFolder{folder.toStdString()});
        records.back().update();
        for (const std::string& name : classesOf(records.back().history()))
            if (std::find(classes.begin(), classes.end(), name) == classes.end())
                classes.push_back(name);
    }
    QByteArray csv;
    if (records.size() == 1) {
        csv = metricsCsv(records.front().history());
    } else {
        csv = "run," + headerRow(classes);
        for (const RunRecord& record : records)
            appendRows(csv, record.history(), classes, QByteArray::fromStdString(csvField(record.folder().id()) + ','));
    }
    const Status written = writeFileAtomically(csvPath.toStdString(), {csv.constData(), size_t(csv.size())});
    return written ? QString() : QString::fromStdString(written.error().toLine());
}

} // namespace roentgen::app
