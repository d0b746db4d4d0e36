#include "engine/base/contract.hpp"
#include "engine/graph/graphml.hpp"
#include "engine/graph/xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace tianji {

namespace {

// What stands at an element, as far as a network is concerned.
enum class Element : unsigned char { graphml, key, default_value, graph, node, edge, data, other };

// What the attributes of nodes and edges that we know are called.
enum class Attribute : unsigned char { none, key, weight, since, kind };

struct FileNode {
    std::string key;
    Location where;
};

struct FileEdge {
    std::string source, target;
    Location where;
    std::array<double, 3> numbers{1, 0, 0}; // weight, since, kind
};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_whole(double number, double low, double high)
{
    return number >= low && number <= high && number == std::floor(number);
}

std::string named(std::string_view what, std::optional<std::string_view> id)
{
    return id ? fmt::format("{} '{}'", what, *id) : std::string(what);
}

class GraphmlReader : public XmlListener {
public:
    explicit GraphmlReader(ProblemList& problems) : problems_(problems) {}

    void start(std::string_view name, XmlAttributes const& attributes, Location const& where) override
    {
        open_.push_back(opened(name, attributes, where));
    }

    void end() override
    {
        Element const ended = open_.back();
        open_.pop_back();
        if (ended == Element::data && wanted_ != Attribute::none) take_data();
        if (ended == Element::default_value) take_default();
        if (ended == Element::data || ended == Element::default_value) wanted_ = Attribute::none, text_.clear();
    }

    void text(std::string_view part) override
    {
        if (open_.empty()) return;
        bool const wanted =
            open_.back() == Element::default_value || (open_.back() == Element::data && wanted_ != Attribute::none);
        if (wanted) text_ += part;
    }

    GraphmlNetwork network(std::string const& file);

private:
    // The meaning of a <key>, by its id.
    struct Key {
        Attribute of_nodes = Attribute::none, of_edges = Attribute::none;
    };

    Element opened(std::string_view name, XmlAttributes const& attributes, Location const& where);
    Element in_graph(std::string_view name, XmlAttributes const& attributes, Location const& where);
    Element open_key(XmlAttributes const& attributes);
    Element open_graph(XmlAttributes const& attributes, Location const& where);
    Element open_node(XmlAttributes const& attributes, Location const& where);
    Element open_edge(XmlAttributes const& attributes, Location const& where);
    Element open_data(XmlAttributes const& attributes, Location const& where, bool of_node);
    void take_data();
    void take_default();
    std::optional<double> number_in_text(Attribute attribute);
    void refuse_number(FileEdge const& edge);
    Vertex end_of(FileEdge const& edge, std::string const& id);

    ProblemList& problems_;
    std::vector<Element> open_;
    std::unordered_map<std::string, Key> keys_;
    std::string default_key_; // whose default stands next
    std::array<double, 3> default_numbers_{1, 0, 0};
    std::string default_name_;
    std::optional<Location> graph_;
    std::vector<FileNode> nodes_;
    std::unordered_map<std::string, Vertex> vertices_;
    std::vector<FileEdge> edges_;
    Attribute wanted_ = Attribute::none; // by the data that is open
    std::string text_;
    Location text_where_;
};

std::size_t number_of(Attribute attribute)
{
    expects(attribute >= Attribute::weight, "a number of an edge");
    return static_cast<std::size_t>(attribute) - static_cast<std::size_t>(Attribute::weight);
}

constexpr std::array number_names{"weight", "since", "kind"};

// --- elements -------------------------------------------------------------------------------------------------------

Element GraphmlReader::opened(std::string_view name, XmlAttributes const& attributes, Location const& where)
{
    if (open_.empty()) {
        if (name == "graphml") return Element::graphml;
        problems_.add(where, fmt::format("the first element is <{}>", name), "GraphML begins with <graphml>");
        return Element::other;
    }
    switch (open_.back()) {
    case Element::graphml:
        return name == "key" ? open_key(attributes) : name == "graph" ? open_graph(attributes, where) : Element::other;
    case Element::key:
        if (name != "default") return Element::other;
        text_where_ = where;
        return Element::default_value;
    case Element::graph:
        return in_graph(name, attributes, where);
    case Element::node:
    case Element::edge:
        if (name == "data") return open_data(attributes, where, open_.back() == Element::node);
        if (name == "graph")
            problems_.add(where, named("a graph in a graph", attributes.find("id")), "groups of nodes are not read",
                          "ungroup the nodes before you save the file");
        return Element::other;
    case Element::default_value:
    case Element::data:
    case Element::other:
        break;
    }
    return Element::other;
}

Element GraphmlReader::in_graph(std::string_view name, XmlAttributes const& attributes, Location const& where)
{
    if (name == "node") return open_node(attributes, where);
    if (name == "edge") return open_edge(attributes, where);
    if (name == "hyperedge")
        problems_.add(where, named("a hyperedge", attributes.find("id")), "a tie joins two",
                      "write one edge for each pair");
    return Element::other;
}

Element GraphmlReader::open_key(XmlAttributes const& attributes)
{
    std::string_view const name = attributes.find("attr.name").value_or("");
    std::string_view const owner = attributes.find("for").value_or("all");
    default_key_ = attributes.find("id").value_or("");
    Key& key = keys_[default_key_];
    if ((owner == "node" || owner == "all") && name == "key") key.of_nodes = Attribute::key;
    if (owner != "edge" && owner != "all") return Element::key;
    for (std::size_t i = 0; i < number_names.size(); ++i)
        if (name == number_names[i])
            key.of_edges = static_cast<Attribute>(static_cast<std::size_t>(Attribute::weight) + i);
    return Element::key;
}

Element GraphmlReader::open_graph(XmlAttributes const& attributes, Location const& where)
{
    if (graph_) {
        problems_.add(where, named("a second graph", attributes.find("id")),
                      fmt::format("a network is one graph; the first stands in line {}", graph_->line));
        return Element::other;
    }
    graph_ = where;
    auto const direction = attributes.find("edgedefault");
    if (direction != "undirected")
        problems_.add(where,
                      direction == "directed" ? "a directed graph" : "a graph that does not say whether it is directed",
                      "collaboration has no direction", "write edgedefault=\"undirected\"");
    return Element::graph;
}

Element GraphmlReader::open_node(XmlAttributes const& attributes, Location const& where)
{
    auto const id = attributes.find("id");
    auto const [first, is_new] = vertices_.emplace(id.value_or(""), static_cast<Vertex>(nodes_.size()));
    if (!id)
        problems_.add(where, "a node without id", "edges name their ends");
    else if (!is_new)
        problems_.add(where, named("a second node", id),
                      fmt::format("the first stands in line {}", nodes_[first->second].where.line));
    nodes_.push_back({default_name_, where});
    return Element::node;
}

Element GraphmlReader::open_edge(XmlAttributes const& attributes, Location const& where)
{
    auto const source = attributes.find("source"), target = attributes.find("target");
    if (!source || !target)
        problems_.add(where, fmt::format("an edge without {}", source ? "target" : "source"), "a tie joins two");
    if (attributes.find("directed") == "true")
        problems_.add(where, "a directed edge", "collaboration has no direction", "write directed=\"false\"");
    edges_.push_back({std::string(source.value_or("")), std::string(target.value_or("")), where, default_numbers_});
    return Element::edge;
}

// --- data -----------------------------------------------------------------------------------------------------------

Element GraphmlReader::open_data(XmlAttributes const& attributes, Location const& where, bool of_node)
{
    auto const id = attributes.find("key");
    auto const key = keys_.find(std::string(id.value_or("")));
    if (key == keys_.end()) {
        problems_.add(where, named("data of an unknown key", id), "a <key> before the graph says what it is");
        return Element::other;
    }
    wanted_ = of_node ? key->second.of_nodes : key->second.of_edges;
    text_where_ = where;
    return Element::data;
}

void GraphmlReader::take_data()
{
    if (wanted_ == Attribute::key)
        nodes_.back().key = text_;
    else if (auto const number = number_in_text(wanted_))
        edges_.back().numbers[number_of(wanted_)] = *number;
}

void GraphmlReader::take_default()
{
    Key const& key = keys_[default_key_];
    if (key.of_nodes == Attribute::key) default_name_ = text_;
    if (key.of_edges == Attribute::none) return;
    if (auto const number = number_in_text(key.of_edges)) default_numbers_[number_of(key.of_edges)] = *number;
}

std::optional<double> GraphmlReader::number_in_text(Attribute attribute)
{
    std::string_view const text = trimmed(text_);
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) return number;
    problems_.add(text_where_, fmt::format("{} '{}' of an edge", number_names[number_of(attribute)], text),
                  "a number has digits and a decimal point, as in 0.25 or 2.5e-3");
    return std::nullopt;
}

