// Competition of firms that invest by rules of thumb and search for better techniques (Nelson and Winter 1982, ch. 12).
//
// Kept: one good of unit-elastic demand, output A K, investment up to a mark-up that counts on the Cournot response of
// the others, bank credit for profitable firms, innovation and imitation at rates of spending on R&D. Left out: entry
// and exit, adaptive R&D policies, and innovation by small steps on one's own technique (draws are around a latent
// productivity that grows: their science-based regime). Without R&D all firms end at the Cournot equilibrium.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>

namespace tianji::classics {

namespace {

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> capital{*this, "capital", "1", "K"};
    Column<double> productivity{*this, "productivity", "1", "output per capital (A)"};
};

// One row: what all firms see.
struct Market : Population {
    Market() : Population("market") {}
    Column<double> output{*this, "output", "1", "Q", 0.0};
    Column<double> price{*this, "price", "1", "P", 0.0};
    Column<double> best_practice{*this, "best_practice", "1", "largest productivity", 0.0};
};
constexpr Row<Market> the_market{0};

struct Technology {
    double cost = 0.16;             // [1/tick] c, per unit of capital, with depreciation
    double innovation_rd = 0.0;     // [1/tick] per unit of capital
    double imitation_rd = 0.0;      // [1/tick] per unit of capital
    double innovation_rate = 0.125; // [1] chance per unit spent
    double imitation_rate = 1.25;   // [1] chance per unit spent
    double latent_growth = 0.01;    // [1/tick]
    double spread = 0.05;           // [1] standard deviation of log productivity
    double start = 0.16;            // productivity of all firms, and latent, at the start

    void declare(Parameters& p)
    {
        p.number(cost, {"cost", "1/tick", "of a unit of capital, depreciation included (c)"}, above(0));
        p.number(start, {"start", "1", "productivity of all firms at the start (A)"}, above(0));
        p.number(innovation_rd, {"innovation_rd", "1/tick", "spent on innovation per capital; 0: none"}, range(0, 1));
        p.number(imitation_rd, {"imitation_rd", "1/tick", "spent on imitation per capital; 0: none"}, range(0, 1));
        p.number(innovation_rate, {"innovation_rate", "1", "chance of a draw per unit spent", "assumed"}, range(0, 10));
        p.number(imitation_rate, {"imitation_rate", "1", "chance of success per unit spent", "assumed"}, range(0, 10));
        p.number(latent_growth, {"latent_growth", "1/tick", "of the productivity science permits", "assumed"},
                 range(0, 1));
        p.number(spread, {"spread", "1", "standard deviation of the logarithm of a draw", "assumed"}, range(0, 10));
    }
};

struct Finance {
    double depreciation = 0.03; // [1/tick] δ
    double bank = 1.0;          // [1] b, credit per unit of profit

    void declare(Parameters& p)
    {
        p.number(depreciation, {"depreciation", "1/tick", "of capital (δ)"}, range(0, 1));
        p.number(bank, {"bank", "1", "credit per unit of profit (b)"}, range(0, 100));
    }
};

struct ClearMarket {
    double demand; // [1/tick] spent by consumers
    Everyone<Firms> firms;
    Read<&Firms::capital> capital;
    Read<&Firms::productivity> productivity;
    ReadWrite<&Market::output> output;
    ReadWrite<&Market::price> price;
    ReadWrite<&Market::best_practice> best_practice;

    void operator()(Once const& once) const
    {
        double sum = 0.0, best = 0.0;
        for (Row<Firms> firm : firms) {
            sum += capital[firm] * productivity[firm];
            best = std::max(best, productivity[firm]);
        }
        output.set(once.as(the_market), sum);
        price.set(once.as(the_market), demand / sum);
        best_practice.set(once.as(the_market), best);
    }
};

// Invests while the price covers the mark-up that one's market share suggests, as far as profit and credit go.
struct Invest {
    Technology technology;
    Finance finance;
    Read<&Market::output> output;
    Read<&Market::price> price;
    Read<&Firms::productivity> productivity;
    Own<&Firms::capital> capital;

