// A target's keys in a form. Save writes targets/NAME.toml by the engine's own writer, atomically.
#pragma once

#include "app/settings/target_store.h"
#include "engine/protocol/target_keys.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace roentgen::app {

class TargetField;

class TargetDialog : public QDialog {
    Q_OBJECT
public:
    // A target without a name is a new one; another keeps its name, which experiments know it by.
    TargetDialog(const TargetStore& store, const Target& target, QWidget* parent = nullptr);

    TargetField* field(const std::string& path) const; // nullptr: no such key
    QString savedName() const { return m_savedName; }  // "" before it was saved

private:
    void setupFields(QWidget* content);
    void check();
    void save();
    Target target() const;                   // what would be saved
    QString nameFault() const;               // "" where the name will do
    bool isUsed(const TargetKey& key) const; // by this kind of target

    TargetStore m_store;
    const bool m_isNew;
    QString m_savedName;
    QLineEdit* m_name;
    QLabel *m_nameCaption, *m_slurmHeading, *m_wrong;
    QPushButton* m_save;
    std::vector<TargetField*> m_fields;
};

} // namespace roentgen::app
