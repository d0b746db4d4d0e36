// Selection: who wins, and at what price.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

std::string const priced = "entry: {price: true}, payment: {amount: {basis: bid}, tranches: [{on: award, share: 1}]}, ";

// Every organisation has a mark-up of its own, and keeps it.
Run with_different_prices(std::string const& components)
{
    Run run = prepare_text(laboratory(simple_programme(components)),
                           {{"behaviour.learning_step", "0"}, {"inputs.synthetic.topics_per_year", "60"}});
    auto const markups = run.simulation->world().population<Organisations>().markup.values();
    for (std::size_t i = 0; i < markups.size(); ++i)
        markups[i] = 0.5 * static_cast<double>(i * 31 % markups.size()) / static_cast<double>(markups.size());
    run.go();
    return run;
}

} // namespace

TEST_CASE("A call funds as many lanes as it has winners, or all its bidders where there are fewer")
{
    for (std::size_t winners : {1U, 3U}) {
        Run const run =
            laboratory_run(simple_programme("selection: {bar: 0, winners: " + std::to_string(winners) + "}"));
        auto const calls = by_call(run);
        REQUIRE(calls.size() > 30);
        for (auto const& [key, bids] : calls) CHECK(winners_of(bids) == std::min(winners, bids.size()));
        CHECK(run.story.awards.size() ==
              static_cast<std::size_t>(std::ranges::count_if(run.story.applications, has_won)));
    }
}

TEST_CASE("Ranks follow the score, and a review takes the bid that reviewers saw as the best")
{
    Run const run = laboratory_run(simple_programme("selection: {bar: 0}"));
    for (auto const& [key, bids] : by_call(run)) {
        for (std::size_t i = 0; i < bids.size(); ++i) {
            CHECK(bids[i].rank == static_cast<std::int32_t>(i + 1));
            CHECK(bids[i].score == bids[i].observed);
            if (i > 0) CHECK(bids[i - 1].score >= bids[i].score);
        }
        CHECK(has_won(bids.front()));
    }
}

TEST_CASE("Reviews without noise see the true success probability")
{
    Run const run = laboratory_run(simple_programme("selection: {bar: 0, noise: 0}"), {{"research.feasible", "0.9"}});
    for (Application const& a : run.story.applications) CHECK(a.observed == Approx(a.true_success).epsilon(1e-9));
}

TEST_CASE("Bids below the bar do not win")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: all, bar: 0.9, noise: 2}"));
    int below = 0;
    for (Application const& a : run.story.applications) {
        CHECK((a.decision == Decision::below_bar) == (a.observed < 0.9));
        below += a.decision == Decision::below_bar;
    }
    CHECK(below > 20);
}

TEST_CASE("All bids above the bar win where the rule says so")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: all, bar: 0}"));
    CHECK(run.story.applications.size() > 200);
    int short_of_people = 0;
    for (Application const& a : run.story.applications) {
        CHECK((has_won(a) || a.decision == Decision::no_capacity));
        short_of_people += a.decision == Decision::no_capacity;
    }
    CHECK(short_of_people < 20);
}

TEST_CASE("The lowest price wins a first-price call and is paid")
{
    Run const run = laboratory_run(simple_programme(priced + "selection: {rule: first_price, bar: 0}"),
                                   {{"behaviour.partners", "2"}});
    auto const calls = by_call(run);
    for (auto const& [key, bids] : calls)
        for (Application const& a : bids) {
            if (!has_won(a)) continue;
            CHECK(a.amount == a.price);
            for (Application const& other : bids) CHECK(a.price <= other.price);
        }
    CHECK(calls.size() > 30);
}

