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

// Rounds half away from zero to the nearest minor unit; |minor| must stay below 2^53 for the double to be exact.
constexpr Money rounded(double minor) { return {static_cast<std::int64_t>(minor < 0 ? minor - 0.5 : minor + 0.5)}; }
constexpr Money millions(double amount) { return rounded(amount * static_cast<double>(minor_per_million)); }
constexpr double in_millions(Money money)
{
    return static_cast<double>(money.minor) / static_cast<double>(minor_per_million);
}
// A share of an amount, rounded to the nearest minor unit.
constexpr Money share_of(Money money, double share) { return rounded(static_cast<double>(money.minor) * share); }

} // namespace tianji
