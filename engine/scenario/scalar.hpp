// Values as they are written: strict readers that say what is wrong and what was probably meant, and the writers that
// print a value so that it reads back the same.
#pragma once

#include "engine/base/money.hpp"
#include "engine/base/parameters.hpp"
#include "engine/scenario/node.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tianji {

// What a scalar says; without a value, `why` and `suggestion` tell the user.
template <class T>
struct Reading {
    std::optional<T> value = std::nullopt;
    std::string why = {};
    std::string suggestion = {};
};

// A decimal number: 3, -0.5, 2.5e-3. No leading zeros or '+', no hexadecimal, no '_', nothing infinite.
Reading<double> read_number(Node const& scalar);
Reading<std::int64_t> read_integer(Node const& scalar);
// true or false, in lower case; not yes, on, True.
Reading<bool> read_flag(Node const& scalar);
// Millions of the major unit, rounded to the minor unit, up to the largest amount.
Reading<Money> read_money(Node const& scalar);
// 2018-01-01, 2018-01 or 2018-Q1.
Reading<std::chrono::sys_days> read_date(Node const& scalar);

std::string number_text(double value);
std::string money_text(Money value); // [million]
std::string date_text(std::chrono::sys_days value);
// Plain where that is safe, in double quotes elsewhere.
std::string quoted_text(std::string_view text);

// A node as YAML in flow style, on one line.
std::string flow_text(Node const& node);

// What is allowed of an amount in millions, within what any amount may be.
Range money_range(Range allowed);

// "between 0 and 1", "more than 0"; empty for any number.
std::string range_text(Range const& allowed);

} // namespace tianji
