// Says that an image is none of those that the model was trained on, and why; hidden where it is.
#pragma once

#include "app/review/film_warning.h"

#include <QWidget>

class QLabel;

namespace roentgen::app {

class FilmWarningBox : public QWidget {
    Q_OBJECT
public:
    explicit FilmWarningBox(QWidget* parent = nullptr);

    void setWarnings(const QList<FilmWarning>& warnings); // the first few are shown, the tool tip has all

private:
    QLabel *m_sign, *m_text;
};

} // namespace roentgen::app
