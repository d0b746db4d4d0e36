// Which calls organisations notice: a bounded number, whatever else is called.
#include "models/ecosystem/contests/noticing.hpp"
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <utility>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// Lends a lens to a test as the engine lends it to a process.
struct Borrower : Process {
    Borrower() : Process("write_bids") {}
    void run(Step&) override {}
};

using Pair = std::pair<std::uint64_t, std::uint64_t>; // keys of organisation and technology

// Who notices what of the calls that are decided in the coming tick.
std::set<Pair> noticed(Run& run)
{
    World& world = run.simulation->world();
    Borrower process;
    Wiring wiring{world, process, ProcessKind::each};
    Noticing const noticing(wiring);
    for (auto const& refresh : process.refreshers) refresh();
    auto const& rules = dynamic_cast<EcosystemRules const&>(*run.scenario.rules);
    auto const& o = world.population<Organisations>();
    std::set<Pair> pairs;
    for (std::uint32_t i = 0; i < o.size(); ++i) {
        if (!o.is_alive(i)) continue;
        noticing.visit(Row<Organisations>{i}, rules.behaviour.bidding, [&](Notice const& notice) {
            bool const is_new =
                pairs.emplace(o.key(i), world.population<Technologies>().key(notice.topic.index)).second;
            CHECK(is_new); // each once
        });
    }
    return pairs;
}

// Two ticks before the first decision, so that programmes have changed nothing yet but the calls.
Run country(int organisations, std::string const& programmes, Overrides const& overrides = {}, Settings settings = {})
{
    std::string const n = std::to_string(organisations), tenth = std::to_string(organisations / 10);
    Run run = prepare_text(R"(
tianji: 1
model: ecosystem
name: country
calendar: {start: 2020-01-01, tick: quarter, ticks: 8}
currency: EUR
inputs: {synthetic: {firms: )" +
                               n + ", universities: 10, labs: 10, latent: " + tenth + ", projects: " + tenth +
                               ", fields: 4, topics_per_year: " + tenth + R"(}}
treasuries: {nation: 1000}
demography: {start_ups: 0}
behaviour: {readers_per_band: 100}
programmes: {)" + programmes + "}\n",
                           overrides, settings);
    run.simulation->step();
    run.simulation->step();
    return run;
}

std::string programme(std::string const& name, std::string const& field)
{
    return name + ": {instrument: direct_grant, source: nation, call: {budget: 10, fields: [" + field + "]}}";
}

double per_organisation(Run& run)
{
    return static_cast<double>(noticed(run).size()) / run.population<Organisations>().n_alive();
}

} // namespace

TEST_CASE("one programme does not shift what is noticed of another")
{
    Run one = country(1000, programme("a", "field1"));
    Run both = country(1000, programme("b", "field2") + ", " + programme("a", "field1"));
    std::set<Pair> const alone = noticed(one), together = noticed(both);
    auto const& t = both.population<Technologies>();
    std::set<Pair> of_a, of_b;
    for (Pair const& pair : together)
        (t.field[static_cast<std::uint32_t>(pair.second)] == 0 ? of_a : of_b).insert(pair);
    CHECK(alone.size() > 500);
    CHECK(of_b.size() > 500);
    CHECK(of_a == alone);
}

TEST_CASE("what an organisation notices does not grow with the country")
{
    std::string const all = "a: {instrument: direct_grant, source: nation, call: {budget: 10}}";
    Run small = country(500, all), large = country(4000, all);
    double const few = per_organisation(small), many = per_organisation(large);
    CHECK(few > 1.0);
    CHECK(many > 0.8 * few);
    CHECK(many < 1.25 * few);
    // With one band for all, everything in a field that one follows is seen: eight times as much in the larger country.
    Overrides const one_band{{"behaviour.readers_per_band", "1000000"}};
    Run small_open = country(500, all, one_band), large_open = country(4000, all, one_band);
    CHECK(per_organisation(large_open) > 6.0 * per_organisation(small_open));
}

TEST_CASE("larger organisations notice more, in the fields they know")
{
    BiddingRule const rule;
    CHECK(bands_followed(rule, 0.1) == rule.attention);
    CHECK(bands_followed(rule, 4.0) == 2.0 * rule.attention);
    CHECK(bands_followed(rule, 1000.0) == 4.0 * rule.attention);
    CHECK(bands_for(1, 500) == 1);
    CHECK(bands_for(500, 500) == 1);
    CHECK(bands_for(501, 500) == 2);

    Run run = country(2000, "a: {instrument: direct_grant, source: nation, call: {budget: 10}}");
    auto const& o = run.population<Organisations>();
    auto const& t = run.population<Technologies>();
    double of_large = 0.0, of_small = 0.0, n_large = 0.0, n_small = 0.0, known = 0.0, all = 0.0;
    for (std::uint32_t i = 0; i < o.size(); ++i) (o.staff[i] >= 4.0 ? n_large : n_small) += 1.0;
    for (auto const& [organisation, technology] : noticed(run)) {
        auto const row = static_cast<std::uint32_t>(organisation);
        (o.staff[row] >= 4.0 ? of_large : of_small) += 1.0;
        known += o.skill.row(row)[t.field[static_cast<std::uint32_t>(technology)]] > 0.0;
        all += 1.0;
    }
    CHECK(n_large > 20);
    CHECK(of_large / n_large > 1.3 * (of_small / n_small));
    // Two bands or more that it follows, in fields it knows, to one it hears of and one it comes across.
    CHECK(known >= 0.5 * all);
}

TEST_CASE("another replicate spreads readers over other bands")
{
    std::string const all = "a: {instrument: direct_grant, source: nation, call: {budget: 10}}";
    Run run = country(1000, all);
    Settings other;
    other.replicate = 1;
    Run second = country(1000, all, {}, other);
    std::set<Pair> const first = noticed(run), again = noticed(second);
    CHECK(first.size() > 500);
    CHECK(first != again);
}
