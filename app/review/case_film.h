// The film of the case that is read: loaded, and shown in a view with what is known of it.
#pragma once

#include "app/review/review_case.h"
#include "app/viewer/film_pane.h"

namespace roentgen::app {

class CaseFilm : public QObject {
    Q_OBJECT
public:
    // view: outlives it.
    CaseFilm(EngineService* dataService, widgets::ImageView* view, QObject* parent = nullptr);

    void setCase(const ReviewCase* one, const QStringList& ahead); // nullptr: none
    void fetchAhead(const QStringList& paths);                     // of the cases around
    bool isSettled() const { return m_pane.isSettled(); }          // the film is there, or why it is not
    bool isFetching() const { return m_films->isBusy(); }          // also the neighbours

private:
    void show();

    FilmLoader* m_films;
    FilmPane m_pane;
    ReviewCase m_case;
};

} // namespace roentgen::app
