// Structure and problems; single values are in binder_values.cpp.
#include "engine/scenario/binder.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/look_alikes.hpp"
#include "engine/base/text.hpp"
#include "engine/scenario/elsewhere.hpp"
#include "engine/scenario/overlay.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace tianji {

namespace {

Node::Kind kind_of(Written what)
{
    switch (what) {
    case Written::value:
        return Node::Kind::scalar;
    case Written::list:
        return Node::Kind::list;
    case Written::map:
        break;
    }
    return Node::Kind::map;
}

// Of "seed：3" what stands before the colon that is none, of "seed" and a character that cannot be seen the rest.
std::string meant_key(std::string_view written)
{
    auto const found = first_look_alike(written);
    if (!found) return std::string(written);
    std::string_view const rest = written.substr(found->offset + to_utf8({&found->what.character, 1}).size());
    return std::string(written.substr(0, found->offset)) + (found->what.is_visible() ? "" : meant_key(rest));
}

} // namespace

Binder::Binder(Node& root, std::filesystem::path folder, CalendarSettings calendar)
    : root_(root), folder_(std::move(folder)), calendar_(calendar)
{
    expects(root.kind == Node::Kind::map, "the root of a document is a map");
    push("", &root_);
}

void Binder::finish()
{
    if (problems_.empty()) return;
    std::string const& file = root_.where.file;
    auto place = [&](Problem const& problem) {
        return std::tuple(problem.where.file != file, problem.where.line, problem.where.column);
    };
    std::stable_sort(problems_.begin(), problems_.end(),
                     [&](Problem const& a, Problem const& b) { return place(a) < place(b); });
    throw InvalidInput(std::move(problems_));
}

// --- groups, lists, tables ------------------------------------------------------------------------------------------

bool Binder::is_map(Node const& node, std::string_view name)
{
    if (node.kind == Node::Kind::map) return true;
    note_wrong_kind(node, name, "expected a map of keys");
    return false;
}

bool Binder::enter(Field field)
{
    std::size_t const before = flaws_;
    Node* node = child(field);
    if (flaws_ != before || (node && !is_map(*node, field.name))) return false;
    push(field.name, node);
    return true;
}

bool Binder::present(Field field, bool current)
{
    frames_.back().keys.emplace_back(field.name);
    Node const* node = frames_.back().node ? frames_.back().node->find(field.name) : nullptr;
    if (!node) return current || field.is_required;
    bool const removed = node->kind == Node::Kind::null && !node->text.empty();
    return !removed;
}

std::optional<std::size_t> Binder::enter_list(Field field, std::size_t)
{
    Node* node = child(field);
    if (node && node->kind == Node::Kind::map && node->implied) {
        Node const& item = node->children.front();
        note(item.key_where, fmt::format("no item '{}' in '{}'", item.key, field.name),
             "the scenario does not have the list");
        node = nullptr;
    } else if (node && node->kind != Node::Kind::list) {
        note_wrong_kind(*node, field.name, "expected a list of groups");
        node = nullptr;
    }
    push(field.name, node);
    return node ? std::optional(node->children.size()) : std::nullopt;
}

bool Binder::enter_item(std::size_t index)
{
    Node* list = frames_.back().node;
    Node* item = list ? &list->children[index] : nullptr;
    std::string const name = std::to_string(index);
    if (item && !is_map(*item, fmt::format("{}.{}", frames_.back().name, name))) return false;
    push(name, item);
    return true;
}

std::optional<std::vector<std::string>> Binder::enter_table(Field field, std::span<std::string const>)
{
    Node* node = child_of(field, Node::Kind::map, "expected a map from names to groups");
    push(field.name, node);
    if (!node) return std::nullopt;
    std::vector<std::string> known;
    for (Node const& one : node->children)
        if (!one.implied) known.push_back(one.key);
    std::vector<std::string> names;
    for (Node const& one : node->children) {
        if (one.kind == Node::Kind::null && !one.text.empty()) continue; // ~ takes the item away
        names.push_back(one.key);
        if (one.implied)
            note_unknown(one, fmt::format("'{}' has no '{}'", path_to(""), one.key), one.key, known, "there are");
        else if (one.key.find('.') != std::string::npos)
            note(one.key_where, fmt::format("the name '{}' has a dot", one.key), "dots separate the parts of a path");
    }
    return names;
}

