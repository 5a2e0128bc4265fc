#include "engine/protocol/shell_line.h"

namespace roentgen {

std::string quoteForShell(const std::vector<std::string>& arguments) {
    static const std::string plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    std::string line;
    for (const std::string& argument : arguments) {
        line += line.empty() ? "" : " ";
        // zsh takes a leading = for the path of a command.
        if (!argument.empty() && argument.front() != '=' && argument.find_first_not_of(plain) == std::string::npos) {
            line += argument;
            continue;
        }
        line += "'";
        for (char c : argument)
            line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += "'";
    }
    return line;
}

} // namespace roentgen
