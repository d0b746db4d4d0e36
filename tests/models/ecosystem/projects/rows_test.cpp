// Rows of projects that have ended are given up and used again; numbers of awards are not.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// Topics for ever, and projects that take eight ticks at most.
Run steady_run(std::string const& ticks)
{
    return prepare_text(laboratory(simple_programme()), {{"calendar.ticks", ticks},
                                                         {"programmes.main.call.deadline", "8"},
                                                         {"inputs.synthetic.topics_per_year", "20"}});
}

std::uint32_t open_projects(World const& world)
{
    Projects const& p = world.population<Projects>();
    std::uint32_t n = 0;
    for (std::uint32_t i = 0; i < p.size(); ++i) n += p.is_alive(i) && is_open(p.state[i]);
    return n;
}

} // namespace

TEST_CASE("Projects need as many slots as are open at once, however long a run is")
{
    struct Size {
        std::uint32_t slots = 0, most_open = 0;
        std::size_t awards = 0;
    };
    auto const size_after = [](std::string const& ticks) {
        Run run = steady_run(ticks);
        Size size;
        run.story.each_tick = [&](World const& world) {
            CHECK(world.population<Projects>().n_alive() == open_projects(world));
            size.most_open = std::max(size.most_open, open_projects(world));
        };
        run.go();
        size.slots = run.population<Projects>().size();
        size.awards = run.story.awards.size();
        CHECK(run.population<Projects>().in_order().size() <= 2 * size.most_open + 1);
        return size;
    };
    Size const shorter = size_after("32"), longer = size_after("96");
    CHECK(shorter.awards > 100);
    CHECK(longer.awards > 2 * shorter.awards);
    CHECK(longer.slots == shorter.slots);
    CHECK(longer.slots < longer.awards);
}

TEST_CASE("Awards are numbered one after the other although their slots are used again")
{
    Run run = steady_run("48");
    auto number = static_cast<std::int32_t>(run.population<Projects>().n_alive()); // behind those in flight
    std::uint32_t reused = 0;
    run.story.each_tick = [&](World const& world) {
        Projects const& p = world.population<Projects>();
        std::set<std::int32_t> numbers;
        reused = 0;
        for (std::uint32_t i = 0; i < p.size(); ++i) {
            if (!p.is_alive(i)) continue;
            CHECK(numbers.insert(p.number[i]).second);
            reused += p.generation(i) > 1;
        }
    };
    run.go();
    REQUIRE(run.story.awards.size() > 100);
    for (Award const& award : run.story.awards) CHECK(award.project == number++);
    CHECK(reused > 10);
    std::set<std::int32_t> ended;
    for (ProjectOutcome const& o : run.story.outcomes) CHECK(ended.insert(o.project).second);
    CHECK(*ended.rbegin() < number);
    CHECK(ended.size() + run.population<Projects>().n_alive() == static_cast<std::size_t>(number));
}