bool Binder::enter_named(std::string_view name)
{
    Node* table = frames_.back().node;
    Node* node = table ? table->find(name) : nullptr;
    if (node && (node->implied || !is_map(*node, name))) return false;
    push(name, node);
    return true;
}

bool Binder::enter_unread(Field field, std::size_t)
{
    child(field);
    return false;
}

bool Binder::is_given(std::string_view name) const
{
    return frames_.back().node && frames_.back().node->find(name) != nullptr;
}

Way Binder::way_of(Field field, Written brief) const
{
    Node const* node = frames_.back().node ? frames_.back().node->find(field.name) : nullptr;
    return node && !node->implied && node->kind == kind_of(brief) ? Way::brief : Way::full;
}

bool Binder::declared()
{
    Frame const& frame = frames_.back();
    if (frame.node) {
        for (Node const& one : frame.node->children) {
            if (std::find(frame.keys.begin(), frame.keys.end(), one.key) != frame.keys.end()) continue;
            note_unknown_key(one, frame.keys);
        }
    }
    return flaws_ == frame.flaws_before;
}

// --- presets --------------------------------------------------------------------------------------------------------

void Binder::preset(std::string& name, Field field, std::span<Preset const> catalogue)
{
    text(name, field);
    if (name.empty()) return;
    auto const found =
        std::find_if(catalogue.begin(), catalogue.end(), [&](Preset const& one) { return one.name == name; });
    if (found == catalogue.end()) {
        Node const* node = frames_.back().node ? frames_.back().node->find(field.name) : nullptr;
        expects(node, "the default of a preset is in its catalogue");
        note_unknown_preset(*node, name, catalogue);
        return;
    }
    if (found->yaml.empty()) return;
    Node result = parse_yaml(found->yaml, fmt::format("preset {}", name));
    set_origin(result, Origin::preset);
    Node& own = own_node();
    std::string const key = own.key;
    std::size_t const before = problems_.size();
    lay_over(result, own, problems_);
    flaws_ += problems_.size() - before;
    own = std::move(result);
    own.key = key;
}

void Binder::note_unknown_preset(Node const& node, std::string const& word, std::span<Preset const> catalogue)
{
    std::vector<std::string> names;
    std::vector<std::string> elsewhere; // what they are called in another language, in the same order
    for (Preset const& one : catalogue) {
        names.emplace_back(one.name);
        elsewhere.emplace_back(one.also_called);
    }
    auto const near = nearest(word, elsewhere);
    auto const place = near ? std::find(elsewhere.begin(), elsewhere.end(), *near) - elsewhere.begin() : 0;
    std::string const meant = near && !near->empty() ? names[static_cast<std::size_t>(place)] : word;
    note_unknown(node, fmt::format("no preset '{}'", word), meant, names, "there are");
}

Node& Binder::own_node()
{
    for (std::size_t i = 1; i < frames_.size(); ++i) {
        if (frames_[i].node) continue;
        Node& parent = *frames_[i - 1].node;
        expects(parent.kind == Node::Kind::map, "a preset does not stand in an item of a default list");
        Node made;
        made.kind = Node::Kind::map;
        made.origin = Origin::preset;
        made.key = frames_[i].name;
        made.where = made.key_where = place_of(parent);
        parent.children.push_back(std::move(made));
        frames_[i].node = &parent.children.back();
    }
    return *frames_.back().node;
}

// --- problems -------------------------------------------------------------------------------------------------------

