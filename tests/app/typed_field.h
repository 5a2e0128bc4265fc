// What is typed into a field of the Experiments page.
#pragma once

#include "app/experiments/experiment_form.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/value_field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QtTest>

namespace roentgen::test {

inline void typeInto(const app::ExperimentsPage& page, const std::string& path, const QString& text) {
    QWidget* editor = page.form()->field(path)->editor();
    auto* combo = qobject_cast<QComboBox*>(editor);
    auto* line = combo ? combo->lineEdit() : qobject_cast<QLineEdit*>(editor);
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace roentgen::test
