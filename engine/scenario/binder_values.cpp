// Single values; structure and problems are in binder.cpp.
#include "engine/base/contract.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/text.hpp"
#include "engine/scenario/binder.hpp"
#include "engine/scenario/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

std::string unit_text(std::string_view unit) { return unit.empty() ? "" : fmt::format(" [{}]", unit); }

Reading<std::string> read_words(Node const& scalar) { return {scalar.text, "", ""}; }

// Digits for a year and something between it and what follows: 2027-01-01, 2027-Q1, and 2027/01/01 to be refused.
bool looks_like_date(std::string_view text)
{
    return text.size() > 5 && text.find_first_not_of("0123456789") == 4 && text[4] != '.' && text[4] != 'e';
}

} // namespace

Node* Binder::child(Field field)
{
    Frame& frame = frames_.back();
    if (std::find(frame.keys.begin(), frame.keys.end(), field.name) == frame.keys.end())
        frame.keys.emplace_back(field.name);
    Node* node = frame.node ? frame.node->find(field.name) : nullptr;
    if (!node && field.is_required)
        note(place_of(nearest_by_user()), fmt::format("missing key '{}'", path_to(field.name)),
             fmt::format("{}{}", field.meaning, unit_text(field.unit)));
    return node;
}

Node* Binder::child_of(Field field, Node::Kind kind, std::string_view expected)
{
    Node* node = child(field);
    if (!node || node->kind == kind) return node;
    note_wrong_kind(*node, field.name, fmt::format("{}{}", expected, unit_text(field.unit)));
    return nullptr;
}

template <class T>
bool Binder::take(T& value, Node const& node, Field field, Reading<T> reading)
{
    if (reading.value) {
        value = *reading.value;
        return true;
    }
    add_look_alike(reading.why, node.text);
    note(node.where, fmt::format("'{}' is {}", field.name, description(node)), std::move(reading.why),
         std::move(reading.suggestion));
    return false;
}

// True if the document gave a value.
template <class T, class Read>
bool Binder::bind(T& value, Field field, std::string_view expected, Read read)
{
    Node const* node = child_of(field, Node::Kind::scalar, expected);
    return node && take(value, *node, field, read(*node));
}

void Binder::check_range(double value, Node const& node, Field field, Range const& allowed, std::string_view scale)
{
    if (allowed.contains(value)) return;
    note(node.where, fmt::format("'{}' is {}{}", field.name, node.text, scale),
         fmt::format("must be {}{}", range_text(allowed), unit_text(field.unit)));
}

void Binder::number(double& value, Field field, Range allowed)
{
    expects(std::isfinite(value), fmt::format("the default of {} is finite", path_to(field.name)));
    if (bind(value, field, "expected a number", read_number))
        check_range(value, *frames_.back().node->find(field.name), field, allowed);
}

void Binder::integer(std::int64_t& value, Field field, Range allowed)
{
    if (bind(value, field, "expected a whole number", read_integer))
        check_range(static_cast<double>(value), *frames_.back().node->find(field.name), field, allowed);
}

void Binder::moment(std::int64_t& tick, Field field, Range allowed, Moment what)
{
    Node const* node = child_of(field, Node::Kind::scalar, "expected a tick or a date");
    if (!node) return;
    if (!looks_like_date(node->text)) return integer(tick, field, allowed);
    take(tick, *node, field, tick_beginning_on(*node, calendar_, what));
}

void Binder::flag(bool& value, Field field) { bind(value, field, "expected true or false", read_flag); }

void Binder::text(std::string& value, Field field) { bind(value, field, "expected text", read_words); }

void Binder::money(Money& value, Field field, Range allowed_millions)
{
    if (bind(value, field, "expected an amount in millions", read_money))
        check_range(in_millions(value), *frames_.back().node->find(field.name), field, allowed_millions, " million");
}

void Binder::date(std::chrono::sys_days& value, Field field) { bind(value, field, "expected a date", read_date); }