void Binder::note(Location where, std::string problem, std::string why, std::string suggestion)
{
    ++flaws_;
    problems_.push_back(problem_at(std::move(where), std::move(problem), std::move(why), std::move(suggestion)));
}

void Binder::note_unknown_key(Node const& node, std::span<std::string const> known)
{
    std::string const group = path_to("");
    std::string const word = meant_key(node.key);
    note_unknown(node, fmt::format("unknown key '{}'{}", node.key, group.empty() ? "" : fmt::format(" in '{}'", group)),
                 word, known, "allowed here are");
    if (!all_parameters_) return;
    std::string elsewhere = did_you_mean_elsewhere(word, split_path(group), all_parameters_());
    if (elsewhere.empty()) return;
    problems_.back().why = group.empty() ? "it is not a key of its own" : "it is not a key of that group";
    problems_.back().suggestion = std::move(elsewhere);
}

void Binder::add_look_alike(std::string& why, std::string_view text)
{
    std::string const found = look_alike_in(text);
    if (!found.empty()) why += (why.empty() ? "" : "; ") + found;
}

void Binder::note_wrong_kind(Node const& node, std::string_view name, std::string_view expected)
{
    bool const nothing = node.kind == Node::Kind::null;
    std::string why(expected);
    add_look_alike(why, node.text);
    note(place_of(node),
         nothing ? fmt::format("'{}' has no value", name) : fmt::format("'{}' is {}", name, description(node)),
         std::move(why));
}

void Binder::note_unknown(Node const& node, std::string problem, std::string_view word,
                          std::span<std::string const> known, std::string_view known_are)
{
    std::string const suggestion = did_you_mean(word, known);
    std::string why;
    if (suggestion.empty()) why = known.empty() ? "there is none" : fmt::format("{}: {}", known_are, joined(known));
    add_look_alike(why, node.kind == Node::Kind::scalar && node.text == word ? node.text : node.key);
    Location const& where = node.kind == Node::Kind::scalar && node.text == word ? node.where : node.key_where;
    note(where, std::move(problem), std::move(why), suggestion);
}

std::string Binder::path_to(std::string_view name) const
{
    std::string path;
    for (std::size_t i = 1; i < frames_.size(); ++i) path += (path.empty() ? "" : ".") + frames_[i].name;
    if (!name.empty()) path.append(path.empty() ? "" : ".").append(name);
    return path;
}

Node const& Binder::nearest_by_user() const
{
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
        if (frame->node && frame->node->origin != Origin::preset) return *frame->node;
    return root_;
}

Node const* Binder::find_by_user(std::string_view path, std::string& why) const
{
    Node const* found = &nearest_by_user();
    Node const* node = frames_.back().node;
    std::string walked;
    for (std::string const& part : split_path(path)) {
        node = node ? find_path(*node, part) : nullptr;
        if (!node) break;
        walked = part;
        if (node->origin != Origin::preset) found = node;
    }
    if (node && !walked.empty() && node->origin == Origin::preset)
        why += fmt::format("{}'{}' comes from {}", why.empty() ? "" : "; ", walked, node->where.file);
    return found;
}

void Binder::refuse(std::string_view path, std::string const& problem, std::string const& why,
                    std::string const& suggestion)
{
    std::string whole = why;
    Node const* node = find_by_user(path, whole);
    problems_.push_back(problem_at(place_of(*node), problem, std::move(whole), suggestion));
}

void Binder::refuse_unknown(std::string_view path, std::string_view kind, std::string_view value,
                            std::span<std::string const> candidates)
{
    std::string const suggestion = did_you_mean(value, candidates);
    std::string why;
    if (candidates.empty())
        why = fmt::format("the scenario has no {}", kind);
    else if (suggestion.empty())
        why = fmt::format("there are: {}", joined(candidates));
    refuse(path, fmt::format("no {} '{}'", kind, value), why, suggestion);
}

} // namespace tianji
