#include "app/runs/metrics_csv.h"

#include "app/runs/run_record.h"
#include "engine/protocol/text_file.h"

#include <cmath>

namespace roentgen::app {

namespace {

QByteArray cell(double value) {
    return std::isfinite(value) ? QByteArray::number(value, 'g', 9) : QByteArray();
}

QByteArray quoted(QByteArray text) {
    if (text.contains(',') || text.contains('"') || text.contains('\n'))
        text = '"' + text.replace('"', "\"\"") + '"';
    return text;
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

} // namespace

QByteArray metricsCsv(const RunHistory& history) {
    const std::vector<std::string> classes = history.hello ? history.hello->classes : std::vector<std::string>();
    QByteArray csv = "epoch,step,train_loss,val_loss,mean_auc";
    for (const std::string& name : classes)
        csv += ',' + quoted(QByteArray::fromStdString("auc_" + name));
    csv += ",learning_rate,images_per_second,seconds\n";

    size_t next = 0;
    for (const RunHistory::StepPoint& point : history.steps) {
        const StepEvent& step = point.step;
        const ValidationEvent* validation = nullptr;
        while (next < history.validations.size() && history.validations[next].validation.step <= step.step)
            validation = &history.validations[next++].validation;
        csv += QByteArray::number(qlonglong(step.epoch)) + ',' + QByteArray::number(qlonglong(step.step)) + ',' +
               cell(step.loss) + ',' + validationCells(validation, classes) + ',' + cell(step.learningRate) + ',' +
               cell(step.imagesPerSecond) + ',' + QByteArray::number(point.time - history.startTime, 'f', 3) + '\n';
    }
    return csv;
}

QString exportMetrics(const QString& runFolder, const QString& csvPath) {
    RunRecord record(RunFolder{runFolder.toStdString()});
    record.update();
    const QByteArray csv = metricsCsv(record.history());
    const Status written = writeFileAtomically(csvPath.toStdString(), {csv.constData(), size_t(csv.size())});
    return written ? QString() : QString::fromStdString(written.error().toLine());
}

} // namespace roentgen::app
