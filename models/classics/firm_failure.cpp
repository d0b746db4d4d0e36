// Gambler's ruin as the failure of firms: capital goes up or down by one per tick until it is gone or enough.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <limits>

namespace tianji::classics {

namespace {

enum class Standing : std::uint8_t { open, ruined, successful };

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<std::int64_t> capital{*this, "capital", "1", "units left"};
    Column<std::int64_t> age{*this, "age", "tick", "ticks until ruin or success, or so far", 0};
    Column<Standing> standing{*this, "standing", "1", "open, ruined or successful", Standing::open};
};

struct Venture {
    double chance = 0.5;      // [1] p, of a gain
    std::int64_t target = 20; // [1] B; 0: none

    void declare(Parameters& p)
    {
        p.number(chance, {"chance", "1", "of a gain of one unit in a tick; else one is lost (p)", "Feller 1968, XIV"},
                 range(0, 1));
        p.integer(target, {"target", "1", "capital at which a firm has succeeded (B); 0: none"}, range(0, 1e9));
    }
};

struct Trade {
    Venture rule;
    Own<&Firms::capital> capital;
    Own<&Firms::age> age;
    Own<&Firms::standing> standing;

    void operator()(Self<Firms> self, Stream& luck) const
    {
        if (standing[self] != Standing::open) return;
        ++age[self];
        capital[self] += luck.chance(rule.chance) ? 1 : -1;
        if (capital[self] == 0) standing[self] = Standing::ruined;
        if (capital[self] == rule.target && rule.target > 0) standing[self] = Standing::successful;
    }
};

double share_of(Standing standing, World const& world)
{
    auto const standings = world.population<Firms>().standing.values();
    return static_cast<double>(std::ranges::count(standings, standing)) / static_cast<double>(standings.size());
}

double mean_age_of_decided(World const& world)
{
    Firms const& firms = world.population<Firms>();
    std::int64_t sum = 0, decided = 0;
    for (std::uint32_t firm = 0; firm < firms.size(); ++firm)
        if (firms.standing[firm] != Standing::open) sum += firms.age[firm], ++decided;
    return decided == 0 ? std::numeric_limits<double>::quiet_NaN()
                        : static_cast<double>(sum) / static_cast<double>(decided);
}

struct FirmFailure : Rules {
    std::int64_t firms = 10'000;
    std::int64_t capital = 10;
    Venture venture;

    void declare(Parameters& p) override
    {
        p.integer(firms, {"firms", "1", "number of firms; they do not affect each other"}, range(1, 100e6));
        p.integer(capital, {"capital", "1", "units each has at the start (a)"}, range(1, 1e9));
        p.group(venture, {"venture", "", "what can be gained and lost"});
    }

    void validate(Parameters& p) const override
    {
        if (venture.target > 0 && venture.target <= capital)
            p.refuse("venture.target", "target is " + std::to_string(venture.target),
                     "firms have it from the start, capital is " + std::to_string(capital), "more than capital");
    }

    void build(Builder& b) const override
    {
        b.population<Firms>(static_cast<std::uint32_t>(firms)).capital.fill(capital);
        b.each<Trade>("trade", venture);

        b.measure("ruined", "1", "share of firms that lost all",
                  [](World const& world) { return share_of(Standing::ruined, world); });
        b.measure("open", "1", "share of firms that have neither lost all nor reached the target",
                  [](World const& world) { return share_of(Standing::open, world); });
        b.measure("duration", "tick", "mean age at which firms were ruined or succeeded; none yet: missing",
                  mean_age_of_decided);
    }
};

} // namespace

Model firm_failure()
{
    return {"firm_failure", "1", "Gambler's ruin as the failure of firms",
            [] { return std::make_unique<FirmFailure>(); }};
}

} // namespace tianji::classics
