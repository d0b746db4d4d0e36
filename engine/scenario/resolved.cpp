#include "engine/scenario/resolved.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/calendar.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

std::string origin_text(Node const* node)
{
    if (!node) return "default";
    if (node->origin == Origin::override) return "--set";
    if (node->origin == Origin::preset) return node->where.file;
    return fmt::format("{}:{}", node->where.file, node->where.line);
}

// File names may hold anything; a comment ends with its line.
std::string in_one_line(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = '?';
    return text;
}

std::string list_text(std::vector<std::string> const& items) { return '[' + joined(items) + ']'; }

} // namespace

std::string canonical_text(std::span<ResolvedLine const> lines)
{
    std::string text;
    for (ResolvedLine const& line : lines) text += line.yaml + '\n';
    return text;
}

std::string commented_text(std::span<ResolvedLine const> lines)
{
    constexpr std::size_t widest = 48; // [character] longer lines carry their comment further right
    std::size_t width = 0;
    for (ResolvedLine const& line : lines)
        if (std::size_t const n = count_characters(line.yaml); n <= widest) width = std::max(width, n);
    std::string text;
    for (ResolvedLine const& line : lines) {
        text += line.yaml;
        if (!line.origin.empty()) {
            std::size_t const n = count_characters(line.yaml);
            text.append(n < width ? width - n : 0, ' ').append("  # ").append(in_one_line(line.origin));
        }
        text += '\n';
    }
    return text;
}

std::string flow_text(std::span<ResolvedLine const> lines)
{
    return flow_text(parse_yaml(canonical_text(lines), "resolved"));
}

ResolvedWriter::ResolvedWriter(Node const& root, std::filesystem::path const& folder, CalendarSettings calendar)
    : folder_(folder.lexically_normal()), calendar_(calendar)
{
    frames_.push_back({&root});
}

Node const* ResolvedWriter::find(std::string_view key) const
{
    Node const* node = frames_.back().node;
    return node ? node->find(key) : nullptr;
}

void ResolvedWriter::put(std::string const& text, std::string origin)
{
    Frame& frame = frames_.back();
    std::string line(frame.indent, ' ');
    if (frame.starts_item) {
        line.replace(frame.indent - 2, 2, "- ");
        frame.starts_item = false;
    }
    lines_.push_back({line + text, std::move(origin)});
}

void ResolvedWriter::write(Field field, std::string const& value)
{
    put(fmt::format("{}: {}", field.name, value), origin_text(find(field.name)));
}

// --- single values --------------------------------------------------------------------------------------------------

void ResolvedWriter::number(double& value, Field field, Range) { write(field, number_text(value)); }
void ResolvedWriter::integer(std::int64_t& value, Field field, Range) { write(field, std::to_string(value)); }
// The tick, as that is what the run knows, and beside it the day on which it begins.
void ResolvedWriter::moment(std::int64_t& tick, Field field, Range, Moment)
{
    bool const has_date = tick >= 0 && tick <= calendar_.ticks && calendar_.ticks > 0;
    std::string const date = has_date ? ", " + date_text(date_of(tick, calendar_.start, calendar_.tick)) : "";
    put(fmt::format("{}: {}", field.name, tick), origin_text(find(field.name)) + date);
}

void ResolvedWriter::flag(bool& value, Field field) { write(field, value ? "true" : "false"); }
void ResolvedWriter::text(std::string& value, Field field) { write(field, quoted_text(value)); }
void ResolvedWriter::money(Money& value, Field field, Range) { write(field, money_text(value)); }
void ResolvedWriter::date(std::chrono::sys_days& value, Field field) { write(field, date_text(value)); }

void ResolvedWriter::file(std::filesystem::path& value, Field field)
{
    if (value.empty()) return; // an optional file that is not there
    auto const relative = value.lexically_relative(folder_.empty() ? "." : folder_);
    write(field, quoted_text((relative.empty() ? value : relative).string()));
}

void ResolvedWriter::numbers(std::vector<double>& value, Field field, Range)
{
    std::vector<std::string> items;
    for (double const one : value) items.push_back(number_text(one));
    write(field, list_text(items));
}

void ResolvedWriter::texts(std::vector<std::string>& value, Field field)
{
    std::vector<std::string> items;
    for (std::string const& one : value) items.push_back(quoted_text(one));
    write(field, list_text(items));
}

void ResolvedWriter::preset(std::string& name, Field field, std::span<Preset const>)
{
    if (!name.empty() || find(field.name)) write(field, quoted_text(name));
}

std::size_t ResolvedWriter::choose(std::size_t current, Field field, std::span<ChoiceName const> names)
{
    write(field, quoted_text(names[current].name));
    return current;
}

void ResolvedWriter::choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names)
{
    std::vector<std::string> items;
    for (std::size_t const one : current) items.push_back(quoted_text(names[one].name));
    write(field, list_text(items));
}

// --- structure ------------------------------------------------------------------------------------------------------

void ResolvedWriter::open(std::string_view key, Node const* node, std::string_view empty)
{
    put(fmt::format("{}:", quoted_text(key)), "");
    frames_.push_back({node, frames_.back().indent + 2, lines_.size(), empty});
}

void ResolvedWriter::leave()
{
    Frame const frame = frames_.back();
    frames_.pop_back();
    if (lines_.size() > frame.first_line) return;
    if (frame.starts_item)
        lines_.push_back({std::string(frame.indent - 2, ' ') + "- {}", ""});
    else
        lines_.back() = {fmt::format("{} {}", lines_.back().yaml, frame.empty), origin_text(frame.node)};
}

bool ResolvedWriter::enter(Field field)
{
    open(field.name, find(field.name), "{}");
    return true;
}

bool ResolvedWriter::present(Field field, bool current)
{
    bool const removed = !current && find(field.name); // the user wrote ~ over a preset's or a default group
    if (removed) write(field, "~");
    return current;
}

std::optional<std::size_t> ResolvedWriter::enter_list(Field field, std::size_t)
{
    open(field.name, find(field.name), "[]");
    return std::nullopt;
}

bool ResolvedWriter::enter_item(std::size_t index)
{
    Frame const& list = frames_.back();
    Node const* item = list.node && index < list.node->children.size() ? &list.node->children[index] : nullptr;
    frames_.push_back({item, list.indent + 2, lines_.size(), "{}", true});
    return true;
}

std::optional<std::vector<std::string>> ResolvedWriter::enter_table(Field field, std::span<std::string const>)
{
    open(field.name, find(field.name), "{}");
    return std::nullopt;
}

bool ResolvedWriter::enter_named(std::string_view name)
{
    open(name, find(name), "{}");
    return true;
}

} // namespace tianji
