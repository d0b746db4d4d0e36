#include "engine/simulation/observer.hpp"
#include "models/ecosystem/evaluation/evaluation.hpp"
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

constexpr double unseen = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t n_ticks = 5, n_technologies = 3;

std::size_t width_in(std::string const& measure)
{
    if (measure == "readiness" || measure == "public_money_by_technology") return n_technologies;
    if (measure == "lost_by_payer") return n_funders;
    if (measure == "public_money_by_kind") return n_kinds;
    return 1;
}

// A run of five quarters, zero but for what a test writes.
class HandMade {
public:
    HandMade()
    {
        for (std::string const& name : evaluation().measures) {
            Measure one{name, "1", "", 1, width_in(name) > 1 ? "d" : "", {}, {}};
            if (width_in(name) > 1) one.labels.resize(width_in(name));
            measures_.push_back(one);
            width_ += width_in(name);
        }
        values_.assign(n_ticks * width_, 0.0);
    }

    double& at(std::string const& measure, std::size_t tick, std::size_t label = 0)
    {
        std::size_t before = 0;
        for (Measure const& one : measures_) {
            if (one.name == measure) return values_[tick * width_ + before + label];
            before += width_of(one);
        }
        throw std::logic_error("no measure " + measure);
    }
    double& last(std::string const& measure, std::size_t label = 0) { return at(measure, n_ticks - 1, label); }
    // Levels of a technology, tick by tick.
    void rises(std::size_t technology, std::array<double, n_ticks> const& levels)
    {
        for (std::size_t tick = 0; tick < n_ticks; ++tick) at("readiness", tick, technology) = levels[tick];
    }
    RunValues values() const { return {measures_, values_}; }

private:
    std::vector<Measure> measures_;
    std::size_t width_ = 0;
    std::vector<double> values_;
};

struct Worlds {
    HandMade policy, off, grant;
    std::size_t since = 0;
    double discount = 0.0;

    Triple triple() const { return {policy.values(), off.values(), grant.values(), since, 4.0, discount}; }
};

Estimand estimand(std::string const& name)
{
    Evaluation const all = evaluation();
    auto const found = std::ranges::find(all.estimands, name, &Estimand::name);
    REQUIRE(found != all.estimands.end());
    return *found;
}

double estimate(std::string const& name, Worlds const& worlds)
{
    Estimand const one = estimand(name);
    double const numerator = one.numerator(worlds.triple());
    return one.denominator ? numerator / one.denominator(worlds.triple()) : numerator;
}

void spend(HandMade& run, std::array<double, n_ticks> const& totals)
{
    for (std::size_t tick = 0; tick < n_ticks; ++tick) run.at("public_spending", tick) = totals[tick];
}

Scenario read(std::string const& file, Overrides const& overrides = {})
{
    std::vector<Model> const models{model()};
    return read_scenario(std::filesystem::path(TIANJI_SOURCE_DIR) / file, models, overrides);
}

double last_value(Run const& run, std::string const& name)
{
    std::vector<double> out(1);
    for (Measure const& one : run.simulation->measures())
        if (one.name == name) one.observe(run.world(), out);
    return out[0];
}

std::string const smoke = "scenarios/smoke.yaml";
Override const own_account{"programmes.own", "{instrument: own_account}"};

} // namespace

TEST_CASE("Switched off, programmes pay nobody, and teams go on on their own account")
{
    Overrides changes{own_account, {"market.sales_per_level", "1"}};
    Overrides const off = evaluation().off.changes(*read(smoke, changes).rules, 1.0);
    CHECK(off.size() == 4);
    changes.insert(changes.end(), off.begin(), off.end());
    Run run = prepare_file(smoke, changes);
    run.go();
    CHECK(last_value(run, "public_spending") == 0.0);
    CHECK(std::ranges::count(run.story.awards, 1, [](Award const& award) {
              return award.promised[column_of(Funder::applicant)] > Money{};
          }) == static_cast<std::ptrdiff_t>(run.story.awards.size()));
    CHECK_FALSE(run.story.awards.empty());
}

