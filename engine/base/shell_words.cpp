#include "engine/base/shell_words.hpp"

namespace tianji {

std::string shell_quoted(std::string const& word)
{
    std::string quoted = "'";
    for (char const c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

std::string as_typed(std::span<std::string const> command)
{
    std::string text;
    for (std::string const& word : command) {
        bool const needs_quotes = word.empty() || word.find_first_of(" \t\n'\"\\$&|;<>(){}[]*?#~`!") != word.npos;
        text += text.empty() ? "" : " ";
        text += needs_quotes ? shell_quoted(word) : word;
    }
    return text;
}

} // namespace tianji
