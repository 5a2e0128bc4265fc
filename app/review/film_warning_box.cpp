#include "app/review/film_warning_box.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace roentgen::app {

namespace {

constexpr int ReasonsShown = 3;

} // namespace

FilmWarningBox::FilmWarningBox(QWidget* parent)
    : QWidget(parent)
    , m_sign(new QLabel)
    , m_text(new QLabel) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    m_text->setObjectName(QStringLiteral("filmWarning"));
    m_text->setProperty("role", QStringLiteral("warning"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    hide();
}

void FilmWarningBox::setWarnings(const QList<FilmWarning>& warnings) {
    QStringList reasons;
    for (const FilmWarning& warning : warnings) {
        reasons << FilmWarningWords::text(warning);
    }
    const QString head = tr("Unlike the images that this model was trained on: do not rely on its answer.");
    m_text->setText((QStringList{head} + reasons.mid(0, ReasonsShown)).join(QLatin1Char('\n')));
    m_text->setToolTip(reasons.join(QLatin1Char('\n')));
    m_sign->setPixmap(widgets::icon(QStringLiteral("warning"), widgets::Role::Warning).pixmap(20, 20));
    setVisible(!warnings.isEmpty());
}

} // namespace roentgen::app
