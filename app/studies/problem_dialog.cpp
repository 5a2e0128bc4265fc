#include "app/studies/problem_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace roentgen::app {

void showProblem(const DataProblem& problem, QWidget* parent) {
    QDialog dialog(parent);
    dialog.setWindowTitle(QCoreApplication::translate("ProblemDialog", "Problem in the data set"));
    dialog.resize(640, 420);
    auto* layout = new QVBoxLayout(&dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto* message = new QLabel(QString::fromStdString(problem.message), &dialog);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    layout->addWidget(message);
    auto* list = new QPlainTextEdit(&dialog);
    list->setReadOnly(true);
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    for (const std::string& example : problem.examples) {
        list->appendPlainText(QString::fromStdString(example));
    }
    list->moveCursor(QTextCursor::Start);
    layout->addWidget(list, 1);
    if (problem.count > int64_t(problem.examples.size())) {
        auto* more = new QLabel(QCoreApplication::translate("ProblemDialog", "The first %n are listed.", nullptr,
                                                            int(problem.examples.size())),
                                &dialog);
        more->setProperty("role", QStringLiteral("secondary"));
        layout->addWidget(more);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog.exec();
}

} // namespace roentgen::app
