// A small model with outcomes: one agency pays in every tick, one topic rises by what is paid and a little by itself.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/builder.hpp"
#include "engine/simulation/evaluation.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace tianji::subsidy {

enum class Scheme : std::uint8_t { direct, prize };

struct SubsidyRules : Rules {
    Scheme scheme = Scheme::direct;
    double budget = 2.0;    // [1/tick]
    double scale = 1.0;     // [1] times the budget
    double takers = 1000.0; // [1/tick] most that anybody wants
    double takers_of_grants = 1000.0;
    double noise = 0.0;     // [1/tick] of what is paid
    double promised = 0.0;  // [1/tick] paid whatever the policy, for nothing
    double by_itself = 0.1; // [1/tick] that the topic rises without money

    void declare(Parameters& p) override
    {
        p.choice(scheme, {"scheme", "", "what is paid for"},
                 {{"direct", Scheme::direct, "a level per unit"}, {"prize", Scheme::prize, "half a level per unit"}});
        p.number(budget, {"budget", "1/tick", "what is given"}, at_least(0));
        p.number(scale, {"scale", "1", "times the budget"}, at_least(0));
        p.number(takers, {"takers", "1/tick", "most that anybody wants"}, at_least(0));
        p.number(takers_of_grants, {"takers_of_grants", "1/tick", "most that anybody wants of a direct one"},
                 at_least(0));
        p.number(noise, {"noise", "1/tick", "luck of the budget"}, at_least(0));
        p.number(promised, {"promised", "1/tick", "paid in any case"}, at_least(0));
        p.number(by_itself, {"by_itself", "1/tick", "rises without money"}, at_least(0));
    }
    void build(Builder& builder) const override;
};

struct Agencies : Population {
    Agencies() : Population("agencies") {}
    Column<double> spent{*this, "spent", "1", "paid so far", 0.0};
    Column<double> level{*this, "level", "1", "reached so far", 0.0};
};

struct PayAndRise {
    SubsidyRules const* rules;
    Own<&Agencies::spent> spent;
    Own<&Agencies::level> level;
    void operator()(Self<Agencies> self, Stream& luck) const
    {
        double const given = rules->budget * rules->scale;
        double const most = rules->scheme == Scheme::direct ? rules->takers_of_grants : rules->takers;
        double const paid = given > 0.0 ? std::clamp(given + rules->noise * (luck.uniform() - 0.5), 0.0, most) : 0.0;
        spent[self] += paid + rules->promised;
        level[self] += rules->by_itself + (rules->scheme == Scheme::direct ? paid : paid / 2.0);
    }
};

inline void SubsidyRules::build(Builder& b) const
{
    Agencies& agencies = b.population<Agencies>(1);
    b.each<PayAndRise>("pay_and_rise", this);
    b.measure("spent", "million", "paid so far", [&agencies](World const&) { return agencies.spent.values()[0]; });
    b.measure("level", "1", "reached so far", [&agencies](World const&) { return agencies.level.values()[0]; });
    b.measure("pace", "1/tick", "ticks since the start, per tick",
              [](World const& world) { return static_cast<double>(world.clock.tick); });
    b.measure("other", "1", "what nobody asks for", [](World const&) { return 0.0; });
}

inline Evaluation evaluation()
{
    Evaluation e;
    e.off = {"off", "with the agency closed", [](Rules const&, double) {
                 return std::vector<Override>{{"scheme", "direct"}, {"budget", "0"}};
             }};
    e.matched = {"grant", "with a grant of equal outlay", [](Rules const&, double scale) {
                     return std::vector<Override>{{"scheme", "direct"}, {"scale", std::to_string(scale)}};
                 }};
    e.outlay = "spent";
    e.unmatched = "nobody takes more grants";
    e.measures = {"spent", "level"};
    auto const of = [](char const* measure) {
        return [measure](Triple const& t) { return t.policy.last(measure)[0] - t.off.last(measure)[0]; };
    };
    e.estimands = {
        {"cost_per_level", "million/level", "money per level more", of("spent"), of("level")},
        {"levels_beyond_grant", "1", "more than the grant brings",
         [](Triple const& t) { return t.policy.last("level")[0] - t.matched->last("level")[0]; }, nullptr, true},
        {"discounted", "million", "money in the first and the last tick, at its worth",
         [](Triple const& t) {
             std::size_t const end = t.policy.ticks() - 1;
             return t.worth(t.since) * t.policy.at("spent", t.since) +
                    t.worth(end) * (t.policy.at("spent", end) - t.policy.at("spent", end - 1));
         }},
    };
    return e;
}

inline std::vector<Model> models()
{
    Model model{"subsidy", "1", "Subsidies", [] { return std::make_unique<SubsidyRules>(); }};
    model.may_change = {"scheme", "budget", "scale"};
    model.evaluation = std::make_shared<Evaluation>(evaluation());
    return {model};
}

inline std::string const base =
    "tianji: 1\nmodel: subsidy\nname: paying\ncalendar: {start: 2020-01-01, tick: quarter, ticks: 8}\n";

} // namespace tianji::subsidy
