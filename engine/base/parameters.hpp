// One declaration per parameter gives its parser, its checker, its printed reference and its schema.
//
// A struct that a user can set has a member function
//
//     void declare(Parameters& p)
//     {
//         p.number(innovation, {"innovation", "1/tick", "adoption without influence", "Bass 1969, eq. 1"},
//                  range(0, 1));
//     }
//
// and, where its fields restrict each other, `void validate(Parameters& p) const`, which calls p.refuse(…).
// The value that a default-constructed object holds is the default. Everything that reads, prints or checks
// parameters is a Parameters: the YAML binder, `tianji explain`, `tianji check --resolved`.
#pragma once

#include "engine/base/money.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tianji {

// What one parameter is. `unit` is "1" for pure numbers and empty where a unit makes no sense.
struct Field {
    std::string_view name;
    std::string_view unit;
    std::string_view meaning;
    std::string_view source = {}; // author year, equation; "assumed" where it is a modelling choice
    bool is_required = false;

    constexpr Field required() const
    {
        Field copy = *this;
        copy.is_required = true;
        return copy;
    }
};

// A closed interval unless an end is open.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool low_open = false;
    bool high_open = false;

    constexpr bool contains(double x) const
    {
        return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
    }
};

constexpr Range range(double low, double high) { return {low, high}; }
constexpr Range at_least(double low) { return {low, std::numeric_limits<double>::infinity()}; }
constexpr Range above(double low) { return {low, std::numeric_limits<double>::infinity(), true}; }
constexpr Range any_number() { return {}; }

// One word a choice may take.
struct ChoiceName {
    std::string_view name;
    std::string_view meaning;
};

template <class Enum>
struct ChoiceOf {
    std::string_view name;
    Enum value;
    std::string_view meaning;
};

// A named composition a group may start from: YAML text that stands below what the user wrote.
struct Preset {
    std::string_view name;
    std::string_view meaning;
    std::string_view yaml;
    std::string_view also_called = {}; // in another language: whoever writes it is told the name
};

// What stands at a key of a document.
enum class Written : unsigned char { value, list, map };

// How a key that can be written in two ways is visited.
enum class Way : unsigned char { full, brief, both };

// What stands at a key that somebody else reads.
enum class Unread : unsigned char {
    map,    // of any keys, or nothing
    several // two or more of anything, in a list
};

// What lies at a point in time. What ends may end with the run; what begins begins within it.
enum class Moment : unsigned char { begin, end };

class Parameters;

template <class T>
concept Declared = requires(T& object, Parameters& p)
{
    object.declare(p);
};

class Parameters {
public:
    virtual ~Parameters() = default;

    // --- single values -------------------------------------------------------------------------------------------
    virtual void number(double& value, Field field, Range allowed) = 0;
    virtual void integer(std::int64_t& value, Field field, Range allowed) = 0;
    virtual void flag(bool& value, Field field) = 0;
    virtual void text(std::string& value, Field field) = 0;
    // In YAML in millions of the currency's major unit.
    virtual void money(Money& value, Field field, Range allowed_millions) = 0;
    // A point in time: a tick, or a date on which one begins.
    virtual void moment(std::int64_t& tick, Field field, Range allowed, Moment) { integer(tick, field, allowed); }
    // "2018-01-01", "2018-01" or "2018-Q1" (first day of the month or quarter).
    virtual void date(std::chrono::sys_days& value, Field field) = 0;
    // A file the scenario reads; relative to the scenario's folder; must exist.
    virtual void file(std::filesystem::path& value, Field field) = 0;
    virtual void numbers(std::vector<double>& value, Field field, Range allowed) = 0;
    virtual void texts(std::vector<std::string>& value, Field field) = 0;

    template <class Enum>
    void choice(Enum& value, Field field, std::initializer_list<ChoiceOf<Enum>> choices)
    {
        std::vector<ChoiceName> names;
        std::size_t index = 0;
        for (auto const& one : choices) {
            if (one.value == value) index = names.size();
            names.push_back({one.name, one.meaning});
        }
        value = (choices.begin() + choose(index, field, names))->value;
    }

    // Several words out of a closed list.
    template <class Enum>
    void choices(std::vector<Enum>& values, Field field, std::initializer_list<ChoiceOf<Enum>> allowed)
    {
        std::vector<ChoiceName> names;
        std::vector<std::size_t> picked;
        for (Enum value : values)
            for (auto const& one : allowed)
                if (one.value == value) picked.push_back(static_cast<std::size_t>(&one - allowed.begin()));
        for (auto const& one : allowed) names.push_back({one.name, one.meaning});
        choose_several(picked, field, names);
        values.clear();
        for (std::size_t index : picked) values.push_back((allowed.begin() + index)->value);
    }

    // False only for the visitor that reads, where the document does not have the key: for a default that depends on
    // what else it has.
    virtual bool is_given(std::string_view) const { return true; }

    // --- structure -----------------------------------------------------------------------------------------------
    // A group of parameters that is always there.
    template <Declared T>
    void group(T& object, Field field)
    {
        if (!enter(field)) return;
        visit(object);
        leave();
    }

