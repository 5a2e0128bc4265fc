#include "app/experiments/augmentation_preview.h"

#include "app/background_work.h"
#include "app/engine_service.h"
#include "app/film_file.h"
#include "widgets/action_button.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace roentgen::app {

namespace {

constexpr int PreviewMilliseconds = 300, Films = 6;

// What the worker handed over: for each film the plain tile, then the augmented one.
struct HandedOver {
    QString file;
    int size = 0; // pixels of a tile's side
    QStringList images;
    qint64 bytes() const { return qint64(images.size()) * 2 * size * size; }
};

// nullopt: the answer makes no sense.
std::optional<HandedOver> handedOver(const AugmentAnswer& answer) {
    HandedOver handed;
    handed.file = QString::fromStdString(answer.file);
    handed.size = int(answer.columns);
    if (answer.tiles.size() > 2 * Films || answer.tiles.size() % 2 != 0)
        return std::nullopt;
    for (size_t i = 0; i < answer.tiles.size(); i += 2)
        handed.images += QString::fromStdString(answer.tiles[i].image);
    return answer.bytes == handed.bytes() ? std::optional(handed) : std::nullopt;
}

struct Tiles {
    std::vector<widgets::Tile> plain, augmented;
};

// Any thread.
Result<Tiles> readTiles(const HandedOver& handed) {
    const auto pixels = takePixels(handed.file, handed.bytes());
    if (!pixels)
        return pixels.error();
    Tiles tiles;
    for (int i = 0; i < 2 * int(handed.images.size()); ++i) {
        const uchar* first = pixels->data() + size_t(i) * size_t(handed.size) * size_t(handed.size);
        const QImage image(first, handed.size, handed.size, handed.size, QImage::Format_Grayscale8);
        (i % 2 == 0 ? tiles.plain : tiles.augmented).push_back({image.copy(), handed.images[i / 2]});
    }
    return tiles;
}

} // namespace

AugmentationPreview::AugmentationPreview(EngineService* service, const QString& workspace, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_workspace(workspace) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 12, 12);
    layout->setSpacing(8);
    setupControls();
    m_message = new QLabel(this);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setProperty("role", QStringLiteral("secondary"));
    layout->addWidget(m_message);
    m_grid = new widgets::TileGrid(Films, this);
    m_grid->setAccessibleName(tr("Films as training sees them"));
    layout->addWidget(m_grid);
    m_timer.setSingleShot(true);
    m_timer.setInterval(PreviewMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &AugmentationPreview::ask);
    say({});
}

void AugmentationPreview::setupControls() {
    auto* row = new QHBoxLayout;
    auto* title = new QLabel(tr("What training sees"), this);
    title->setProperty("role", QStringLiteral("section"));
    row->addWidget(title, 1);
    m_asTheyAre = new QCheckBox(tr("As they are"), this);
    m_asTheyAre->setToolTip(tr("Show the same films without augmentation, as validation sees them"));
    row->addWidget(m_asTheyAre);
    m_again = widgets::actionButton(
        {tr("Draw again"), QStringLiteral("refresh"), QKeySequence(QStringLiteral("Ctrl+Shift+D")), {}}, this);
    row->addWidget(m_again);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_asTheyAre, &QCheckBox::toggled, this, &AugmentationPreview::showTiles);
    connect(m_again, &QToolButton::clicked, this, [this] {
        ++m_epoch;
        ask();
    });
}

void AugmentationPreview::setExperiment(const Experiment& experiment) {
    Experiment wanted;
    wanted.experiment.seed = experiment.experiment.seed;
    wanted.data = experiment.data;
    wanted.augment = experiment.augment;
    m_experiment = wanted;
    if (isVisible())
        m_timer.start();
}

void AugmentationPreview::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start();
}

void AugmentationPreview::ask() {
    if (!isVisible())
        return;
    const bool hasData = !m_experiment.data.dataset.empty();
    if (!hasData || !m_service) {
        m_asked.clear();
        m_data.clear();
        say(hasData ? QString() : tr("Choose a data set to see what training will see."));
        return;
    }
    const std::string question = writeExperiment(m_experiment) + std::to_string(m_epoch);
    if (question == m_asked)
        return;
    m_asked = question;
    Experiment films = m_experiment;
    films.augment = Experiment{}.augment;
    if (std::string data = writeExperiment(films); data != m_data) { // other films than are shown
        m_data = std::move(data);
        say(tr("Reading films…"));
    }
    if (m_request)
        m_service->cancel(m_request);
    ++m_waiting;
    AugmentRequest request;
    request.experiment = writeExperiment(m_experiment);
    request.workspace = m_workspace.toStdString();
    request.films = Films;
    request.epoch = m_epoch;
    request.asItIs = true;
    m_request = m_service->request(
        request, this, [this, question](const AugmentAnswer& answer) { take(answer, question); },
        [this, question](const ServiceError& error) {
            --m_waiting;
            if (question != m_asked)
                return;
            m_request = 0;
            say(error.toText());
        });
}

void AugmentationPreview::take(const AugmentAnswer& answer, const std::string& question) {
    if (question == m_asked)
        m_request = 0;
    const std::optional<HandedOver> handed = handedOver(answer);
    if (!handed) {
        --m_waiting;
        say(tr("The worker's answer about these films makes no sense."));
        return;
    }
    // An outdated answer is read too: its file must go.
    workInBackground(
        this, [handed = *handed] { return readTiles(handed); },
        [this, question](const Result<Tiles>& tiles) {
            --m_waiting;
            if (question != m_asked)
                return;
            if (!tiles) {
                say(QString::fromStdString(tiles.error().toLine()));
                return;
            }
            m_plain = tiles->plain;
            m_augmented = tiles->augmented;
            say(m_plain.empty() ? tr("The training part has no films.") : QString());
            showTiles();
        });
}

void AugmentationPreview::showTiles() {
    m_grid->setTiles(m_asTheyAre->isChecked() ? m_plain : m_augmented);
}

QString AugmentationPreview::message() const {
    return m_message->text();
}

// A message stands in the films' place.
void AugmentationPreview::say(const QString& text) {
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_grid->setVisible(text.isEmpty());
    m_again->setEnabled(text.isEmpty());
    m_asTheyAre->setEnabled(text.isEmpty());
}

} // namespace roentgen::app