TEST_CASE("Whatever the terms were, policies switched off are the same scenario")
{
    std::vector<std::string> resolved;
    for (char const* policy : {"direct_grant", "racehorse"}) {
        Overrides changes{{"programmes.main.instrument", policy}};
        Overrides const off =
            evaluation().off.changes(*read("scenarios/netherlands/direct_grant.yaml", changes).rules, 1.0);
        changes.insert(changes.end(), off.begin(), off.end());
        resolved.push_back(read("scenarios/netherlands/direct_grant.yaml", changes).resolved);
    }
    CHECK(resolved[0] == resolved[1]);
}

TEST_CASE("The direct grant beside a direct grant is itself")
{
    std::string const file = "scenarios/netherlands/direct_grant.yaml";
    Scenario const scenario = read(file);
    CHECK(read(file, evaluation().matched.changes(*scenario.rules, 1.0)).resolved == scenario.resolved);
}

TEST_CASE("The direct grant beside another policy keeps its calls and nothing else of its terms")
{
    std::string const file = "scenarios/netherlands/direct_grant.yaml";
    Overrides changes{{"programmes.main",
                       "{instrument: racehorse, from: 4, until: 20, selection: {winners: 5, noise: 0.5}, call: "
                       "{owner: firm, deadline: 16, budget: 12}, entry: {application: 0.1}, payment: "
                       "{on_failure: {clawback: 0.5}}, matching: {chain: [{by: owner, ratio: 1}]}}"}};
    Overrides const grant = evaluation().matched.changes(*read(file, changes).rules, 1.25);
    changes.insert(changes.end(), grant.begin(), grant.end());
    Scenario const found = read(file, changes);
    CHECK(found.resolved == read(file, {{"programmes.main.from", "4"},
                                        {"programmes.main.until", "20"},
                                        {"programmes.main.call.deadline", "16"},
                                        {"programmes.main.call.budget", "12"},
                                        {"programmes.main.call.budget_scale", "1.25"}})
                                .resolved);
}

TEST_CASE("A scaled budget awards in proportion, written or that of the base year")
{
    for (Overrides const& budget : {Overrides{}, Overrides{{"programmes.main.call.budget", "100"}}}) {
        auto const awarded = [&](char const* scale) {
            Overrides changes = budget;
            changes.push_back({"programmes.main.call.budget_scale", scale});
            changes.push_back({"calendar.ticks", "4"});
            Run run = prepare_file("scenarios/netherlands/direct_grant.yaml", changes);
            run.go();
            return in_millions(run.population<Programmes>().awarded.values()[0] +
                               run.population<Programmes>().available.values()[0]);
        };
        CHECK(awarded("0.5") == Approx(0.5 * awarded("1")).epsilon(1e-6));
        CHECK(awarded("0") == 0.0);
    }
}

TEST_CASE("Public cost per level counts money later paid for less, and what the history cost not at all")
{
    Worlds worlds;
    worlds.since = 1;
    worlds.discount = 0.1;
    spend(worlds.policy, {5, 8, 8, 8, 12}); // 3 in the tick in which the worlds part, 4 three quarters later
    spend(worlds.off, {5, 5, 5, 5, 5});
    spend(worlds.grant, {5, 5, 5, 5, 12});
    worlds.policy.last("levels_gained") = 30;
    worlds.off.last("levels_gained") = 10;
    worlds.grant.last("levels_gained") = 24;
    worlds.policy.last("technologies_mature") = 6;
    worlds.off.last("technologies_mature") = 2;
    double const cost = 3.0 + 4.0 * std::pow(1.1, -0.75);
    CHECK(estimate("public_cost_per_level", worlds) == Approx(cost / 20.0));
    CHECK(estimate("public_cost_per_technology", worlds) == Approx(cost / 4.0));
    CHECK(estimate("public_cost_per_level_of_grant", worlds) == Approx(7.0 * std::pow(1.1, -0.75) / 14.0));
    CHECK(estimate("levels_beyond_grant", worlds) == 6.0);
}

TEST_CASE("Own research that makes room for public money is crowded out, whoever is paid by base funding")
{
    Worlds worlds;
    spend(worlds.policy, {0, 10, 20, 20, 20});
    for (std::size_t tick = 0; tick < n_ticks; ++tick) {
        worlds.off.at("total_rd", tick) = 40;
        worlds.policy.at("total_rd", tick) = 40 + (tick == 1 ? 5 : 0) + 3;
        worlds.policy.at("base_funding", tick) = 3; // wages have risen
    }
    // 20 paid, 5 more done: 15 of what organisations would have done themselves.
    CHECK(estimate("input_additionality", worlds) == Approx(-0.75));
    worlds.policy.at("public_money_unused", 3) = 6;
    worlds.policy.last("public_money_unused") = 4; // 16 were used
    CHECK(estimate("input_additionality", worlds) == Approx(-0.55));
}

