// The measures that outcomes are made of, counted anew from what a run tells.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

struct Seen {
    Run run;
    std::map<std::string, std::vector<double>> measures; // in the last tick
};

Seen const& seen()
{
    static Seen const all = [] {
        Seen s{prepare_file("scenarios/smoke.yaml"), {}};
        s.run.story.each_tick = [&s](World const& world) {
            for (Measure const& one : s.run.simulation->measures()) {
                s.measures[one.name].assign(1, 0.0);
                one.observe(world, s.measures[one.name]);
            }
        };
        s.run.go();
        s.run.story.each_tick = nullptr;
        return s;
    }();
    return all;
}

Run const& a_run() { return seen().run; }
std::vector<double> const& observed(std::string const& name) { return seen().measures.at(name); }

double sum(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

} // namespace

TEST_CASE("What payers lost is what the outcomes of projects that fell short cost them")
{
    std::array<double, n_funders> lost{};
    double spent = 0.0, paid = 0.0;
    for (ProjectOutcome const& one : a_run().story.outcomes) {
        bool const failed = one.state == static_cast<std::int32_t>(ProjectState::expired) ||
                            one.state == static_cast<std::int32_t>(ProjectState::eliminated);
        if (one.programme < 0 || !failed || one.level >= one.target) continue;
        for (std::uint32_t f = 0; f < n_funders; ++f) {
            lost[f] += in_millions(one.paid[f]);
            paid += in_millions(one.paid[f]);
        }
        spent += in_millions(one.cost);
    }
    std::vector<double> const measured = observed("lost_by_payer");
    for (std::uint32_t f = 0; f < n_funders; ++f)
        if (f != column_of(Funder::applicant)) CHECK(measured[f] == Approx(lost[f]));
    CHECK(lost[column_of(Funder::nation)] > 0.0);
    CHECK(lost[column_of(Funder::province)] > 0.0);
    // What was spent and nobody paid, the members bore; a project paid in advance for more than was done is none's
    // loss.
    CHECK(measured[column_of(Funder::applicant)] >= Approx(spent - paid));
}

TEST_CASE("Levels are duplicated where a lane reaches what another has reached")
{
    std::map<std::pair<std::int32_t, std::int32_t>, int> reached; // by technology and level
    for (auto const& [number, p] : a_run().story.projects)
        if (p.is_of_a_programme())
            for (std::int32_t level = p.start_level + 1; level <= p.level; ++level) ++reached[{p.technology, level}];
    int all = 0;
    for (auto const& [what, times] : reached) all += times;
    CHECK(observed("levels_duplicated")[0] == all - static_cast<int>(reached.size()));
    CHECK(all > static_cast<int>(reached.size()));
}

TEST_CASE("Money of programmes by kind is what was paid and is used, that by technology all of it")
{
    double const paid = observed("public_spending")[0], unused = observed("public_money_unused")[0];
    CHECK(unused > 0.0);
    double const received = sum(observed("public_money_by_kind"));
    CHECK(received ==
          Approx(paid - unused).epsilon(0.001)); // what a firm gets in the tick in which it fails is not read
    Organisations const& o = a_run().population<Organisations>();
    Money of_all;
    for (std::uint32_t i = 0; i < o.size(); ++i)
        if (o.is_alive(i)) of_all += o.public_received[i];
    for (auto const& gone : o.departed) of_all += gone.public_received;
    CHECK(received < in_millions(of_all)); // projects in flight receive it too
    CHECK(observed("public_money_of_newcomers")[0] < received);
    CHECK(observed("public_money_of_newcomers")[0] > 0.0);
    CHECK(sum(observed("public_money_by_technology")) == Approx(paid));
}

TEST_CASE("The time to maturity of a technology that is not there yet runs on")
{
    Technologies const& t = a_run().population<Technologies>();
    double time = 0.0, n = 0.0;
    for (std::uint32_t i = 0; i < t.size(); ++i) {
        if (t.appears[i] > 23) continue;
        time += (t.reached_at[i] >= 0 ? t.reached_at[i] : 24) - t.appears[i];
        n += 1.0;
    }
    CHECK(observed("time_to_maturity")[0] == Approx(time / n));
}

TEST_CASE("All research is paid by the public, by owners or by those who do it")
{
    CHECK(observed("total_rd")[0] == Approx(observed("public_rd")[0] + observed("private_rd")[0]));
    CHECK(observed("base_funding")[0] > 0.0);
}