// --- the network ----------------------------------------------------------------------------------------------------

void GraphmlReader::refuse_number(FileEdge const& edge)
{
    auto const [weight, since, kind] = edge.numbers;
    using Date = std::numeric_limits<std::int32_t>;
    if (!is_whole(kind, 0, std::numeric_limits<TieKind>::max()))
        problems_.add(edge.where, fmt::format("kind {} of an edge", kind), "kinds are 0 to 255");
    if (!is_whole(since, Date::min(), Date::max()))
        problems_.add(edge.where, fmt::format("since {} of an edge", since), "it is a tick, a whole number");
    auto const kept = static_cast<float>(weight);
    if (!std::isfinite(kept) || kept <= 0)
        problems_.add(edge.where, fmt::format("weight {} of an edge", weight), "weights are above 0, and finite",
                      weight == 0 ? "leave out edges without weight" : "");
}

Vertex GraphmlReader::end_of(FileEdge const& edge, std::string const& id)
{
    auto const found = vertices_.find(id);
    if (found != vertices_.end()) return found->second;
    problems_.add(edge.where, fmt::format("an edge to the node '{}', which is not declared", id),
                  fmt::format("the graph has {} nodes", nodes_.size()));
    return no_vertex;
}

GraphmlNetwork GraphmlReader::network(std::string const& file)
{
    if (!graph_ && !problems_.full()) problems_.add({file}, "has no graph", "GraphML holds one in <graph>");
    std::vector<Tie> ties;
    ties.reserve(edges_.size());
    for (FileEdge const& edge : edges_) {
        auto const [weight, since, kind] = edge.numbers;
        Vertex const a = end_of(edge, edge.source), b = end_of(edge, edge.target);
        refuse_number(edge);
        if (a == b && a != no_vertex)
            problems_.add(edge.where, fmt::format("an edge from node '{}' to itself", edge.source), "a tie joins two");
        if (!problems_.is_empty()) continue; // numbers may be too large for a tie
        ties.push_back(
            {a, b, static_cast<float>(weight), static_cast<std::int32_t>(since), static_cast<TieKind>(kind)});
    }
    problems_.throw_if_any();
    GraphmlNetwork network{CollaborationGraph(CollaborationGraph::Form::editable, nodes_.size(), ties), {}};
    for (FileNode& node : nodes_) network.keys.push_back(std::move(node.key));
    return network;
}

} // namespace

GraphmlNetwork read_graphml(std::filesystem::path const& path)
{
    ProblemList problems(path.string());
    GraphmlReader reader(problems);
    read_xml(path, reader, problems);
    problems.throw_if_any();
    return reader.network(path.string());
}

} // namespace tianji