TEST_CASE("Deadweight is money for what rises as high by the same time without it")
{
    Worlds worlds;
    worlds.policy.rises(0, {2, 3, 3, 4, 4}); // comes anyway
    worlds.off.rises(0, {2, 2, 4, 4, 4});
    worlds.policy.rises(1, {2, 3, 3, 4, 4}); // comes a tick later
    worlds.off.rises(1, {2, 3, 3, 3, 4});
    worlds.policy.rises(2, {5, 5, 5, 5, 5}); // does not come
    worlds.off.rises(2, {5, 5, 5, 5, 5});
    worlds.policy.last("public_money_by_technology", 0) = 6;
    worlds.off.last("public_money_by_technology", 0) = 2; // paid in the history they share
    worlds.policy.last("public_money_by_technology", 1) = 5;
    worlds.policy.last("public_money_by_technology", 2) = 7;
    CHECK(estimate("deadweight", worlds) == Approx(4.0 / 16.0));
}

TEST_CASE("What rose in the history that the worlds share is no deadweight")
{
    Worlds worlds;
    worlds.since = 2;
    worlds.policy.rises(0, {2, 3, 3, 3, 3});
    worlds.off.rises(0, {2, 3, 3, 3, 3});
    worlds.policy.last("public_money_by_technology", 0) = 1;
    CHECK(estimate("deadweight", worlds) == 0.0);
    worlds.policy.rises(0, {2, 3, 4, 4, 4});
    worlds.off.rises(0, {2, 3, 4, 4, 4});
    CHECK(estimate("deadweight", worlds) == 1.0);
}

TEST_CASE("A technology that appears at a level has not risen to it")
{
    Worlds worlds;
    worlds.policy.rises(0, {unseen, unseen, 4, 4, 4});
    worlds.off.rises(0, {unseen, unseen, 4, 4, 4});
    worlds.policy.last("public_money_by_technology", 0) = 1;
    CHECK(estimate("deadweight", worlds) == 0.0);
}

TEST_CASE("Displacement is what becomes of technologies that get none of the money")
{
    Worlds worlds;
    worlds.policy.rises(0, {2, 2, 2, 3, 3}); // not paid for, slower than without
    worlds.off.rises(0, {2, 2, 3, 4, 5});
    worlds.policy.rises(1, {2, 3, 4, 5, 6}); // paid for
    worlds.off.rises(1, {2, 2, 2, 2, 2});
    worlds.policy.rises(2, {unseen, unseen, unseen, unseen, unseen});
    worlds.off.rises(2, {unseen, unseen, unseen, unseen, unseen});
    worlds.policy.last("public_money_by_technology", 1) = 1;
    CHECK(estimate("displacement", worlds) == -2.0);
}

TEST_CASE("Time gained is in years, losses are by payer, and shares are of what the policy added")
{
    Worlds worlds;
    worlds.policy.last("time_to_maturity") = 6;
    worlds.off.last("time_to_maturity") = 8;
    CHECK(estimate("time_gained", worlds) == 0.5);
    spend(worlds.policy, {0, 0, 0, 0, 10});
    worlds.policy.last("lost_by_payer", column_of(Funder::nation)) = 2;
    worlds.policy.last("lost_by_payer", column_of(Funder::county)) = 1;
    worlds.policy.last("lost_by_payer", column_of(Funder::owner)) = 4;
    worlds.policy.last("application_costs") = 5;
    worlds.off.last("application_costs") = 1;
    CHECK(estimate("waste", worlds) == Approx(0.3)); // the owner's money is not public
    CHECK(estimate("loss_of_owner", worlds) == 4.0);
    CHECK(estimate("bidding_cost", worlds) == Approx(0.4));
    worlds.policy.last("public_money_by_kind", 0) = 6;
    worlds.off.last("public_money_by_kind", 0) = 2;
    worlds.policy.last("public_money_by_kind", 1) = 4;
    worlds.policy.last("public_money_of_newcomers") = 2;
    CHECK(estimate("share_of_PRC", worlds) == Approx(0.5));
    CHECK(estimate("share_of_newcomers", worlds) == Approx(0.25));
}
