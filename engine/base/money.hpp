// Money in integer minor units (cent, fen): sums are exact and do not depend on their order.
#pragma once

#include <compare>
#include <cstdint>

namespace tianji {

// An amount in minor units of the scenario's currency. YAML and result files use millions of the major unit.
struct Money {
    std::int64_t minor = 0; // [cent]

    friend constexpr auto operator<=>(Money, Money) = default;
    friend constexpr Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
    friend constexpr Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
    friend constexpr Money operator-(Money a) { return {-a.minor}; }
    friend constexpr Money operator*(Money a, std::int64_t n) { return {a.minor * n}; }
    constexpr Money& operator+=(Money other)
    {
        minor += other.minor;
        return *this;
    }
    constexpr Money& operator-=(Money other)
    {
        minor -= other.minor;
        return *this;
    }
};

inline constexpr std::int64_t minor_per_major = 100;
inline constexpr std::int64_t minor_per_million = minor_per_major * 1'000'000;

// Limits, so that no sum of a run leaves 64 bits (9.2 * 10^18 minor units). What a user writes, in YAML or in a file,
// is refused beyond the first two, what accounts start with beyond the third.
inline constexpr Money largest_amount{1'000'000'000'000'000};    // one amount: 10^7 million
inline constexpr Money largest_sum{10'000'000'000'000'000};      // all amounts of one file: 10^8 million
inline constexpr Money largest_total{1'000'000'000'000'000'000}; // all accounts together: 10^10 million

// Rounds half away from zero to the nearest minor unit; |minor| must stay below 2^53 for the double to be exact. What
// no account can hold stays at the largest total, so that sums of a few such products are still in range.
constexpr Money rounded(double minor)
{
    constexpr auto most = static_cast<double>(largest_total.minor);
    double const held = minor < -most ? -most : minor > most ? most : minor;
    return {static_cast<std::int64_t>(held < 0 ? held - 0.5 : held + 0.5)};
}
constexpr Money millions(double amount) { return rounded(amount * static_cast<double>(minor_per_million)); }
constexpr double in_millions(Money money)
{
    return static_cast<double>(money.minor) / static_cast<double>(minor_per_million);
}
// A share of an amount, rounded to the nearest minor unit.
constexpr Money share_of(Money money, double share) { return rounded(static_cast<double>(money.minor) * share); }

} // namespace tianji
