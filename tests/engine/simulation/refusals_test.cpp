// What is refused when the model is built, and that the message names the process and what it asked for.
#include "tests/engine/simulation/names.hpp"
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::sample;

namespace {

struct Write {
    Post<Note> post;
    void operator()(Self<Firms>) const {}
};
struct ReadNotes {
    Inbox<Note> inbox;
    void operator()(Self<Firms>) const {}
};
template <class... Views>
struct Uses;
template <class A>
struct Uses<A> {
    A a;
    void operator()(Self<Firms>) const {}
};
template <class A, class B>
struct Uses<A, B> {
    A a;
    B b;
    void operator()(Self<Firms>) const {}
};

template <class Declare>
auto building(Declare const& declare)
{
    return [declare] {
        simulation_of([&](Builder& b) {
            found_firms(b, 4);
            b.population<Banks>(4);
            declare(b);
        });
    };
}

} // namespace

TEST_CASE("A message without a reader is refused")
{
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Write>("write"); })(), Names("'note'", "'write'", "reader"));
}

TEST_CASE("A message that nobody sends is refused")
{
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<ReadNotes>("read"); })(), Names("'note'", "'read'", "sender"));
}

TEST_CASE("A message with two readers is refused")
{
    CHECK_THROWS_WITH(building([](Builder& b) {
                          b.each<Write>("write");
                          b.each<ReadNotes>("read");
                          b.each<ReadNotes>("read_again");
                      })(),
                      Names("'note'", "'read'", "'read_again'"));
}

TEST_CASE("A message may have several senders, and its reader may come first or be among rounds")
{
    CHECK_NOTHROW(building([](Builder& b) {
        b.rounds(
            "rounds", 2, [](World const&) { return true; }, [](Builder& r) { r.each<ReadNotes>("read"); });
        b.each<Write>("write");
        b.each<Write>("write_more");
    })());
}

TEST_CASE("A column that nobody initialised is refused in every way of use")
{
    Names const names_both("'plan_ahead'", "'firms.plan'");
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Read<&Firms::plan>>>("plan_ahead"); })(), names_both);
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Own<&Firms::plan>>>("plan_ahead"); })(), names_both);
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<ReadWrite<&Firms::plan>>>("plan_ahead"); })(), names_both);
    CHECK_NOTHROW(building([](Builder& b) {
        b.world().population<Firms>().plan.fill(1.0);
        b.each<Uses<Read<&Firms::plan>>>("plan_ahead");
    })());
}

TEST_CASE("A column declared twice in a process that writes it is refused")
{
    Names const names_both("'grow'", "'firms.level'");
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Read<&Firms::level>, Own<&Firms::level>>>("grow"); })(),
                      names_both);
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Own<&Firms::level>, Own<&Firms::level>>>("grow"); })(),
                      names_both);
    CHECK_THROWS_WITH(
        building([](Builder& b) { b.each<Uses<ReadWrite<&Firms::level>, Read<&Firms::level>>>("grow"); })(),
        names_both);
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Pay<&Firms::cash>, Balances<&Firms::cash>>>("spend"); })(),
                      Names("'spend'", "'firms.cash'"));
    CHECK_NOTHROW(building([](Builder& b) { b.each<Uses<Read<&Firms::level>, Own<&Firms::seen>>>("grow"); })());
    CHECK_NOTHROW(building([](Builder& b) { b.each<Uses<Read<&Banks::seen>, Own<&Firms::seen>>>("grow"); })());
}

TEST_CASE("Two processes of one name are refused, in rounds too")
{
    CHECK_THROWS_WITH(building([](Builder& b) {
                          b.each<Draw>("draw");
                          b.each<Draw>("draw");
                      })(),
                      Names("'draw'"));
    CHECK_THROWS_WITH(building([](Builder& b) {
                          b.each<Draw>("draw");
                          b.rounds(
                              "rounds", 2, [](World const&) { return true; }, [](Builder& r) { r.each<Draw>("draw"); });
                      })(),
                      Names("'draw'"));
}

TEST_CASE("The network of another population is refused")
{
    Names const names_both("'meet'", "'banks'", "'firms'");
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Network<Banks>>>("meet"); })(), names_both);
    CHECK_THROWS_WITH(building([](Builder& b) { b.each<Uses<Ties<Banks>>>("meet"); })(), names_both);
}

TEST_CASE("Spending without declared purposes is refused")
{
    auto const build = [](Builder& b) {
        b.population<Banks>(1);
        struct Spend {
            Pay<&Banks::vault> pay;
            void operator()(Self<Banks>) const {}
        };
        b.each<Spend>("spend");
    };
    CHECK_THROWS_WITH(simulation_of(build), Names("'spend'"));
}

TEST_CASE("A network nobody edits is frozen, one that somebody edits is editable")
{
    using Form = CollaborationGraph::Form;
    auto const form_with = [](auto const& declare) {
        return simulation_of([&](Builder& b) {
                   found_firms(b, 4);
                   declare(b);
               })
            .world()
            .graph.form();
    };
    CHECK(form_with([](Builder& b) { b.each<Draw>("draw"); }) == Form::frozen);
    CHECK(form_with([](Builder& b) { b.world().graph = b.world().graph.to_editable(); }) == Form::frozen);
    CHECK(form_with([](Builder& b) { b.each<Uses<Ties<Firms>>>("mingle"); }) == Form::editable);
    CHECK(form_with([](Builder& b) { b.each<Uses<Deaths<Firms>>>("exit"); }) == Form::editable);
}
