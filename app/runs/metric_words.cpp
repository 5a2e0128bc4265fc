#include "app/runs/metric_words.h"

namespace roentgen::app {

namespace {

QString asItIs(const std::string& metric) {
    return QString::fromStdString(metric).replace(QLatin1Char('_'), QLatin1Char(' '));
}

} // namespace

QString MetricWords::shortName(const std::string& metric) {
    return metric == "mean_auc" ? tr("AUC") : fullName(metric);
}

QString MetricWords::fullName(const std::string& metric) {
    if (metric == "mean_auc")
        return tr("mean AUC");
    if (metric == "positive_share")
        return tr("share called positive");
    return asItIs(metric);
}

QString MetricWords::curve(const std::string& metric) {
    return metric.rfind("mean_", 0) == 0 ? tr("mean", "of a metric over all classes") : fullName(metric);
}

} // namespace roentgen::app
