// How the settings of an experiment are written, and what is wrong with each of them.
#include "engine/experiment/design/experiment.hpp"

#include <fmt/format.h>

#include <array>

namespace tianji {

std::string_view name_of(DesignKind kind)
{
    constexpr std::array names{"list", "grid", "latin_hypercube", "sobol", "saltelli", "morris"};
    return names[static_cast<std::size_t>(kind)];
}

void DesignSettings::declare(Parameters& p)
{
    p.choice(kind, {"kind", "", "how the values of the factors are combined"},
             {{name_of(DesignKind::grid), DesignKind::grid, "every level of a factor with every level of the others"},
              {name_of(DesignKind::list), DesignKind::list,
               "the first levels of all factors, then the second ones, and so on"},
              {name_of(DesignKind::latin_hypercube), DesignKind::latin_hypercube,
               "each factor evenly, combined at random (McKay et al. 1979)"},
              {name_of(DesignKind::sobol), DesignKind::sobol, "a sequence that fills the space evenly (Sobol 1967)"},
              {name_of(DesignKind::saltelli), DesignKind::saltelli,
               "for first and total order sensitivity indices (Saltelli et al. 2010)"},
              {name_of(DesignKind::morris), DesignKind::morris, "for elementary effects (Morris 1991)"}});
    p.integer(points,
              {"points", "1",
               "design points; blocks of a saltelli design (256 or more, a power of two), trajectories of a morris "
               "design (10 "
               "or more)"},
              range(0, 1e6));
    p.integer(seed, {"seed", "", "luck of the design; the runs have that of the base"}, at_least(0));
}

void DesignSettings::validate(Parameters& p) const
{
    bool const is_sampled = kind != DesignKind::grid && kind != DesignKind::list;
    if (is_sampled && points == 0)
        p.refuse("points", "the design has no points", "nothing would be run", "points: 64");
    else if (!is_sampled && points != 0)
        p.refuse("points", fmt::format("'points' is {}", points), "the levels of the factors say how many there are",
                 "leave it out or choose another kind");
}

void PrecisionGoal::declare(Parameters& p)
{
    p.text(measure, Field{"measure", "", "whose difference between policies is estimated"}.required());
    p.number(half_width, Field{"half_width", "", "half of the 95 % interval, in the unit of the measure"}.required(),
             above(0));
}

void ReplicateSettings::declare(Parameters& p)
{
    p.integer(min, {"min", "1", "replicates that are run in any case; with until at least 20"}, replicate_range);
    p.integer(max, {"max", "1", "replicates after which it ends in any case"}, replicate_range);
    auto const rules = [&](Field field) { p.list(until, field); };
    auto const one_rule = [&](Field field) {
        until.resize(1);
        p.group(until[0], field);
    };
    p.either({"until", "", "when there are enough: every interval is as narrow as asked for"}, rules, Written::map,
             one_rule);
}

void ReplicateSettings::validate(Parameters& p) const
{
    constexpr std::int64_t least = 20; // below, an interval says little about its own width
    if (min > max)
        p.refuse("min", fmt::format("'min' is {}, 'max' is {}", min, max), "no number of replicates is both");
    else if (!until.empty() && min < least)
        p.refuse("min", fmt::format("'min' is {}", min),
                 "with 'until' it is 20 at least: an interval of few replicates says little about its own width", "20");
    else if (until.empty() && min != max)
        p.refuse("", fmt::format("replicates are {} to {}", min, max), "nothing says when there are enough",
                 "until: {measure: …, half_width: …}, or one number");
}

void RecordChoice::declare(Parameters& p)
{
    p.texts(measures, {"measures", "", "names of the measures to keep; none: all"});
}

void OutcomeSettings::declare(Parameters& p)
{
    p.number(discount,
             {"discount", "1/year", "rate at which later money counts less",
              "European Commission 2021, Better Regulation Toolbox"},
             range(0, 1));
}

} // namespace tianji