    // A group that is there only if the user (or a preset) wrote its key.
    // What it does not give has the value it has in `start`.
    template <Declared T>
    void optional_group(std::optional<T>& object, Field field, T const& start = {})
    {
        bool const there = present(field, object.has_value());
        if (!there) {
            object.reset();
            document_absent(start, field);
            return;
        }
        if (!object) object = start;
        group(*object, field);
    }

    // A YAML sequence of groups.
    template <Declared T>
    void list(std::vector<T>& objects, Field field)
    {
        std::optional<std::size_t> const written = enter_list(field, objects.size());
        if (written) objects = std::vector<T>(*written);
        for (std::size_t i = 0; i < objects.size(); ++i) {
            if (enter_item(i)) {
                visit(objects[i]);
                leave();
            }
        }
        if (objects.empty()) document_item<T>();
        leave();
    }

    // A YAML mapping from names the user chooses to groups, in the order of the file.
    template <Declared T>
    void table(std::vector<std::pair<std::string, T>>& objects, Field field)
    {
        std::vector<std::string> names;
        for (auto const& [name, object] : objects) names.push_back(name);
        if (auto written = enter_table(field, names)) {
            objects.clear();
            for (std::string& name : *written) objects.emplace_back(std::move(name), T{});
        }
        for (auto& [name, object] : objects) {
            if (enter_named(name)) {
                visit(object);
                leave();
            }
        }
        if (objects.empty()) document_item<T>();
        leave();
    }

    // A key that can be written in full or, where the document has `brief` at it, in short. Both ways get the field and
    // declare a key of its name; the short one sets what the full one would:
    //     p.either({"gates", "", "…"}, [&](Field field) { p.list(gates, field); }, // gates: [{after: 4}, {after: 8}]
    //              Written::map, [&](Field field) { p.group(gates.emplace_back(), field); }); // gates: {after: 4}
    template <class Full, class Brief>
    void either(Field field, Full const& in_full, Written brief, Brief const& in_short)
    {
        Way const way = way_of(field, brief);
        if (way != Way::brief) in_full(field);
        if (way != Way::full) in_short(field);
    }

    // A key whose value somebody else reads.
    virtual void left_to_others(Field, Unread) {}

    // A map that somebody else reads, from at least `fewest` names to what `entry` declares under the name "*", for
    // visitors that print the reference.
    template <class Entry>
    void names_left_to_others(Field field, std::size_t fewest, Entry const& entry)
    {
        if (!enter_unread(field, fewest)) return;
        entry();
        leave();
    }

    // The key `field.name` names a preset; its YAML stands below the keys that the user wrote in this group.
    // Must be the first call of a declare().
    virtual void preset(std::string& name, Field field, std::span<Preset const> catalogue) = 0;

    // --- refusals (called from validate) -------------------------------------------------------------------------
    // `path` is dotted and relative to the group being validated ("race.gates"); empty means the group itself.
    // Does nothing but for the visitor that reads: printing refuses nothing.
    virtual void refuse(std::string_view /*path*/, std::string const& /*problem*/, std::string const& /*why*/,
                        std::string const& /*suggestion*/ = {})
    {
    }
    // A reference to something that does not exist; suggests the nearest of the candidates.
    virtual void refuse_unknown(std::string_view /*path*/, std::string_view /*kind*/, std::string_view /*value*/,
                                std::span<std::string const> /*candidates*/)
    {
    }

    // Declares and, when reading, validates an object at the place where this visitor stands.
    template <Declared T>
    void visit(T& object)
    {
        object.declare(*this);
        bool const sound = declared();
        if constexpr (requires { object.validate(*this); })
            if (is_reading() && sound) object.validate(*this);
    }

protected:
    // True for the visitor that fills objects from a document; only then are values checked and refused.
    virtual bool is_reading() const { return false; }
    // Called when an object has declared all its fields. True if the document gave every one of them a usable value:
    // only then is the object validated, so that one mistake does not draw a second message after it.
    virtual bool declared() { return true; }
    // True for visitors that print the reference: they want to see an example of an absent group or list item.
    virtual bool is_documenting() const { return false; }
    // Visitors that print the reference want both; the one that reads, what the document has.
    virtual Way way_of(Field, Written /*brief*/) const { return Way::full; }

    virtual std::size_t choose(std::size_t current, Field field, std::span<ChoiceName const> names) = 0;
    virtual void choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names) = 0;
    // Each enter is followed by one leave; enter, enter_item and enter_named only if they returned true. False: there
    // is nothing to visit (problem already noted).
    virtual bool enter(Field field) = 0;
    virtual bool present(Field field, bool current) = 0;
    // How many items, or which names, the document has; none: the object keeps what it holds.
    virtual std::optional<std::size_t> enter_list(Field field, std::size_t current) = 0;
    virtual bool enter_item(std::size_t index) = 0;
    virtual std::optional<std::vector<std::string>> enter_table(Field field, std::span<std::string const> current) = 0;
    virtual bool enter_named(std::string_view name) = 0;
    virtual bool enter_unread(Field, std::size_t /*fewest*/) { return false; }
    virtual void leave() = 0;

private:
    template <Declared T>
    void document_absent(T example, Field field)
    {
        if (is_documenting()) group(example, field);
    }

    template <Declared T>
    void document_item()
    {
        if (!is_documenting()) return;
        T example{};
        if (enter_item(0)) {
            visit(example);
            leave();
        }
    }
};

} // namespace tianji
