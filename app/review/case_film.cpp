#include "app/review/case_film.h"

#include "widgets/image_view.h"

namespace roentgen::app {

CaseFilm::CaseFilm(EngineService* dataService, widgets::ImageView* view, QObject* parent)
    : QObject(parent)
    , m_films(new FilmLoader(dataService, this))
    , m_pane(view) {
    const auto take = [this](const FilmKey& key) {
        if (key == m_pane.key() && !m_pane.isShown()) {
            show();
        }
    };
    connect(m_films, &FilmLoader::loaded, this, take);
    connect(m_films, &FilmLoader::failed, this, take);
}

void CaseFilm::setCase(const ReviewCase* one, const QStringList& ahead) {
    m_pane.clear({}); // every case starts with its own window, whole
    m_case = one == nullptr ? ReviewCase() : *one;
    m_pane.hang({m_case.path, 0}, m_case.image);
    fetchAhead(ahead);
    show();
}

void CaseFilm::fetchAhead(const QStringList& paths) {
    QList<FilmKey> soon;
    for (const QString& path : paths) {
        soon << FilmKey{path, 0};
    }
    m_films->want(m_case.path.isEmpty() ? QList<FilmKey>() : QList<FilmKey>{m_pane.key()}, soon);
}

void CaseFilm::show() {
    if (m_pane.fill(*m_films) == FilmPane::Came::Nothing) {
        return;
    }
    const FilmHeader& header = m_films->find(m_pane.key())->header;
    widgets::CornerText corner;
    const QString patient = m_case.patient.isEmpty() ? header.patientId : m_case.patient;
    if (!patient.isEmpty()) {
        corner.topLeft << tr("Patient %1").arg(patient);
    }
    corner.topLeft << m_case.image;
    const QString side = m_case.laterality.isEmpty() ? header.laterality : m_case.laterality;
    const QString view = m_case.view.isEmpty() ? header.viewPosition : m_case.view;
    if (const QString label = (side + QLatin1Char(' ') + view).trimmed(); !label.isEmpty()) {
        corner.topRight << label;
    }
    corner.researchUseOnly = true;
    m_pane.view()->setCornerText(corner);
}

} // namespace roentgen::app
