// Research as projects do it: V-12 and V-15 of the validation targets, and luck that effort cannot spoil.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// Of a programme, and not on what a project in flight had begun.
bool is_from_scratch(ProjectSeen const& p) { return p.is_of_a_programme() && p.start_level == 3; }

// Ticks from the start of work to the end, per project that kept its promise.
std::vector<double> durations(Run const& run)
{
    std::vector<double> ticks;
    for (auto const& [number, p] : run.story.projects)
        if (is_from_scratch(p) && p.state == ProjectState::verified) ticks.push_back(p.ended - p.starts + 1.0);
    return ticks;
}

struct Moments {
    double mean = 0.0, variance = 0.0, standard_error = 0.0;
};
Moments moments_of(std::vector<double> const& values)
{
    Moments m;
    auto const n = static_cast<double>(values.size());
    for (double v : values) m.mean += v / n;
    for (double v : values) m.variance += (v - m.mean) * (v - m.mean) / (n - 1.0);
    m.standard_error = std::sqrt(m.variance / n);
    return m;
}

// Class S of VALIDATION.md: within four standard errors, which are below 1 % of the reference.
void check_mean(std::vector<double> const& values, double reference)
{
    REQUIRE(values.size() >= 2000);
    Moments const m = moments_of(values);
    INFO("mean " << m.mean << " of " << values.size() << ", standard error " << m.standard_error);
    CHECK(m.standard_error < 0.01 * reference);
    CHECK(std::abs(m.mean - reference) <= 4.0 * m.standard_error);
}

void check_share(std::vector<double> const& values, double at_most, double reference)
{
    double n = 0.0;
    for (double v : values) n += v <= at_most;
    auto const all = static_cast<double>(values.size());
    INFO("share " << n / all);
    CHECK(std::abs(n / all - reference) <= 4.0 * std::sqrt(reference * (1.0 - reference) / all));
}

// Many technologies, all called in the first ticks; time enough for all to end.
Run many_races(std::string const& programme, Overrides const& more)
{
    Overrides overrides{{"programmes.main.selection.bar", "0"},
                        {"calendar.ticks", "160"},
                        {"inputs.synthetic.topics_per_year", "700"},
                        {"behaviour.calls_considered", "50"},
                        {"programmes.main.until", "40"}};
    overrides.insert(overrides.end(), more.begin(), more.end());
    return laboratory_run(programme, overrides);
}

// Ticks until the first of three lanes is there, per contest.
std::vector<double> first_of_three(Run const& run)
{
    std::map<std::uint64_t, double> first;
    std::map<std::uint64_t, int> lanes;
    for (auto const& [number, p] : run.story.projects) {
        if (!is_from_scratch(p)) continue;
        ++lanes[p.contest];
        REQUIRE(p.state != ProjectState::running);
        if (p.state == ProjectState::verified) first[p.contest] = p.ended - p.starts + 1.0;
    }
    std::vector<double> ticks;
    for (auto const& [contest, tick] : first)
        if (lanes[contest] == 3) ticks.push_back(tick);
    return ticks;
}

std::string const race = simple_programme("selection: {winners: 3}, race: {stop: first}");
Overrides const one_step{{"programmes.main.call.level", "4"}, {"programmes.main.call.deadline", "110"}};

Overrides with(Overrides list, Overrides const& more)
{
    list.insert(list.end(), more.begin(), more.end());
    return list;
}

} // namespace

TEST_CASE("Six steps take 20 ticks on average when projects do them (V-15)")
{
    Run const run =
        many_races(simple_programme(), {{"programmes.main.call.level", "9"}, {"programmes.main.call.deadline", "110"}});
    for (auto const& [number, p] : run.story.projects) {
        if (!is_from_scratch(p)) continue;
        REQUIRE(p.staff == Approx(5.5));
        REQUIRE(p.state == ProjectState::verified);
    }
    std::vector<double> const ticks = durations(run);
    check_mean(ticks, 20.0);
    check_share(ticks, 20.0, 0.583629);
    check_share(ticks, 30.0, 0.923405);
    double const variance = moments_of(ticks).variance;
    CHECK(variance == Approx(46.6667).epsilon(0.1)); // 4 SE of a variance of a skewed law at n = 7 000
}

TEST_CASE("The first of three equal lanes comes as fast as three times the hazard (V-12)")
{
    auto const ticks = [](std::string const& hazard) {
        return first_of_three(many_races(race, with(one_step, {{"research.hazard", hazard}})));
    };
    check_mean(ticks("0.105360515657826"), 3.690037); // p = 0.1 in a tick
    check_share(ticks("0.1"), 5.0, 0.776870);         // rate 0.1: the Poisson race, seen at whole ticks
}

TEST_CASE("Three lanes that share the effort of one are as fast as the one")
{
    Overrides const neutral = with(one_step, {{"research.fixed_staff", "0"}});
    double const mean = 1.0 / (1.0 - std::exp(-0.3567));
    check_mean(durations(many_races(simple_programme(), with(neutral, {{"behaviour.team_staff", "5"}}))), mean);
    Run const three = many_races(race, with(neutral, {{"behaviour.team_staff", "1.666666666666667"}}));
    check_mean(first_of_three(three), mean);
}

TEST_CASE("Under the same luck more effort never delays a level")
{
    auto const ended = [](std::string const& staff) {
        Run const run =
            laboratory_run(simple_programme("selection: {rule: all, bar: 0}"), {{"behaviour.team_staff", staff},
                                                                                {"calendar.ticks", "60"},
                                                                                {"research.approach_spread", "0.8"},
                                                                                {"programmes.main.call.deadline", "50"},
                                                                                {"programmes.main.until", "4"}});
        std::map<std::pair<std::int32_t, std::uint32_t>, int> ticks; // by technology and lead
        for (auto const& [number, p] : run.story.projects)
            if (p.is_of_a_programme())
                ticks[{p.technology, p.lead.slot}] = p.state == ProjectState::verified ? p.ended - p.starts : 1000;
        return ticks;
    };
    auto const less = ended("4"), more = ended("6");
    int compared = 0, faster = 0;
    for (auto const& [who, ticks] : more) {
        if (!less.contains(who)) continue;
        ++compared;
        faster += ticks < less.at(who);
        CHECK(ticks <= less.at(who));
    }
    CHECK(compared > 100);
    CHECK(faster > 50);
}

TEST_CASE("What cannot be done is never done")
{
    Run const run = laboratory_run(simple_programme("selection: {bar: 0}"), {{"research.feasible", "0"}});
    CHECK(!run.story.awards.empty());
    Technologies const& t = run.population<Technologies>();
    for (std::uint32_t i = 0; i < t.size(); ++i) CHECK(t.level[i] == t.start_level[i]);
}

TEST_CASE("Under an embargo technologies that build on others wait for them")
{
    auto const gained = [](std::string const& access) {
        Run const run = laboratory_run(simple_programme("selection: {bar: 0}"),
                                       {{"technologies.prerequisites", "1"}, {"technologies.foreign_access", access}});
        double sum = 0.0;
        for (ProjectOutcome const& o : run.story.outcomes)
            if (o.programme >= 0) sum += o.level - o.start_level;
        return sum;
    };
    CHECK(gained("0") < 0.6 * gained("1"));
}
