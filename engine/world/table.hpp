// Facts with a row each: applications, awards, payments … and the log of events.
#pragma once

#include "engine/base/money.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tianji {

enum class FieldKind : std::uint8_t { number, integer, code, text };

// What one column of a table is.
struct TableField {
    std::string name, unit, meaning;
    FieldKind kind = FieldKind::number;
    std::vector<std::string> words; // of a code
};

// Visits the fields of a row, always in the same order. A row type has
//     void declare(RowFields& f) const { f.integer(tick, "tick", "1", "tick of the award"); … }
class RowFields {
public:
    virtual ~RowFields() = default;
    virtual void number(double value, std::string_view name, std::string_view unit, std::string_view meaning) = 0;
    virtual void integer(std::int64_t value, std::string_view name, std::string_view unit,
                         std::string_view meaning) = 0;
    virtual void code(std::int32_t value, std::string_view name, std::string_view meaning,
                      std::span<std::string const> words) = 0;
    virtual void text(std::string_view value, std::string_view name, std::string_view meaning) = 0;
    // In millions of the currency.
    void money(Money value, std::string_view name, std::string_view meaning)
    {
        number(in_millions(value), name, "million", meaning);
    }
};

class RecordsBase {
public:
    RecordsBase(std::string_view name, std::string_view meaning) : name(name), meaning(meaning) {}
    virtual ~RecordsBase() = default;
    RecordsBase(RecordsBase const&) = delete;
    RecordsBase& operator=(RecordsBase const&) = delete;

    std::string const name, meaning;

    virtual std::vector<TableField> fields() const = 0;
    virtual std::size_t size() const = 0;
    virtual void visit(std::size_t row, RowFields& fields) const = 0;
    virtual void clear() = 0;
};

// The fields of a row type, found by visiting an example.
std::vector<TableField> describe(void (*visit)(void const*, RowFields&), void const* example);

// Rows since the last observation: the recorder takes them away.
template <class T>
class Records : public RecordsBase {
public:
    using RecordsBase::RecordsBase;

    std::vector<T> rows;
    // Describes the columns while there are no rows: words of codes may come from the scenario.
    T example{};

    std::vector<TableField> fields() const override
    {
        T const* const first = rows.empty() ? &example : rows.data();
        return describe([](void const* row, RowFields& f) { static_cast<T const*>(row)->declare(f); }, first);
    }
    std::size_t size() const override { return rows.size(); }
    void visit(std::size_t row, RowFields& fields) const override { rows[row].declare(fields); }
    void clear() override { rows.clear(); }
};

// One dated fact. `subject` and `object` are slots of the named population, -1 for none.
struct Event {
    std::int32_t tick = 0;
    std::int32_t kind = 0; // one of the world's event words
    std::int32_t subject = -1;
    std::int32_t object = -1;
    std::int32_t about = -1; // what the model says it is: a project, a technology
    double value = 0.0;
    std::int32_t reason = 0; // one of the world's reasons

    void declare(RowFields& f) const;
};

} // namespace tianji
