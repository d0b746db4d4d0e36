// A small model that has everything a recorder can record.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/builder.hpp"
#include "engine/simulation/simulation.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tianji::market {

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> capital{*this, "capital", "1", "how large a firm is", 1.0};
};

struct Deal {
    std::int64_t tick = 0;
    std::uint32_t firm = 0;
    Money price;
    std::int32_t mode = 0;
    std::string note;

    void declare(RowFields& f) const
    {
        static std::vector<std::string> const modes{"cash", "on credit"};
        f.integer(tick, "tick", "tick", "tick of the deal");
        f.integer(firm, "firm", "1", "slot of the firm");
        f.money(price, "price", "what was paid");
        f.code(mode, "mode", "how it was paid", modes);
        f.text(note, "note", "what was said");
    }
};

// In tick t firm t mod n makes a deal and a tie to the firm three places on, so every tick leaves known traces.
struct Trade {
    Own<&Firms::capital> capital;
    Rows<Deal> deals;
    Ties<Firms> ties;
    Now now;

    void operator()(Self<Firms> self, Stream& luck) const
    {
        capital[self] += luck.uniform();
        std::int64_t const n = 10, tick = now.tick();
        if (tick % n != self.index()) return;
        deals.add(self, {tick, self.index(), millions(1.5), static_cast<std::int32_t>(tick % 2), "哈 no. 1"});
        ties.add(self, Row<Firms>{static_cast<std::uint32_t>((tick + 3) % n)}, 1, 0.5F);
    }
};

struct FirmRow {
    std::string key;
    double size = 0.0;

    void declare(RowFields& f) const
    {
        f.text(key, "key", "name of the firm");
        f.number(size, "size", "1", "size at the end");
    }
};

struct Rules : tianji::Rules {
    void declare(Parameters&) override {}
    void build(Builder& b) const override
    {
        Firms& firms = b.population<Firms>(10);
        std::vector<Tie> ties;
        for (std::uint32_t v = 0; v < 10; ++v) ties.push_back({v, (v + 1) % 10, 1.0F, 0, 0});
        b.network<Firms>(CollaborationGraph(CollaborationGraph::Form::editable, 10, ties));
        b.world().tie_kinds = {"neighbour", "business friend"};
        b.world().add_table<Deal>("deals", "what was bought");
        b.each<Trade>("trade");
        b.measure("total", "million", "size of all firms", [&firms](World const&) { return total(firms); });
        b.measure(
            "slow", "1", "tick, seldom", [](World const& w) { return static_cast<double>(w.clock.tick); }, 4);
        b.measure({"by_firm",
                   "1",
                   "size of the first two",
                   1,
                   "firm",
                   {"甲", "second"},
                   [&firms](World const&, std::vector<double>& out) {
                       out = {firms.capital[0], firms.capital[1]};
                   }});
        b.listing<FirmRow>("firms", "row", "all firms", [&firms](World const&) {
            std::vector<FirmRow> rows;
            for (std::uint32_t v = 0; v < firms.size(); ++v)
                rows.push_back({"firm " + std::to_string(v), firms.capital[v]});
            return rows;
        });
        b.listing<FirmRow>("labels", "firm", "the firms of by_firm", [](World const&) {
            return std::vector<FirmRow>{{"甲", 0.0}, {"second", 1.0}};
        });
    }

    static double total(Firms const& firms)
    {
        double sum = 0.0;
        for (double size : firms.capital.values()) sum += size;
        return sum;
    }
};

inline std::vector<Model> models()
{
    return {{"market", "3", "a model for tests", [] { return std::make_unique<Rules>(); }}};
}

inline Scenario scenario(std::string const& more = "", std::vector<Override> const& overrides = {})
{
    std::string const text = "tianji: 1\nmodel: market\nname: fair\ncurrency: CNY\n"
                             "calendar: {start: 2020-01-01, tick: quarter, ticks: 10}\n" +
                             more;
    return read_scenario_text(text, "fair.yaml", ".", models(), overrides);
}

inline Simulation simulation(Scenario const& scenario, Audit audit = Audit::no)
{
    CalendarSettings const& calendar = scenario.header.calendar;
    Builder builder(Clock{calendar.start, calendar.tick}, calendar.ticks,
                    static_cast<std::uint64_t>(scenario.header.seed), 0);
    scenario.rules->build(builder);
    return Simulation(std::move(builder), 1, audit);
}

} // namespace tianji::market
