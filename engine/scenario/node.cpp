#include "engine/scenario/node.hpp"

#include <charconv>
#include <utility>

namespace tianji {

namespace {

Node const* child(Node const& node, std::string_view part)
{
    if (node.kind == Node::Kind::map) return node.find(part);
    std::size_t index = 0;
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    bool const usable = error == std::errc() && end == part.data() + part.size() && index < node.children.size();
    return node.kind == Node::Kind::list && usable ? &node.children[index] : nullptr;
}

} // namespace

Node const* Node::find(std::string_view wanted) const
{
    for (Node const& one : children)
        if (one.key == wanted) return &one;
    return nullptr;
}

Node* Node::find(std::string_view wanted) { return const_cast<Node*>(std::as_const(*this).find(wanted)); }

Problem problem_at(Location where, std::string problem, std::string why, std::string suggestion)
{
    return {std::move(where), std::move(problem), std::move(why), std::move(suggestion)};
}

Location const& place_of(Node const& node)
{
    bool const has_value = node.kind == Node::Kind::scalar || !node.text.empty();
    return has_value || node.key_where.line == 0 ? node.where : node.key_where;
}

std::string description(Node const& node)
{
    switch (node.kind) {
    case Node::Kind::null:
        return "nothing";
    case Node::Kind::list:
        return "a list";
    case Node::Kind::map:
        return "a map";
    case Node::Kind::scalar:
        break;
    }
    return node.quoted ? "the text \"" + node.text + '"' : "'" + node.text + "'";
}

std::vector<std::string> split_path(std::string_view path)
{
    std::vector<std::string> parts;
    while (!path.empty()) {
        std::size_t const dot = path.find('.');
        parts.emplace_back(path.substr(0, dot));
        path.remove_prefix(dot == path.npos ? path.size() : dot + 1);
    }
    return parts;
}

Node const* find_path(Node const& root, std::string_view path)
{
    Node const* node = &root;
    for (std::string const& part : split_path(path)) {
        node = child(*node, part);
        if (!node) return nullptr;
    }
    return node;
}

} // namespace tianji
