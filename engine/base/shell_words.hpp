// Commands as one types them in a shell.
#pragma once

#include <span>
#include <string>

namespace tianji {

// One word, whatever is in it.
std::string shell_quoted(std::string const& word);

// The words in a row, quoted where they have to be.
std::string as_typed(std::span<std::string const> command);

} // namespace tianji
