// What a run observes of technologies.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/technologies/verbs.hpp"

#include <algorithm>
#include <limits>

namespace tianji::ecosystem {

namespace {

struct TechnologyLine {
    std::string key, field;
    std::int64_t appears = 0, start_level = 0, target_level = 0, level = 0, reached_tick = -1, feasible = 1;

    void declare(RowFields& f) const
    {
        f.text(key, "key", "name");
        f.text(field, "field", "field of knowledge");
        f.integer(appears, "appears", "tick", "tick from which it can be called");
        f.integer(start_level, "start_level", "1", "readiness at the start");
        f.integer(target_level, "target_level", "1", "readiness asked for");
        f.integer(level, "level", "1", "readiness at the end");
        f.integer(reached_tick, "reached_tick", "tick", "tick in which the target was reached, -1 for not");
        f.integer(feasible, "feasible", "1", "1 if it can be done at all");
    }
};

void list_technologies(Builder& b, Founding const& founding)
{
    b.listing<TechnologyLine>("technologies", "technology", "technologies", [&founding](World const& world) {
        auto const& t = world.population<Technologies>();
        std::vector<TechnologyLine> lines;
        for (std::uint32_t i = 0; i < t.size(); ++i)
            lines.push_back({name_of_technology(i), founding.fields[t.field[i]].name, t.appears[i], t.start_level[i],
                             t.target[i], t.level[i], t.reached_at[i], is_set(t.feasible[i])});
        return lines;
    });
}

using Out = std::vector<double>;

void observe_readiness(Builder& b)
{
    Technologies const& t = b.world().population<Technologies>();
    b.measure("technologies_mature", "1", "technologies that have reached the readiness asked for, since the start",
              [&t](World const&) {
                  return static_cast<double>(
                      std::ranges::count_if(t.reached_at.values(), [](std::int32_t tick) { return tick >= 0; }));
              });
    b.measure("levels_gained", "1", "readiness levels gained over all technologies, since the start",
              [&t](World const&) {
                  double sum = 0.0;
                  for (std::uint32_t i = 0; i < t.size(); ++i) sum += t.level[i] - t.start_level[i];
                  return sum;
              });
    Measure by_level{
        "technologies_by_level", "1", "technologies that have appeared, by readiness level", 1, "level", {}, {}};
    for (std::int32_t level = 1; level <= highest_level; ++level) by_level.labels.push_back(std::to_string(level));
    by_level.observe = [&t](World const& world, Out& out) {
        out.assign(highest_level, 0.0);
        for (std::uint32_t i = 0; i < t.size(); ++i)
            if (t.appears[i] <= world.clock.tick) out[static_cast<std::size_t>(t.level[i] - 1)] += 1.0;
    };
    b.measure(std::move(by_level));
    Measure readiness{
        "readiness", "1", "readiness level of each technology; missing before it appears", 1, "technology", {}, {}};
    readiness.labels = names_of(t);
    readiness.observe = [&t](World const& world, Out& out) {
        out.resize(t.size());
        for (std::uint32_t i = 0; i < t.size(); ++i)
            out[i] = t.appears[i] <= world.clock.tick ? t.level[i] : std::numeric_limits<double>::quiet_NaN();
    };
    b.measure(std::move(readiness));
}

} // namespace

void observe_technologies(Builder& b, Founding const& founding)
{
    observe_readiness(b);
    list_technologies(b, founding);
}

} // namespace tianji::ecosystem
