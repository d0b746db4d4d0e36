// What does the collaboration graph cost against plain compressed rows, and what does an edit cost?
//
// 10^6 vertices, 4·10^6 ties, random (G(n, m)); churn is 50 batches that each end and add half a per cent of the ties.
// `per_half` is in seconds per half-edge visited, `per_edit` in seconds per edit; the ratios are printed at the end.
#include "engine/graph/generators.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

using namespace tianji;

namespace {

constexpr std::size_t vertex_count = 1'000'000;
constexpr std::size_t tie_count = 4'000'000;
constexpr std::size_t batch_size = tie_count / 100;

struct SplitMix : RandomWords {
    explicit SplitMix(std::uint64_t seed) : state(seed) {}
    std::uint64_t next() override
    {
        std::uint64_t z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::uint64_t state;
};

std::map<std::string, double> figures; // for the ratios

CollaborationGraph const& frozen_graph()
{
    static SplitMix words(1);
    static CollaborationGraph const graph = erdos_renyi_with_ties(vertex_count, tie_count, words);
    return graph;
}

Vertex some_vertex(SplitMix& words) { return static_cast<Vertex>((words.next() >> 32) * vertex_count >> 32); }

// Half of the edits end ties drawn at random, half add ties between random pairs.
std::vector<TieEdit> churn_batch(CollaborationGraph const& graph, SplitMix& words)
{
    std::vector<TieEdit> edits;
    while (edits.size() < batch_size / 2) {
        Tie const tie = graph.table()[words.next() % graph.table().size()];
        if (tie.a != no_vertex) edits.push_back({TieEdit::Action::end, tie.a, tie.b, tie.kind, 0, 1, 0, edits.size()});
    }
    while (edits.size() < batch_size) {
        Vertex const a = some_vertex(words), b = some_vertex(words);
        if (a != b) edits.push_back({TieEdit::Action::add, a, b, 0, 0, 1, 5, edits.size()});
    }
    return edits;
}

CollaborationGraph churned(int batches)
{
    CollaborationGraph graph = frozen_graph().to_editable();
    SplitMix words(2);
    for (int i = 0; i < batches; ++i) graph.apply(churn_batch(graph, words));
    return graph;
}

// What a model does: for each vertex, add up something of its neighbours.
template <class Neighbours>
std::uint64_t sweep(std::vector<std::uint32_t> const& values, Neighbours neighbours)
{
    std::uint64_t sum = 0;
    for (Vertex v = 0; v < vertex_count; ++v)
        for (Vertex const u : neighbours(v)) sum += values[u];
    return sum;
}

// Without looking at the neighbours: the cost of walking the rows alone.
template <class Neighbours>
std::uint64_t walk(Neighbours neighbours)
{
    std::uint64_t sum = 0;
    for (Vertex v = 0; v < vertex_count; ++v)
        for (Vertex const u : neighbours(v)) sum += u;
    return sum;
}

template <class F>
void measure(benchmark::State& state, std::string const& name, double items, F f)
{
    double best = 1e9;
    for (auto _ : state) {
        auto const start = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(f());
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    figures[name] = best / items * 1e9;
    state.counters["best_ns_each"] = figures[name];
}

template <class Neighbours>
void measure_rows(benchmark::State& state, std::string const& form, std::size_t halves, Neighbours neighbours)
{
    std::vector<std::uint32_t> const values(vertex_count, 1);
    if (state.range(0) == 0)
        measure(state, form + " walk", static_cast<double>(halves), [&] { return walk(neighbours); });
    else
        measure(state, form + " sweep", static_cast<double>(halves), [&] { return sweep(values, neighbours); });
}

void measure_graph(benchmark::State& state, std::string const& form, CollaborationGraph const& graph)
{
    measure_rows(state, form, 2 * graph.tie_count(), [&](Vertex v) { return graph.neighbours(v); });
    state.counters["bytes_per_tie"] = figures[form + " bytes"] =
        static_cast<double>(graph.bytes()) / static_cast<double>(graph.tie_count());
}

void plain_rows(benchmark::State& state)
{
    CollaborationGraph const& graph = frozen_graph();
    std::vector<std::uint32_t> offsets{0};
    std::vector<Vertex> targets;
    for (Vertex v = 0; v < vertex_count; ++v) {
        targets.insert(targets.end(), graph.neighbours(v).begin(), graph.neighbours(v).end());
        offsets.push_back(static_cast<std::uint32_t>(targets.size()));
    }
    measure_rows(state, "plain", targets.size(),
                 [&](Vertex v) { return std::span(targets.data() + offsets[v], targets.data() + offsets[v + 1]); });
}

void frozen(benchmark::State& state) { measure_graph(state, "frozen", frozen_graph()); }
void editable_fresh(benchmark::State& state) { measure_graph(state, "editable", frozen_graph().to_editable()); }
void editable_churned(benchmark::State& state) { measure_graph(state, "churned", churned(50)); }

void ties_with_weights(benchmark::State& state)
{
    CollaborationGraph const graph = state.range(0) == 0 ? frozen_graph() : churned(10);
    measure(state, "ties", 2.0 * static_cast<double>(graph.tie_count()), [&] {
        float sum = 0;
        for (Vertex v = 0; v < vertex_count; ++v)
            for (TieView const tie : graph.ties(v)) sum += tie.weight;
        return sum;
    });
}

void commit_batch(benchmark::State& state)
{
    CollaborationGraph graph = churned(5);
    SplitMix words(3);
    double total = 0;
    std::size_t const compactions = graph.compactions();
    for (auto _ : state) {
        state.PauseTiming();
        auto const edits = churn_batch(graph, words);
        state.ResumeTiming();
        auto const start = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(graph.apply(edits));
        total += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    figures["commit"] = total / static_cast<double>(state.iterations() * batch_size) * 1e9;
    state.counters["ns_per_edit"] = figures["commit"];
    state.counters["compactions"] = static_cast<double>(graph.compactions() - compactions);
}

void invariants(benchmark::State& state)
{
    CollaborationGraph const graph = churned(10);
    measure(state, "invariants", static_cast<double>(graph.tie_count()), [&] { return graph.check_invariants(), 0; });
}

void canonical_bytes(benchmark::State& state)
{
    CollaborationGraph const graph = churned(10);
    measure(state, "bytes", static_cast<double>(graph.tie_count()), [&] {
        std::size_t bytes = 0;
        graph.visit_bytes([&](std::span<std::byte const> piece) { bytes += piece.size(); });
        return bytes;
    });
}

void generate_watts_strogatz(benchmark::State& state)
{
    std::size_t const n = static_cast<std::size_t>(state.range(0));
    measure(state, "Watts-Strogatz", static_cast<double>(n * 4), [&] {
        SplitMix words(4);
        return watts_strogatz(n, 8, 0.1, words).tie_count();
    });
}

BENCHMARK(plain_rows)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(frozen)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(editable_fresh)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(editable_churned)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(ties_with_weights)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(commit_batch)->Iterations(60)->Unit(benchmark::kMillisecond);
BENCHMARK(invariants)->Unit(benchmark::kMillisecond);
BENCHMARK(canonical_bytes)->Unit(benchmark::kMillisecond);
BENCHMARK(generate_watts_strogatz)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);

void print_ratios()
{
    for (std::string const form : {"frozen", "editable", "churned"})
        for (std::string const what : {" walk", " sweep"})
            std::printf("%-9s%-7s %5.2f ns per half-edge, %.2f of plain rows; %4.1f bytes per tie\n", form.c_str(),
                        what.c_str(), figures[form + what], figures[form + what] / figures["plain" + what],
                        figures[form + " bytes"]);
    std::printf("commit: %.0f ns per edit\n", figures["commit"]);
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    print_ratios();
}
