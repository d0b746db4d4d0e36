// Defaults of money belong to a currency: a wage of 20 000 is one thing in euros and another in yuan.
#pragma once

#include "engine/base/money.hpp"

#include <string>
#include <string_view>

namespace tianji::ecosystem {

// What stands for a default in a currency that has none; no user can write it.
inline constexpr Money not_written{-1};

// A default, given in euros, in another currency. A scenario without a currency counts in units of its own, which the
// defaults take for euros.
Money in_currency(Money euros, std::string_view currency);

// "EUR, CNY".
std::string currencies_with_defaults();

} // namespace tianji::ecosystem