void Binder::file(std::filesystem::path& value, Field field)
{
    std::string written = value.string();
    std::size_t const before = flaws_;
    bool const given = bind(written, field, "expected the name of a file", read_words);
    if (flaws_ != before) return;
    Node const* node = given ? frames_.back().node->find(field.name) : nullptr;
    value = written;
    if (given || !written.empty()) take_file(value, node);
}

void Binder::take_file(std::filesystem::path& value, Node const* node)
{
    std::string const written = value.string();
    value = (folder_ / value).lexically_normal();
    Location const& where = node ? node->where : place_of(nearest_by_user());
    std::error_code error;
    if (written.empty() || !std::filesystem::exists(value, error)) {
        std::vector<std::string> beside;
        auto const folder = value.parent_path().empty() ? std::filesystem::path(".") : value.parent_path();
        for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != end(entry);
             entry.increment(error))
            beside.push_back(entry->path().filename().string());
        std::sort(beside.begin(), beside.end());
        auto const near = nearest(value.filename().string(), beside);
        note(where, fmt::format("no file '{}'", written), fmt::format("looked for {}", value.string()),
             near ? fmt::format("did you mean '{}'", (std::filesystem::path(written).parent_path() / *near).string())
                  : "");
    } else if (!std::filesystem::is_regular_file(value, error)) {
        note(where, fmt::format("'{}' is no ordinary file", written), "");
    } else {
        try {
            inputs_.push_back({written, value, sha256_of_file(value)});
        } catch (InvalidInput const&) {
            note(where, fmt::format("the file '{}' cannot be read", written), "is it yours to read?");
        }
    }
}

void Binder::numbers(std::vector<double>& value, Field field, Range allowed)
{
    Node const* list = child_of(field, Node::Kind::list, "expected a list of numbers");
    if (!list) return;
    value.clear();
    for (Node const& item : list->children) {
        double one = 0;
        if (item.kind != Node::Kind::scalar)
            note_wrong_kind(item, field.name, "expected numbers in the list");
        else if (take(one, item, field, read_number(item)))
            check_range(one, item, field, allowed);
        value.push_back(one);
    }
}

void Binder::texts(std::vector<std::string>& value, Field field)
{
    Node const* list = child_of(field, Node::Kind::list, "expected a list of words, like [a, b]");
    if (!list) return;
    value.clear();
    for (Node const& item : list->children) {
        if (item.kind != Node::Kind::scalar) note_wrong_kind(item, field.name, "expected words in the list");
        value.push_back(item.text);
    }
}

std::size_t Binder::chosen(Node const& node, Field field, std::span<ChoiceName const> names, std::size_t otherwise)
{
    std::vector<std::string> words;
    for (ChoiceName const& one : names) words.emplace_back(one.name);
    auto const found = std::find(words.begin(), words.end(), node.text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string why = fmt::format("one of: {}", joined(words));
    add_look_alike(why, node.text);
    note(node.where, fmt::format("'{}' is {}", field.name, description(node)), std::move(why),
         did_you_mean(node.text, words));
    return otherwise;
}

std::size_t Binder::choose(std::size_t current, Field field, std::span<ChoiceName const> names)
{
    Node const* node = child_of(field, Node::Kind::scalar, "expected one word");
    return node ? chosen(*node, field, names, current) : current;
}

void Binder::choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names)
{
    Node const* list = child_of(field, Node::Kind::list, "expected a list of words, like [a, b]");
    if (!list) return;
    current.clear();
    for (Node const& item : list->children) {
        if (item.kind != Node::Kind::scalar) {
            note_wrong_kind(item, field.name, "expected words in the list");
            continue;
        }
        std::size_t const before = flaws_;
        std::size_t const index = chosen(item, field, names, 0);
        if (flaws_ != before) continue;
        if (std::find(current.begin(), current.end(), index) != current.end())
            note(item.where, fmt::format("'{}' stands twice in '{}'", item.text, field.name), "each word counts once");
        current.push_back(index);
    }
}

} // namespace tianji
