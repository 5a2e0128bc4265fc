// The index of a data set of the workspace, datasets/NAME.index beside datasets/NAME.toml.
#pragma once

#include <QString>

#include <string>

namespace roentgen::app {

QString indexFileOf(const QString& toml);
bool isIndexCurrent(const QString& toml); // it is there, and made since the TOML was changed last
// What the TOML says but its name. An index that was being made while this changed is of what it said before, although
// it is the newer file.
std::string descriptionBesidesName(const QString& toml);

} // namespace roentgen::app
