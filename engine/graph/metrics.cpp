#include "engine/graph/metrics.hpp"

#include "engine/base/contract.hpp"
#include "engine/graph/boost_graph.hpp"

#include <boost/graph/connected_components.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tianji {

namespace {

__extension__ using Wide = __int128; // sums of products of degrees pass 2^64 on a star of 10^7

void expect_simple_vertex_labels(CollaborationGraph const& simple, std::size_t count)
{
    expects(count == simple.vertex_count(), "one value per vertex");
}

} // namespace

SimpleProjection simple_projection(CollaborationGraph const& graph, std::span<std::uint8_t const> takes_part)
{
    if (!takes_part.empty()) expect_simple_vertex_labels(graph, takes_part.size());
    SimpleProjection projection;
    std::vector<Vertex> number(graph.vertex_count(), no_vertex);
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
        if (!takes_part.empty() && takes_part[v] == 0) continue;
        number[v] = static_cast<Vertex>(projection.original.size());
        projection.original.push_back(v);
    }
    std::vector<std::uint32_t> degrees;
    std::vector<Vertex> targets;
    targets.reserve(2 * graph.tie_count());
    for (Vertex const v : projection.original) {
        std::size_t const before = targets.size();
        Vertex previous = no_vertex;
        for (Vertex const u : graph.neighbours(v)) {
            if (u != previous && number[u] != no_vertex) targets.push_back(number[u]);
            previous = u;
        }
        degrees.push_back(static_cast<std::uint32_t>(targets.size() - before));
    }
    projection.graph = CollaborationGraph(Offsets(std::move(degrees)), std::move(targets));
    return projection;
}

// --- degrees and components --------------------------------------------------------------------------------------

std::vector<std::uint64_t> degree_distribution(CollaborationGraph const& simple)
{
    std::vector<std::uint64_t> counts;
    for (Vertex v = 0; v < simple.vertex_count(); ++v) {
        std::size_t const degree = simple.degree(v);
        if (degree >= counts.size()) counts.resize(degree + 1);
        ++counts[degree];
    }
    return counts;
}

double mean_degree(CollaborationGraph const& simple)
{
    if (simple.vertex_count() == 0) return 0;
    return 2.0 * static_cast<double>(simple.tie_count()) / static_cast<double>(simple.vertex_count());
}

Components connected_components(CollaborationGraph const& simple)
{
    Components components;
    components.component.resize(simple.vertex_count());
    auto const component =
        boost::make_iterator_property_map(components.component.begin(), get(boost::vertex_index, simple));
    components.sizes.resize(boost::connected_components(simple, component));
    for (std::uint32_t const c : components.component) ++components.sizes[c];
    return components;
}

std::uint32_t Components::giant_size() const
{
    return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
}

double Components::giant_share() const
{
    return component.empty() ? 0 : static_cast<double>(giant_size()) / static_cast<double>(component.size());
}

// --- triangles ---------------------------------------------------------------------------------------------------

// Each tie points from the end of lower degree to that of higher, so that hubs have few ties to go through; a triangle
// is then found once, where two vertices that one points to are tied (Chiba & Nishizeki 1985: O(m^1.5)).
std::vector<std::uint64_t> triangles_of_vertices(CollaborationGraph const& simple)
{
    std::size_t const n = simple.vertex_count();
    auto const lower = [&](Vertex v, Vertex u) {
        std::size_t const of_v = simple.degree(v), of_u = simple.degree(u);
        return of_v != of_u ? of_v < of_u : v < u;
    };
    std::vector<std::uint64_t> starts(n + 1);
    std::vector<Vertex> heads;
    heads.reserve(simple.tie_count());
    for (Vertex v = 0; v < n; ++v) {
        for (Vertex const u : simple.neighbours(v))
            if (lower(v, u)) heads.push_back(u);
        starts[v + std::size_t{1}] = heads.size();
    }
    auto const points_to = [&](Vertex v) {
        return std::span(heads).subspan(starts[v], starts[v + std::size_t{1}] - starts[v]);
    };
    std::vector<std::uint64_t> triangles(n);
    std::vector<Vertex> marked_by(n, no_vertex);
    for (Vertex v = 0; v < n; ++v) {
        for (Vertex const u : points_to(v)) marked_by[u] = v;
        for (Vertex const u : points_to(v))
            for (Vertex const w : points_to(u))
                if (marked_by[w] == v) ++triangles[v], ++triangles[u], ++triangles[w];
    }
    return triangles;
}

Clustering clustering(CollaborationGraph const& simple)
{
    std::vector<std::uint64_t> const triangles = triangles_of_vertices(simple);
    double local = 0; // added in the order of vertices
    std::uint64_t corners = 0, triples = 0;
    for (Vertex v = 0; v < simple.vertex_count(); ++v) {
        std::uint64_t const degree = simple.degree(v);
        if (degree < 2) continue;
        std::uint64_t const pairs = degree * (degree - 1) / 2;
        local += static_cast<double>(triangles[v]) / static_cast<double>(pairs);
        corners += triangles[v];
        triples += pairs;
    }
    return {simple.vertex_count() == 0 ? 0 : local / static_cast<double>(simple.vertex_count()),
            triples == 0 ? 0 : static_cast<double>(corners) / static_cast<double>(triples)};
}

// --- assortativity -----------------------------------------------------------------------------------------------

// Pearson's correlation over the ends of ties; every tie counts in both directions.
std::optional<double> degree_assortativity(CollaborationGraph const& simple)
{
    Wide const ends = static_cast<Wide>(2 * simple.tie_count());
    Wide sum = 0, squares = 0, products = 0;
    for (Vertex v = 0; v < simple.vertex_count(); ++v) {
        auto const row = simple.neighbours(v);
        Wide const degree = static_cast<Wide>(row.size());
        std::uint64_t of_neighbours = 0;
        for (Vertex const u : row) of_neighbours += simple.degree(u);
        sum += degree * degree;
        squares += degree * degree * degree;
        products += degree * static_cast<Wide>(of_neighbours);
    }
    Wide const variance = ends * squares - sum * sum;
    if (variance == 0) return std::nullopt;
    return static_cast<double>(ends * products - sum * sum) / static_cast<double>(variance);
}

std::optional<double> label_assortativity(CollaborationGraph const& simple, std::span<std::uint8_t const> labels)
{
    expect_simple_vertex_labels(simple, labels.size());
    std::array<std::uint64_t, 256> ends{};
    std::uint64_t within = 0;
    for (Vertex v = 0; v < simple.vertex_count(); ++v)
        for (Vertex const u : simple.neighbours(v)) {
            ++ends[labels[v]];
            within += labels[v] == labels[u] ? 1 : 0;
        }
    Wide const all = static_cast<Wide>(2 * simple.tie_count());
    Wide expected = 0;
    for (std::uint64_t const count : ends) expected += static_cast<Wide>(count) * static_cast<Wide>(count);
    if (expected == all * all) return std::nullopt;
    return static_cast<double>(all * static_cast<Wide>(within) - expected) / static_cast<double>(all * all - expected);
}

} // namespace tianji
