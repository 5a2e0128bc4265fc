#include "tests/end_to_end/open_window.h"

#include "app/experiments/experiment_form.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/value_field.h"
#include "app/runs/chart_grid.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_notice.h"
#include "widgets/line_chart.h"

#include <QComboBox>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace roentgen::app;

namespace {

constexpr int Minute = 60000;

CommandLine lineFor(const QString& workspace, const QString& page) {
    CommandLine line;
    line.workspace = *prepareWorkspace(workspace);
    line.page = page;
    line.language = QStringLiteral("en");
    line.size = {1280, 800};
    line.binFolder = QStringLiteral(ROENTGEN_BIN_DIR);
    return line;
}

} // namespace

OpenWindow::OpenWindow(const QString& workspace, const QString& page)
    : m_session(lineFor(workspace, page)) {
    m_session.begin();
}

ExperimentsPage* OpenWindow::experiments() {
    return qobject_cast<ExperimentsPage*>(m_session.window()->page(QStringLiteral("experiments")));
}

RunsPage* OpenWindow::runs() {
    return qobject_cast<RunsPage*>(m_session.window()->page(QStringLiteral("runs")));
}

QString OpenWindow::choose(const QString& experiment, const char* kind, const QString& target) {
    m_session.window()->showPage(QStringLiteral("experiments"));
    ExperimentsPage* page = experiments();
    page->activated(); // it was made on the disk just now
    page->chooseStored(experiment);
    if (page->current() != experiment)
        return QStringLiteral("the experiment is not in the list");
    const auto combo = [page](const char* key) {
        page->form()->showField(key);
        return qobject_cast<QComboBox*>(page->form()->field(key)->editor());
    };
    combo("target.kind")->setCurrentText(QLatin1String(kind));
    QComboBox* names = combo("target.name");
    if (!names->isVisible() || names->findText(target) < 0)
        return QStringLiteral("the target is not offered");
    names->setCurrentIndex(names->findText(target));
    names->setEditText(target);
    QTest::qWait(50); // what was chosen is kept after a moment
    if (!QTest::qWaitFor([page] { return page->isSettled(); }, Minute))
        return QStringLiteral("the forecast does not come");
    return page->forecast()->reason();
}

QString OpenWindow::launch() {
    QTest::mouseClick(experiments()->forecast()->launchButton(), Qt::LeftButton);
    const QString before = runs()->chosen();
    const bool shown = QTest::qWaitFor(
        [&] { return page() == QLatin1String("runs") && !runs()->chosen().isEmpty() && runs()->chosen() != before; },
        Minute);
    if (!shown)
        qWarning("%s", qPrintable(experiments()->forecast()->reason()));
    return shown ? runs()->chosen() : QString();
}

RunRow OpenWindow::row(const QString& id) {
    const auto* model = runs()->findChild<RunListModel*>();
    const RunRow* row = model->find(id);
    return row ? *row : RunRow{};
}

int OpenWindow::lossPoints() {
    const auto& series = runs()->findChild<ChartGrid*>()->chart(RunChart::Loss)->data().series;
    return series.empty() ? 0 : int(series[0].points.size());
}

QString OpenWindow::notice() {
    const auto* notice = runs()->findChild<RunNotice*>();
    return notice->isHidden() ? QString() : notice->text();
}

QToolButton* OpenWindow::action(const QString& text) {
    for (QToolButton* button : runs()->headerActions()->findChildren<QToolButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}
