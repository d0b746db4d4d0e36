#include "engine/base/contract.hpp"
#include "engine/graph/collaboration_graph.hpp"
#include "tests/engine/graph/words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <thread>
#include <tuple>

using namespace tianji;

namespace {

using Form = CollaborationGraph::Form;
using Action = TieEdit::Action;
using Outcome = CommittedEdit::Outcome;
using Neighbours = std::vector<Vertex>;

Neighbours neighbours(CollaborationGraph const& graph, Vertex v)
{
    auto const span = graph.neighbours(v);
    return {span.begin(), span.end()};
}

std::vector<std::byte> bytes_of(CollaborationGraph const& graph)
{
    std::vector<std::byte> bytes;
    graph.visit_bytes([&](std::span<std::byte const> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
    return bytes;
}

TieEdit add(Vertex a, Vertex b, float weight = 1, std::int32_t since = 0, TieKind kind = 0, std::uint64_t key = 0)
{
    return {Action::add, a, b, kind, 0, weight, since, key};
}

TieEdit end(Vertex a, Vertex b, TieKind kind = 0) { return {Action::end, a, b, kind, 0, 1, 0, 0}; }

TieEdit reweight(Vertex a, Vertex b, float weight, std::uint64_t key = 0)
{
    return {Action::reweight, a, b, 0, 0, weight, 0, key};
}

// The same rules in the plainest way.
struct NaiveGraph {
    struct Value {
        float weight;
        std::int32_t since;
        TieId id;
    };
    std::map<std::tuple<Vertex, Vertex, TieKind>, Value> ties;
    std::map<TieId, bool> used;

    TieId smallest_free_id() const
    {
        TieId id = 0;
        while (used.count(id) != 0) ++id;
        return id;
    }

    std::vector<CommittedEdit> apply(std::vector<TieEdit> edits)
    {
        for (TieEdit& edit : edits)
            if (edit.a > edit.b) std::swap(edit.a, edit.b);
        auto const rank = [](TieEdit const& e) {
            return e.action == Action::end ? 0 : e.action == Action::reweight ? 1 : 2;
        };
        std::sort(edits.begin(), edits.end(), [&](TieEdit const& x, TieEdit const& y) {
            return std::tuple(rank(x), x.a, x.b, x.kind, x.key) < std::tuple(rank(y), y.a, y.b, y.kind, y.key);
        });
        std::vector<CommittedEdit> done;
        std::vector<TieId> ended;
        for (TieEdit const& e : edits) {
            CommittedEdit c{Outcome::absent, e.kind, e.reason, e.a, e.b, e.weight, e.since, no_tie, e.key};
            auto const found = ties.find({e.a, e.b, e.kind});
            if (found != ties.end()) {
                c.outcome = e.action == Action::end        ? Outcome::ended
                            : e.action == Action::reweight ? Outcome::reweighted
                                                           : Outcome::strengthened;
                Value& value = found->second;
                if (e.action == Action::reweight) value.weight = e.weight;
                if (e.action == Action::add) value.weight += e.weight;
                c.weight = value.weight, c.since = value.since, c.tie = value.id;
                if (e.action == Action::end) ended.push_back(value.id), ties.erase(found);
            } else if (e.action == Action::add) {
                c.outcome = Outcome::formed;
                c.tie = smallest_free_id();
                used[c.tie] = true;
                ties[{e.a, e.b, e.kind}] = {e.weight, e.since, c.tie};
            }
            done.push_back(c);
        }
        for (TieId const id : ended) used.erase(id);
        return done;
    }
};

void require_same(CollaborationGraph const& graph, NaiveGraph const& naive)
{
    graph.check_invariants();
    std::vector<Tie> expected;
    std::vector<std::size_t> degrees(graph.vertex_count());
    for (auto const& [key, value] : naive.ties) {
        auto const [a, b, kind] = key;
        expected.push_back({a, b, value.weight, value.since, kind});
        ++degrees[a], ++degrees[b];
        REQUIRE(graph.tie(value.id) == expected.back());
        REQUIRE(graph.find_tie(b, a, kind)->id() == value.id);
    }
    REQUIRE(graph.all_ties() == expected);
    REQUIRE(graph.tie_count() == expected.size());
    for (Vertex v = 0; v < graph.vertex_count(); ++v) REQUIRE(graph.degree(v) == degrees[v]);
}

std::vector<TieEdit> random_edits(TestWords& words, std::size_t vertex_count, std::size_t count)
{
    std::vector<TieEdit> edits;
    for (std::size_t i = 0; i < count; ++i) {
        Vertex const a =
            static_cast<Vertex>(words.below(4) == 0 ? words.below(3) : words.below(vertex_count)); // some hubs
        Vertex const b = static_cast<Vertex>(words.below(vertex_count));
        if (a == b) continue;
        auto const choice = words.below(8);
        auto const action = choice < 4 ? Action::add : choice < 7 ? Action::end : Action::reweight;
        edits.push_back({action, a, b, static_cast<TieKind>(words.below(3)), static_cast<std::uint8_t>(words.below(5)),
                         static_cast<float>(words.below(100)) / 8, static_cast<std::int32_t>(words.below(1000)) - 500,
                         i});
    }
    return edits;
}

} // namespace

TEST_CASE("both forms answer alike")
{
    std::vector<Tie> const ties{{3, 1, 2.5f, 7, 1}, {0, 1, 1, 0, 0}, {1, 3, 0.5f, 4, 0}, {2, 3, 1, 0, 0}};
    for (Form const form : {Form::frozen, Form::editable}) {
        CollaborationGraph const graph(form, 5, ties);
        graph.check_invariants();
        CHECK(graph.form() == form);
        CHECK(graph.vertex_count() == 5);
        CHECK(graph.tie_count() == 4);
        CHECK(neighbours(graph, 0) == Neighbours{1});
        CHECK(neighbours(graph, 1) == Neighbours{0, 3, 3});
        CHECK(neighbours(graph, 4).empty());
        CHECK(graph.degree(3) == 3);
        CHECK(graph.has_tie(3, 1));
        CHECK_FALSE(graph.has_tie(0, 3));
        CHECK_FALSE(graph.has_tie(0, 4));
        CHECK(graph.ties_between(3, 1).size() == 2);
        CHECK(graph.ties_between(3, 1)[0].kind == 0);
        CHECK(graph.ties_between(3, 1)[1].weight == 2.5f);
        CHECK(graph.ties_between(3, 0).empty());
        CHECK(graph.find_tie(1, 3, 1)->since == 7);
        CHECK_FALSE(graph.find_tie(1, 3, 2));
        CHECK(graph.all_ties() ==
              std::vector<Tie>{{0, 1, 1, 0, 0}, {1, 3, 0.5f, 4, 0}, {1, 3, 2.5f, 7, 1}, {2, 3, 1, 0, 0}});
        for (Vertex v = 0; v < 5; ++v)
            for (TieView const tie : graph.ties(v)) {
                CHECK(graph.tie(tie.id()).weight == tie.weight);
                CHECK(graph.find_tie(tie.neighbour, v, tie.kind)->id() == tie.id());
            }
    }
}

TEST_CASE("the same tie given twice is one, its weights added, its earliest date kept, in whatever order it is given")
{
    std::vector<Tie> const one{{0, 1, 1, 9, 0}, {1, 0, 2, 5, 0}};
    std::vector<Tie> const other{{1, 0, 2, 5, 0}, {0, 1, 1, 9, 0}};
    CollaborationGraph const graph(Form::frozen, 2, one);
    CHECK(graph.all_ties() == std::vector<Tie>{{0, 1, 3, 5, 0}});
    CHECK(CollaborationGraph(Form::editable, 2, other).all_ties() == graph.all_ties());
}

TEST_CASE("a bare frozen graph costs its offsets and targets only")
{
    std::vector<Tie> const bare{{0, 1}, {1, 2}};
    CHECK(CollaborationGraph(Form::frozen, 3, bare).bytes() == 4 * 4 + 4 * 4);
    std::vector<Tie> const weighted{{0, 1, 2.0f}, {1, 2}};
    CHECK(CollaborationGraph(Form::frozen, 3, weighted).bytes() == 4 * 4 + 4 * 4 + 4 * 4);
}

TEST_CASE("offsets widen where half-edges do not fit in four bytes")
{
    Offsets narrow({2, 0, 3}), wide({2, 0, 3}, 4);
    CHECK_FALSE(narrow.is_wide());
    CHECK(wide.is_wide());
    for (Offsets* offsets : {&narrow, &wide}) {
        CHECK(offsets->take(2) == 2);
        CHECK(offsets->take(2) == 3);
        CHECK(offsets->take(2) == 4);
        CHECK(offsets->take(0) == 0);
        CHECK(offsets->take(0) == 1);
        offsets->rewind();
        offsets->add_vertices(1);
        CHECK(std::vector<std::uint64_t>{(*offsets)[0], (*offsets)[1], (*offsets)[2], (*offsets)[3], (*offsets)[4]} ==
              std::vector<std::uint64_t>{0, 2, 2, 5, 5});
    }
    CollaborationGraph const graph(Offsets({1, 2, 1}, 0), {1, 0, 2, 1});
    graph.check_invariants();
    CHECK(neighbours(graph, 1) == Neighbours{0, 2});
}

TEST_CASE("self-ties, unknown vertices and weights that are no number are refused")
{
    std::vector<Tie> const self{{1, 1}}, unknown{{0, 2}}, infinite{{0, 1, INFINITY}};
    for (auto const& ties : {self, unknown, infinite})
        CHECK_THROWS_AS(CollaborationGraph(Form::frozen, 2, ties), BrokenContract);
    CollaborationGraph graph(Form::editable, 2, {});
    CHECK_THROWS_AS(graph.apply(std::vector{add(0, 1), add(1, 1)}), BrokenContract);
    CHECK_THROWS_AS(graph.apply(std::vector{add(0, 1), add(0, 2)}), BrokenContract);
    CHECK(graph.tie_count() == 0);
    CollaborationGraph frozen;
    CHECK_THROWS_AS(frozen.apply({}), BrokenContract);
}

TEST_CASE("a batch ends first, then sets weights, then adds")
{
    CollaborationGraph graph(Form::editable, 3, std::vector<Tie>{{0, 1, 4, 10, 0}});
    auto const done = graph.apply(std::vector{add(1, 0, 2, 20), reweight(0, 1, 7), end(1, 0)});
    REQUIRE(done.size() == 3);
    CHECK(done[0] == CommittedEdit{Outcome::ended, 0, 0, 0, 1, 4, 10, 0, 0});
    CHECK(done[1] == CommittedEdit{Outcome::absent, 0, 0, 0, 1, 7, 0, no_tie, 0});
    CHECK(done[2] ==
          CommittedEdit{Outcome::formed, 0, 0, 0, 1, 2, 20, 1, 0}); // the id that ended is not used again in this batch
    CHECK(graph.all_ties() == std::vector<Tie>{{0, 1, 2, 20, 0}});
}

TEST_CASE("adding a tie that is there adds its weight, its date stays, ending one that is not there is reported")
{
    CollaborationGraph graph(Form::editable, 3, std::vector<Tie>{{0, 1, 4, 10, 0}});
    auto const done = graph.apply(
        std::vector{add(0, 1, 2, 20), add(0, 2, 1, 31, 0, 2), add(2, 0, 0.5f, 30, 0, 1), end(1, 2), reweight(1, 2, 1)});
    REQUIRE(done.size() == 5);
    CHECK(done[0].outcome == Outcome::absent);
    CHECK(done[1].outcome == Outcome::absent);
    CHECK(done[2] == CommittedEdit{Outcome::strengthened, 0, 0, 0, 1, 6, 10, 0, 0});
    CHECK(done[3] == CommittedEdit{Outcome::formed, 0, 0, 0, 2, 0.5f, 30, 1, 1});
    CHECK(done[4] == CommittedEdit{Outcome::strengthened, 0, 0, 0, 2, 1.5f, 30, 1, 2});
    CHECK(graph.all_ties() == std::vector<Tie>{{0, 1, 6, 10, 0}, {0, 2, 1.5f, 30, 0}});
}

TEST_CASE("of two new weights the one with the later key stays")
{
    CollaborationGraph graph(Form::editable, 2, std::vector<Tie>{{0, 1}});
    graph.apply(std::vector{reweight(0, 1, 5, 2), reweight(1, 0, 3, 1)});
    CHECK(graph.find_tie(0, 1, 0)->weight == 5);
}

TEST_CASE("ids stay while ties live and are reused smallest first, from the next batch on")
{
    CollaborationGraph graph(Form::editable, 5, std::vector<Tie>{{0, 1}, {0, 2}, {0, 3}, {0, 4}});
    TieId const staying = graph.find_tie(0, 4, 0)->id();
    graph.apply(std::vector{end(0, 2), end(0, 1), end(0, 3)});
    CHECK(graph.find_tie(4, 0, 0)->id() == staying);
    auto const done = graph.apply(std::vector{add(3, 4), add(1, 2), end(0, 4)});
    CHECK(done[1].tie == 0);
    CHECK(done[2].tie == 1);
    CHECK(graph.apply(std::vector{add(1, 4), add(2, 3), add(0, 4)})[2].tie == 4);
}

TEST_CASE("all ties of a vertex are ended by the edits it gives")
{
    CollaborationGraph graph(Form::editable, 4, std::vector<Tie>{{0, 1}, {1, 2, 1, 0, 3}, {1, 2}, {2, 3}});
    auto const done = graph.apply(graph.end_all_of(1, 77, 9));
    CHECK(done.size() == 3);
    for (CommittedEdit const& edit : done)
        CHECK((edit.outcome == Outcome::ended && edit.reason == 9 && edit.key == 77));
    CHECK(graph.all_ties() == std::vector<Tie>{{2, 3}});
}

TEST_CASE("vertices are born without ties and can be tied")
{
    for (Form const form : {Form::frozen, Form::editable}) {
        CollaborationGraph graph(form, 2, std::vector<Tie>{{0, 1}});
        graph.add_vertices(3);
        CHECK(graph.vertex_count() == 5);
        CHECK(graph.degree(4) == 0);
        graph.check_invariants();
        if (form == Form::frozen) continue;
        graph.apply(std::vector{add(4, 0), add(4, 1), add(3, 4)});
        CHECK(neighbours(graph, 4) == Neighbours{0, 1, 3});
        graph.check_invariants();
    }
}

TEST_CASE("random edits do what a plain map does, ids and reports included, for any order of the edits")
{
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        TestWords words(seed);
        std::size_t vertex_count = 12 + words.below(30);
        CollaborationGraph graph(Form::editable, vertex_count, {}), other = graph;
        NaiveGraph naive;
        for (int batch = 0; batch < 60; ++batch) {
            if (batch % 20 == 19) graph.add_vertices(3), other.add_vertices(3), vertex_count += 3;
            auto edits = random_edits(words, vertex_count, batch % 7 == 0 ? 200 : words.below(20));
            auto const expected = naive.apply(edits);
            REQUIRE(graph.apply(edits) == expected);
            std::reverse(edits.begin(), edits.end());
            for (TieEdit& edit : edits) std::swap(edit.a, edit.b);
            REQUIRE(other.apply(edits) == expected);
            require_same(graph, naive);
        }
        REQUIRE(bytes_of(graph) == bytes_of(other));
        REQUIRE(graph.compactions() > 0);
    }
}

TEST_CASE("the same ties give the same bytes, whatever the form and the past")
{
    TestWords words(42);
    CollaborationGraph grown(Form::editable, 40, {});
    for (int batch = 0; batch < 30; ++batch) grown.apply(random_edits(words, 40, 100));
    auto const expected = bytes_of(grown);
    CHECK(expected.size() == 16 + 17 * grown.tie_count());
    std::vector<Tie> ties = grown.all_ties();
    std::reverse(ties.begin(), ties.end());
    CHECK(bytes_of(CollaborationGraph(Form::frozen, 40, ties)) == expected);
    CHECK(bytes_of(CollaborationGraph(Form::editable, 40, ties)) == expected);
    CHECK(bytes_of(grown.freeze()) == expected);
    CHECK(bytes_of(grown.freeze().to_editable()) == expected);
    grown.freeze().check_invariants();
    CollaborationGraph larger = grown;
    larger.add_vertices(1);
    CHECK(bytes_of(larger) != expected);
    larger = grown;
    larger.apply(std::vector{add(0, 1)});
    CHECK(bytes_of(larger) != expected);
    larger = CollaborationGraph(Form::frozen, 2, std::vector<Tie>{{0, 1, 0.0f}});
    CHECK(bytes_of(larger) == bytes_of(CollaborationGraph(Form::frozen, 2, std::vector<Tie>{{0, 1, -0.0f}})));
}

TEST_CASE("a restored graph gives later edits the same ids")
{
    TestWords words(7);
    CollaborationGraph graph(Form::editable, 30, {});
    for (int batch = 0; batch < 10; ++batch) graph.apply(random_edits(words, 30, 60));
    CollaborationGraph restored = CollaborationGraph::restore(30, {graph.table().begin(), graph.table().end()});
    for (int batch = 0; batch < 10; ++batch) {
        auto const edits = random_edits(words, 30, 60);
        REQUIRE(restored.apply(edits) == graph.apply(edits));
    }
    CHECK(bytes_of(restored) == bytes_of(graph));
}

TEST_CASE("a broken graph is found by its invariants")
{
    CHECK_NOTHROW(CollaborationGraph(Offsets({1, 1}), {1, 0}).check_invariants());
    CHECK_THROWS_AS(CollaborationGraph(Offsets({1, 1}), {1, 1}).check_invariants(), BrokenContract);    // self
    CHECK_THROWS_AS(CollaborationGraph(Offsets({1, 1, 0}), {1, 2}).check_invariants(), BrokenContract); // asymmetric
    CHECK_THROWS_AS(CollaborationGraph(Offsets({2, 1, 1}), {2, 1, 0, 0}).check_invariants(),
                    BrokenContract);                                                                 // unsorted
    CHECK_THROWS_AS(CollaborationGraph(Offsets({1, 1}), {7, 0}).check_invariants(), BrokenContract); // out of range
    CHECK_THROWS_AS(CollaborationGraph(Offsets({2, 2}), {1, 1, 0, 0}).check_invariants(), BrokenContract); // twice
    CHECK_THROWS_AS(CollaborationGraph::restore(3, {{0, 1}, {0, 1}}), BrokenContract);
}

TEST_CASE("many threads may read one graph")
{
    TestWords words(3);
    CollaborationGraph graph(Form::editable, 200, {});
    graph.apply(random_edits(words, 200, 3000));
    std::vector<double> sums(4);
    std::vector<std::thread> threads;
    for (double& sum : sums)
        threads.emplace_back([&] {
            for (Vertex v = 0; v < 200; ++v)
                for (TieView const tie : graph.ties(v))
                    sum += tie.weight * static_cast<double>(graph.degree(tie.neighbour));
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(sums[0] > 0);
    CHECK(std::all_of(sums.begin(), sums.end(), [&](double sum) { return sum == sums[0]; }));
}
