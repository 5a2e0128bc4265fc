// A place where one film hangs: its view, and the film that it shows or waits for.
#pragma once

#include "app/film_loader.h"

#include <QCoreApplication>

namespace roentgen::widgets {
class ImageView;
}

namespace roentgen::app {

class FilmPane {
    Q_DECLARE_TR_FUNCTIONS(roentgen::app::FilmPane)
public:
    explicit FilmPane(widgets::ImageView* view) // outlives it
        : m_view(view) {}

    widgets::ImageView* view() const { return m_view; }
    const FilmKey& key() const { return m_key; }
    void hang(const FilmKey& key, const QString& name); // name: as it is called while it is not there
    void clear(const QString& message);                 // no film hangs here
    void setFrame(int frame);

    // Shows what the loader has of the film, else that it is being read, or why it cannot be shown.
    enum class Came { Nothing, SameImage, OtherImage }; // SameImage: zoom and window stay
    Came fill(const FilmLoader& loader);
    bool isShown() const { return m_isShown; } // the film, or why it is not
    bool isSettled() const { return m_key.path.isEmpty() || m_isShown; }

private:
    widgets::ImageView* m_view;
    FilmKey m_key;
    QString m_name;
    QString m_shownPath; // of the film that the view holds
    bool m_isShown = false;
};

} // namespace roentgen::app
