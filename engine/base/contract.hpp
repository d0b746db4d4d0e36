// Our own contracts: expects() before, ensures() after. A broken one is our error, never the user's.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tianji {

// An error of ours. The message names what broke and where it was found.
class BrokenContract : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] void broken_contract(std::string_view kind, std::string_view what, std::source_location where);

inline void expects(bool held, std::string_view what,
                    std::source_location where = std::source_location::current())
{
    if (!held) [[unlikely]] broken_contract("expected", what, where);
}

inline void ensures(bool held, std::string_view what,
                    std::source_location where = std::source_location::current())
{
    if (!held) [[unlikely]] broken_contract("ensured", what, where);
}

} // namespace tianji
