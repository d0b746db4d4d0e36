#include "models/ecosystem/inputs/currency.hpp"

#include "engine/base/text.hpp"

#include <vector>

namespace tianji::ecosystem {

namespace {

struct Currency {
    std::string_view code;
    double units_per_euro;
};

// CNY: 7.63 yuan per euro on average in 2017 (reference rates of the European Central Bank), rounded; that wages and
// prices differ by the exchange rate is assumed.
constexpr Currency currencies[] = {{"EUR", 1.0}, {"CNY", 7.6}};

} // namespace

Money in_currency(Money euros, std::string_view currency)
{
    if (currency == "none") return euros;
    for (Currency const& one : currencies)
        if (one.code == currency) return share_of(euros, one.units_per_euro);
    return not_written;
}

std::string currencies_with_defaults()
{
    std::vector<std::string> codes;
    for (Currency const& one : currencies) codes.emplace_back(one.code);
    return joined(codes);
}

} // namespace tianji::ecosystem
