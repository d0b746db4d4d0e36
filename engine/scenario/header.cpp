#include "engine/scenario/header.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

std::chrono::days longest(TickLength tick)
{
    switch (tick) {
    case TickLength::day:
        return std::chrono::days(1);
    case TickLength::week:
        return std::chrono::days(7);
    case TickLength::month:
        return std::chrono::days(31);
    case TickLength::quarter:
        return std::chrono::days(92);
    case TickLength::year:
        break;
    }
    return std::chrono::days(366);
}

} // namespace

void CalendarSettings::declare(Parameters& p)
{
    p.date(start, {"start", "", "first day of the first tick"});
    p.choice(tick, {"tick", "", "length of a tick"},
             {{"day", TickLength::day, "one day"},
              {"week", TickLength::week, "seven days"},
              {"month", TickLength::month, "a calendar month"},
              {"quarter", TickLength::quarter, "three calendar months"},
              {"year", TickLength::year, "a calendar year"}});
    p.integer(ticks, Field{"ticks", "tick", "how many ticks the simulation runs"}.required(), range(1, 1'000'000));
}

void CalendarSettings::validate(Parameters& p) const
{
    // std::chrono::days has 32 bits at least, a million years do not.
    std::chrono::sys_days const last = std::chrono::year(9999) / 12 / 31;
    if (static_cast<std::int64_t>(longest(tick).count()) * ticks > (last - start).count())
        p.refuse("ticks", fmt::format("{} ticks end after the year 9999", ticks), "dates have four-digit years");
}

void PanelSettings::declare(Parameters& p)
{
    p.texts(columns, {"columns", "", "names of the columns and accounts to record; none: all"});
    p.integer(every, {"every", "tick", "ticks between two records; the last tick is recorded too"}, at_least(1));
    p.number(share, {"share", "1", "share of the agents to record: the same ones in every tick, seed and policy"},
             {0, 1, true});
}

void RecordSettings::declare(Parameters& p)
{
    p.texts(measures, {"measures", "", "names of the measures to record; none: all"});
    p.flag(graph, {"graph", "", "record the graph: before the first tick and, where it changes, after the last"});
    p.integer(graph_every, {"graph_every", "tick", "ticks between two more snapshots of the graph; 0: none"},
              at_least(0));
    p.flag(events, {"events", "", "record the log of events"});
    p.table(panels, {"panels", "", "populations whose agents are recorded one by one"});
    p.integer(digest_every,
              {"digest_every", "tick", "ticks between two digests of the whole state; 0: at the end only"},
              at_least(0));
    p.choice(compression, {"compression", "", "how the result file is packed"},
             {{"none", Compression::none, "large and fast"}, {"gzip", Compression::gzip, "small and slower"}});
}

void RecordSettings::validate(Parameters& p) const
{
    if (!graph && graph_every > 0)
        p.refuse("graph_every", fmt::format("a snapshot every {} ticks", graph_every),
                 "graph is false: none is recorded", "leave out one of the two");
}

void Header::declare(Parameters& p)
{
    p.integer(tianji, Field{"tianji", "", "format of the scenario"}.required(),
              range(scenario_format, scenario_format));
    p.text(model, Field{"model", "", "the model to run"}.required());
    p.text(name, {"name", "", "what the scenario is called in results"});
    p.group(calendar, {"calendar", "", "when the simulation starts and how long it runs"});
    p.text(currency, {"currency", "", "three-letter code of the currency all money is in (ISO 4217), or none"});
    p.integer(seed, {"seed", "", "the luck of the run: same scenario, same seed, same result"}, at_least(0));
    p.group(record, {"record", "", "what goes to the result file"});
}

void Header::validate(Parameters& p) const
{
    auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (currency == "none" || (currency.size() == 3 && std::all_of(currency.begin(), currency.end(), is_capital)))
        return;
    std::string capitals = currency;
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c + 'A' - 'a');
    bool const near = capitals.size() == 3 && std::all_of(capitals.begin(), capitals.end(), is_capital);
    p.refuse("currency", fmt::format("'currency' is '{}'", currency), "three capital letters, like CNY or EUR, or none",
             near ? fmt::format("did you mean '{}'", capitals) : "");
}

} // namespace tianji
