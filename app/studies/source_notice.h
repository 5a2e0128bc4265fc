// Stands in place of the images: that there is no data set and where one comes from, that one is being read, or why it
// cannot be. GUI thread.
#pragma once

#include <QWidget>

class QLabel;

namespace roentgen::app {

class SourceNotice : public QWidget {
    Q_OBJECT
public:
    explicit SourceNotice(QWidget* parent = nullptr);

    enum class Offers { None, WaysToData };
    void say(const QString& title, const QString& text, Offers offers);
    void setOffersEnabled(bool enabled);

Q_SIGNALS:
    void addFolderRequested();
    void phantomsRequested();

private:
    QWidget* makeOffers();

    QLabel *m_title, *m_text;
    QWidget* m_offers;
};

} // namespace roentgen::app
