#include "engine/scenario/overlay.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace tianji {

namespace {

std::optional<std::size_t> index_in(Node const& list, std::string_view key)
{
    std::size_t index = 0;
    auto const [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    bool const usable = error == std::errc() && end == key.data() + key.size() && index < list.children.size();
    return usable ? std::optional(index) : std::nullopt;
}

void lay_over_items(Node& list, Node const& top, std::vector<Problem>& problems)
{
    std::size_t const n = list.children.size();
    for (Node const& change : top.children) {
        if (auto const index = index_in(list, change.key)) {
            lay_over(list.children[*index], change, problems);
        } else {
            std::string const has = n == 0 ? "the list is empty" : fmt::format("the list has the items 0 to {}", n - 1);
            problems.push_back(
                problem_at(change.key_where, fmt::format("no item '{}' in '{}'", change.key, top.key), has));
        }
    }
}

// Everything of a value was written in `label`, `shift` characters further right than it was read.
void move_to(Node& node, std::string const& label, int shift)
{
    for (Location* where : {&node.where, &node.key_where}) {
        where->file = label;
        if (where->line == 1) where->column += shift;
    }
    for (Node& child : node.children) move_to(child, label, shift);
}

// "--set" carries one line; block style would need more.
void refuse_block_style(Node const& value, std::string_view text)
{
    bool const composed = value.kind == Node::Kind::map || value.kind == Node::Kind::list;
    std::size_t const first = text.find_first_not_of(' ');
    bool const flow = first != text.npos && (text[first] == '{' || text[first] == '[');
    if ((composed && !flow) || text.find('\n') != text.npos)
        throw InvalidInput(
            problem_at(value.where, "the value is no YAML in flow style", "write {key: value} or [item, item]"));
}

// Everything of it was written at one place of another file.
void stand_at(Node& node, Location const& where)
{
    node.where = node.key_where = where;
    for (Node& child : node.children) stand_at(child, where);
}

Node read_value(std::string_view text, std::string const& label, int shift)
{
    auto shifted = [&](Location const& where) {
        return where.line <= 1 ? Location{label, 1, std::max(1, where.column) + shift} : where;
    };
    // The reader knows no empty document, but ~ is a value here.
    if (text == "~" || text == "null") {
        Node nothing;
        nothing.text = text;
        nothing.where = {label, 1, 1 + shift};
        return nothing;
    }
    try {
        Node value = parse_yaml(text, label);
        refuse_block_style(value, text);
        move_to(value, label, shift);
        return value;
    } catch (InvalidInput const& error) {
        std::vector<Problem> problems = error.problems();
        for (Problem& problem : problems) problem.where = shifted(problem.where);
        throw InvalidInput(std::move(problems));
    }
}

} // namespace

void lay_over(Node& base, Node const& top, std::vector<Problem>& problems)
{
    if (base.kind == Node::Kind::list && top.implied) {
        lay_over_items(base, top, problems);
        return;
    }
    if (base.kind != Node::Kind::map || top.kind != Node::Kind::map) {
        std::string const key = base.key;
        base = top;
        base.key = key;
        return;
    }
    if (!top.implied) {
        base.where = top.where;
        base.key_where = top.key_where;
        base.origin = top.origin;
        base.implied = false;
    }
    for (Node const& child : top.children) {
        if (Node* below = base.find(child.key))
            lay_over(*below, child, problems);
        else
            base.children.push_back(child);
    }
}

void apply(Override const& change, Node& root, std::vector<Problem>& problems)
{
    std::string const label = "--set " + change.path + '=' + change.value;
    auto const length = static_cast<int>(count_characters(change.path));
    std::vector<std::string> const parts = split_path(change.path);
    if (parts.empty() || change.path.ends_with('.'))
        throw InvalidInput(
            problem_at({label, 1, std::max(1, length)}, "the path is not complete", "keys with dots between them"));
    Node tree = read_value(change.value, label, length + 1);
    set_origin(tree, Origin::override);
    int column = length + 1;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        column -= static_cast<int>(count_characters(*part));
        if (part->empty())
            throw InvalidInput(problem_at({label, 1, column}, "the path has an empty part", "two dots in a row"));
        tree.key = *part;
        tree.key_where = {label, 1, column};
        Node parent;
        parent.kind = Node::Kind::map;
        parent.origin = Origin::override;
        parent.implied = true;
        parent.where = {label, 1, column};
        parent.children.push_back(std::move(tree));
        tree = std::move(parent);
        --column;
    }
    if (!change.where.file.empty()) stand_at(tree, change.where);
    lay_over(root, tree, problems);
}

void apply(std::span<Override const> changes, Node& root, std::vector<Problem>& problems)
{
    for (Override const& change : changes) {
        try {
            apply(change, root, problems);
        } catch (InvalidInput const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
}

namespace {

void add_overrides(Node const& map, Node const& base, std::string const& before, std::vector<Override>& overrides)
{
    for (Node const& child : map.children) {
        std::string const path = before + child.key;
        Node const* const there = find_path(base, path);
        bool const is_laid_over = child.kind == Node::Kind::map && there && there->kind == Node::Kind::map;
        if (is_laid_over)
            add_overrides(child, base, path + '.', overrides);
        else
            overrides.push_back({path, flow_text(child), place_of(child)});
    }
}

} // namespace

std::vector<Override> overrides_of(Node const& map, Node const& base)
{
    std::vector<Override> overrides;
    add_overrides(map, base, "", overrides);
    return overrides;
}

void set_origin(Node& node, Origin origin)
{
    node.origin = origin;
    for (Node& child : node.children) set_origin(child, origin);
}

} // namespace tianji
