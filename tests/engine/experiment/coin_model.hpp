// A small model for experiments: agents that toss coins under a rule that a policy can change.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/builder.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tianji::coins {

struct Players : Population {
    Players() : Population("players") {}
    Column<double> heads{*this, "heads", "1", "heads so far", 0.0};
};

struct Toss {
    double const* probability;
    Own<&Players::heads> heads;
    void operator()(Self<Players> self, Stream& luck) const { heads[self] += luck.chance(*probability) ? 1.0 : 0.0; }
};

struct Bonus {
    double prize = 1.0;
    void declare(Parameters& p) { p.number(prize, {"prize", "1", "what a head is worth"}, at_least(0)); }
};

struct CoinRules : Rules {
    std::int64_t players = 10;
    double probability = 0.5;
    std::optional<Bonus> bonus;

    void declare(Parameters& p) override
    {
        p.integer(players, {"players", "1", "how many there are"}, range(1, 1000));
        p.number(probability, {"probability", "1", "of a head"}, range(0, 1));
        p.optional_group(bonus, {"bonus", "", "a prize for heads"});
    }
    void build(Builder& b) const override
    {
        Players& agents = b.population<Players>(static_cast<std::uint32_t>(players));
        b.each<Toss>("toss", &probability);
        b.measure("heads", "1", "heads so far", [&agents](World const&) {
            double sum = 0.0;
            for (double const one : agents.heads.values()) sum += one;
            return sum;
        });
    }
};

inline std::vector<Model> models()
{
    Model model{"coins", "1", "Coins", [] { return std::make_unique<CoinRules>(); }};
    model.may_change = {"probability", "bonus"};
    return {model};
}

inline std::string const base =
    "tianji: 1\nmodel: coins\nname: fair\ncalendar: {start: 2020-01-01, tick: quarter, ticks: 8}\n";

} // namespace tianji::coins
