// Commands as they are typed in a shell.
#pragma once

#include <span>
#include <string>

namespace tianji {

// Quoted, so that a shell reads it as one word whatever is in it.
std::string shell_quoted(std::string const& word);

// The word, quoted where it has to be.
std::string as_typed(std::string const& word);

// The words in a row, quoted where they have to be.
std::string as_typed(std::span<std::string const> command);

} // namespace tianji
