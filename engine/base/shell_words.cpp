#include "engine/base/shell_words.hpp"

namespace tianji {

std::string shell_quoted(std::string const& word)
{
    std::string quoted = "'";
    for (char const c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

std::string as_typed(std::string const& word)
{
    bool const needs_quotes = word.empty() || word.find_first_of(" \t\n\r'\"\\$&|;<>(){}[]*?#~`!^%") != word.npos;
    return needs_quotes ? shell_quoted(word) : word;
}

std::string as_typed(std::span<std::string const> command)
{
    std::string text;
    for (std::string const& word : command) {
        text += text.empty() ? "" : " ";
        text += as_typed(word);
    }
    return text;
}

} // namespace tianji
