// Our own contracts: expects() before, ensures() after. A broken one is our error, never the user's.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tianji {

// An error of ours. The message names what broke and where it was found.
class BrokenContract : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

// Where a contract stands. (std::source_location is beyond clang 14, which runs the linter and the fuzzers.)
struct SourcePlace {
    char const* file;
    int line;

    static constexpr SourcePlace current(char const* file = __builtin_FILE(), int line = __builtin_LINE())
    {
        return {file, line};
    }
};

[[noreturn]] void broken_contract(std::string_view kind, std::string_view what, SourcePlace where);

inline void expects(bool held, std::string_view what, SourcePlace where = SourcePlace::current())
{
    if (!held) [[unlikely]]
        broken_contract("expected", what, where);
}

inline void ensures(bool held, std::string_view what, SourcePlace where = SourcePlace::current())
{
    if (!held) [[unlikely]]
        broken_contract("ensured", what, where);
}

} // namespace tianji
