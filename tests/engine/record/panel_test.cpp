// Agents recorded one by one.
#include "engine/base/message.hpp"
#include "engine/record/panel.hpp"
#include "engine/record/provenance.hpp"
#include "engine/record/recorder.hpp"
#include "engine/record/result_reader.hpp"
#include "tests/engine/record/market_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using Catch::Contains;

namespace {

struct Town : Population {
    Town() : Population("town") {}
    Column<double> wealth{*this, "wealth", "million", "what it owns", 1.5};
    Column<std::int32_t> skill{*this, "skill", "1", "skill per field", 7};
    Column<Flag> open{*this, "open", "1", "whether it is open", Flag::yes};
    Column<Money> debt{*this, "debt", "cent/tick", "what it owes", millions(3)};
    Purse cash{*this, "cash", "money at hand"};
};

struct TownRules : tianji::Rules {
    void declare(Parameters&) override {}
    void build(Builder& b) const override
    {
        auto& world = b.world();
        Town& town = world.add_population<Town>();
        town.skill.set_width(2);
        town.populate(1000);
        for (std::uint32_t i = 0; i < 1000; ++i) town.wealth.values()[i] = i;
        world.ledger.endow(world.account(&Town::cash, Row<Town>{3}), millions(2));
    }
};

Scenario scenario(std::string const& panels)
{
    static std::vector<Model> const models{{"town", "1", "for tests", [] { return std::make_unique<TownRules>(); }}};
    return read_scenario_text("tianji: 1\nmodel: town\ncurrency: CNY\ncalendar: {ticks: 6}\nrecord:\n  panels:\n    " +
                                  panels + '\n',
                              "town.yaml", ".", models);
}

ResultReader recorded(Scenario const& scenario, std::filesystem::path const& path)
{
    Simulation simulation = market::simulation(scenario);
    Recorder recorder(simulation, scenario, provenance_of(scenario, {0, 1, "tianji run"}), path, Overwrite::yes);
    simulation.run(recorder);
    return ResultReader(path);
}

std::string refusal(std::string const& panels)
{
    Scenario const wrong = scenario(panels);
    Simulation const simulation = market::simulation(wrong);
    try {
        panels_of(simulation.world(), wrong);
    } catch (InvalidInput const& error) {
        return error.what();
    }
    return "";
}

std::vector<std::uint32_t> chosen(double share)
{
    Scenario const all = scenario("town: {}");
    Simulation const simulation = market::simulation(all);
    std::vector<PanelLayout> panels = panels_of(simulation.world(), all);
    panels[0].share = share;
    return rows_of(panels[0]);
}

} // namespace

TEST_CASE("a panel has a row per agent every so many ticks and after the last")
{
    ScratchFolder const folder;
    ResultReader const file = recorded(scenario("town: {every: 2}"), folder / "a.h5");
    auto const ticks = file.numbers("/panels/town/tick");
    REQUIRE(ticks.size() == 4000);
    CHECK(ticks[0] == 0);
    CHECK(ticks[1000] == 2);
    CHECK(ticks[2000] == 4);
    CHECK(ticks[3000] == 5);
    CHECK(file.numbers("/panels/town/agent")[1999] == 999);
    CHECK(file.numbers("/panels/town/generation")[1999] == 0);
    CHECK(file.numbers("/panels/town/wealth")[1042] == 42);
    CHECK(file.numbers("/panels/town/open")[0] == 1);
    CHECK(file.numbers("/panels/town/cash")[3] == 2.0);
}

TEST_CASE("a panel tells what its columns are, and money in millions of the currency")
{
    ScratchFolder const folder;
    ResultReader const file = recorded(scenario("town: {}"), folder / "a.h5");
    CHECK(file.text("/panels/town/wealth", "long_name") == "what it owns");
    CHECK(file.text("/panels/town/cash", "units") == "million CNY");
    CHECK(file.text("/panels/town/debt", "units") == "million CNY/tick");
    CHECK(file.numbers("/panels/town/debt")[0] == 3.0);
}

TEST_CASE("a column with several values per agent has a second dimension")
{
    ScratchFolder const folder;
    ResultReader const file = recorded(scenario("town: {every: 6}"), folder / "a.h5");
    CHECK(file.has("/panels/town/skill_field"));
    CHECK_FALSE(file.has("/panels/town/wealth_field"));
}

TEST_CASE("a panel holds the columns that are asked for, and nothing is recorded that is not")
{
    ScratchFolder const folder;
    ResultReader const file = recorded(scenario("town: {columns: [cash, wealth, cash]}"), folder / "a.h5");
    CHECK(file.has("/panels/town/cash"));
    CHECK(file.has("/panels/town/wealth"));
    CHECK_FALSE(file.has("/panels/town/open"));
    CHECK_FALSE(recorded(market::scenario(), folder / "b.h5").has("/panels"));
}

TEST_CASE("a share of the agents is the same whenever it is taken, and part of any larger share")
{
    std::vector<std::uint32_t> const some = chosen(0.1);
    std::vector<std::uint32_t> const more = chosen(0.3);
    CHECK(some == chosen(0.1));
    CHECK(some.size() > 60);
    CHECK(some.size() < 150);
    CHECK(std::ranges::includes(more, some));
    CHECK(chosen(1).size() == 1000);
}

TEST_CASE("a population or column that is not there is refused with the nearest")
{
    CHECK(refusal("twon: {}") == "town.yaml: record.panels: no population 'twon' did you mean 'town'?");
    CHECK(refusal("town: {columns: [wealht]}") ==
          "town.yaml:7: record.panels.town.columns: no column 'wealht' did you mean 'wealth'?");
    CHECK(refusal("town: {columns: [zzz]}") == "town.yaml:7: record.panels.town.columns: no column 'zzz' (the "
                                               "population has: wealth, skill, open, debt, cash)");
}