    void operator()(Self<Firms> self) const
    {
        double const revenue = price[the_market] * productivity[self];
        double const profit = revenue - technology.cost - technology.innovation_rd - technology.imitation_rd;
        double const share = capital[self] * productivity[self] / output[the_market];
        double const price_over_cost = revenue / technology.cost;
        double const wanted = 1 + finance.depreciation - 1 / ((1 - share) * price_over_cost);
        double const affordable = finance.depreciation + (profit > 0 ? 1 + finance.bank : 1.0) * profit;
        double const investment = std::max(0.0, std::min(wanted, affordable));
        capital[self] *= 1 - finance.depreciation + investment;
    }
};

// Takes the best of one's own technique, a new one around the latent productivity, and the best practice seen.
struct Search {
    Technology technology;
    Now now;
    Read<&Firms::capital> capital;
    Read<&Market::best_practice> best_practice;
    Own<&Firms::productivity> productivity;

    void operator()(Self<Firms> self, Stream& luck) const
    {
        double& own = productivity[self];
        bool const innovates = luck.chance(technology.innovation_rate * technology.innovation_rd * capital[self]);
        double const draw = luck.normal();
        if (luck.chance(technology.imitation_rate * technology.imitation_rd * capital[self]))
            own = std::max(own, best_practice[the_market]);
        if (!innovates) return;
        double const latent = log(technology.start) + technology.latent_growth * static_cast<double>(now.tick());
        own = std::max(own, exp(latent + technology.spread * draw));
    }
};

double herfindahl(World const& world)
{
    Firms const& firms = world.population<Firms>();
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t firm = 0; firm < firms.size(); ++firm) {
        double const output = firms.capital[firm] * firms.productivity[firm];
        sum += output, squares += output * output;
    }
    return squares / (sum * sum);
}

struct NelsonWinter : Rules {
    std::int64_t firms = 4;
    double capital = 100.0; // of each firm at the start
    double demand = 67.0;   // [1/tick] spent by consumers
    Technology technology;
    Finance finance;

    void declare(Parameters& p) override
    {
        p.integer(firms, {"firms", "1", "number of firms"}, range(2, 1e6));
        p.number(capital, {"capital", "1", "capital of each firm at the start (K)"}, above(0));
        p.number(demand, {"demand", "1/tick", "what consumers spend (D)"}, above(0));
        p.group(technology, {"technology", "", "costs, and the search for better techniques"});
        p.group(finance, {"finance", "", "what investment costs and who pays"});
    }

    void build(Builder& b) const override
    {
        Firms& all = b.population<Firms>(static_cast<std::uint32_t>(firms));
        all.capital.fill(capital);
        all.productivity.fill(technology.start);
        b.population<Market>(1);

        b.once<ClearMarket>("clear_market", demand);
        b.each<Invest>("invest", technology, finance);
        b.each<Search>("search", technology);

        b.measure("price", "1", "of the good (P)",
                  [](World const& world) { return world.population<Market>().price[0]; });
        b.measure("capital", "1", "mean over firms (K)", [](World const& world) {
            double sum = 0.0;
            for (double capital : world.population<Firms>().capital.values()) sum += capital;
            return sum / world.population<Firms>().size();
        });
        b.measure("best_practice", "1", "largest productivity",
                  [](World const& world) { return std::ranges::max(world.population<Firms>().productivity.values()); });
        b.measure("herfindahl", "1", "sum of squared market shares", herfindahl);
    }
};

} // namespace

Model nelson_winter()
{
    return {"nelson_winter", "1", "Firms that invest by rules of thumb and search (Nelson and Winter)",
            [] { return std::make_unique<NelsonWinter>(); }};
}

} // namespace tianji::classics