TEST_CASE("A tender among n bidders with uniform costs costs 2/(n+1), its winner 1/(n+1) (V-10)")
{
    for (std::uint64_t n : {2U, 3U, 5U}) {
        Run run = prepare_text(
            laboratory("main: {source: european_union, call: {budget: 1000, deadline: 1, eligible: [university]}, " +
                       priced + "selection: {rule: second_price, bar: 0}}"),
            {{"inputs.synthetic.universities", std::to_string(n)},
             {"inputs.synthetic.projects", "20"},
             {"inputs.synthetic.topics_per_year", "4"},
             {"programmes.main.entry.application", "0"}, // so that everybody applies, whatever the price
             {"behaviour.learning_step", "0"},
             {"behaviour.calls_considered", "50"},
             {"calendar.ticks", "2000"}});
        // Mark-ups, the only difference between bids, are drawn anew in each tick: uniform on [0, 1/2].
        World& world = run.simulation->world();
        run.story.each_tick = [&world](World const& now) {
            Stream luck({1, 0, static_cast<std::uint64_t>(now.clock.tick), hash_of("test")}, 0);
            for (double& markup : world.population<Organisations>().markup.values()) markup = luck.uniform(0.0, 0.5);
        };
        run.go();
        std::map<std::int32_t, Money> planned; // cost, by tick
        for (Award const& award : run.story.awards) planned[award.tick] = award.cost;
        double price = 0.0, cost = 0.0, calls = 0.0;
        for (auto const& [key, bids] : by_call(run)) {
            if (bids.size() != n) continue;
            auto const share_above_cost = [&planned, tick = key.first](Money of) { // uniform on [0, 1] over bids
                return 2.0 * (static_cast<double>(of.minor) / static_cast<double>(planned.at(tick).minor) - 1.0);
            };
            calls += 1.0;
            price += share_above_cost(bids.front().amount);
            cost += share_above_cost(bids.front().price);
        }
        auto const k = static_cast<double>(n);
        auto const error = [&](double order) { // of the mean of an order statistic of n uniforms
            return std::sqrt(order * (k + 1.0 - order) / ((k + 1.0) * (k + 1.0) * (k + 2.0)) / calls);
        };
        INFO(n << " bidders, " << calls << " calls: " << price / calls << ", " << cost / calls);
        REQUIRE(calls > 1500);
        CHECK(std::abs(price / calls - 2.0 / (k + 1.0)) < 4.0 * error(2));
        CHECK(std::abs(cost / calls - 1.0 / (k + 1.0)) < 4.0 * error(1));
    }
}

TEST_CASE("A second-price call pays its winner the next price among the bids that could have won")
{
    Run const run = with_different_prices(priced + "selection: {rule: second_price, bar: 0.5, noise: 2}");
    int paid_more = 0, after_barred = 0, alone = 0;
    for (auto const& [key, bids] : by_call(run)) {
        std::vector<Application> able;
        for (Application const& a : bids)
            if (a.decision == Decision::won || a.decision == Decision::lost) able.push_back(a);
        if (able.empty()) continue;
        REQUIRE(has_won(able.front()));
        CHECK(able.front().amount == (able.size() > 1 ? able[1].price : able[0].price));
        alone += able.size() == 1;
        paid_more += able.front().amount > able.front().price;
        after_barred += able.front().rank > 1;
    }
    CHECK(paid_more > 10);
    CHECK(after_barred > 10);
    INFO(alone << " calls with one able bidder");
}

TEST_CASE("Three winners of a second-price call get the fourth price, at most the cap")
{
    Run const run =
        with_different_prices("entry: {price: true}, selection: {rule: second_price, winners: 3, bar: 0}, "
                              "payment: {amount: {basis: bid, cap: 0.0095}, tranches: [{on: award, share: 1}]}");
    int seen = 0, capped = 0;
    for (auto const& [key, bids] : by_call(run)) {
        if (bids.size() < 4 || winners_of(bids) != 3 || !has_won(bids[2])) continue;
        ++seen;
        for (std::size_t i = 0; i < 3; ++i) CHECK(bids[i].amount == std::min(bids[3].price, millions(0.0095)));
        capped += bids[3].price > millions(0.0095);
    }
    CHECK(seen > 20);
    CHECK(capped > 0);
    CHECK(capped < seen);
}

TEST_CASE("A scored call weighs the price, relative to the highest, against what reviewers saw")
{
    Run const run = laboratory_run(
        simple_programme(priced + "selection: {rule: scored, weights: {price: 0.6, quality: 0.4}, bar: 0}"));
    for (auto const& [key, bids] : by_call(run)) {
        Money highest;
        for (Application const& a : bids) highest = std::max(highest, a.price);
        for (Application const& a : bids)
            CHECK(a.score == Approx(0.4 * a.observed -
                                    0.6 * static_cast<double>(a.price.minor) / static_cast<double>(highest.minor)));
    }
}

TEST_CASE("A lottery draws the winner from those above the bar, without regard to what reviewers saw")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: lottery, bar: 0.2}"),
                                   {{"inputs.synthetic.topics_per_year", "60"}});
    double expected = 0.0, variance = 0.0, best_won = 0.0;
    for (auto const& [key, bids] : by_call(run)) {
        std::vector<Application> above;
        for (Application const& a : bids)
            if (a.decision == Decision::won || a.decision == Decision::lost) above.push_back(a);
        if (above.size() < 2) continue;
        auto const best = std::ranges::max_element(above, {}, &Application::observed);
        auto const n = static_cast<double>(above.size());
        expected += 1.0 / n;
        variance += (1.0 - 1.0 / n) / n;
        best_won += has_won(*best);
    }
    CHECK(expected > 50);
    CHECK(std::abs(best_won - expected) < 4.0 * std::sqrt(variance));
}
