// The equations of research, as numbers.
#include "models/ecosystem/technologies/science.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace tianji::ecosystem;

TEST_CASE("A team that knows all that is required fits perfectly, what it knows beyond does not help")
{
    std::array const required{0.7, 0.2, 0.0};
    CHECK(knowledge_match(required, std::array{0.7, 0.2, 0.0}, 3.0) == 1.0);
    CHECK(knowledge_match(required, std::array{1.0, 1.0, 1.0}, 3.0) == 1.0);
    CHECK(knowledge_gap(required, std::array{1.0, 0.0, 1.0}) == Approx(0.2));
}

TEST_CASE("Missing knowledge lowers the match by exp(-mismatch gap / fields)")
{
    std::array const required{0.7, 0.2, 0.0};
    std::array const known{0.1, 0.1, 0.9};
    CHECK(knowledge_gap(required, known) == Approx(0.7));
    CHECK(knowledge_match(required, known, 3.0) == Approx(std::exp(-3.0 * 0.7 / 3.0)).epsilon(1e-12));
    CHECK(knowledge_match(required, known, 0.0) == 1.0);
}

TEST_CASE("A team knows the maximum of what its members know in each field")
{
    std::vector<double> team{0.1, 0.5};
    add_knowledge(team, std::array{0.4, 0.2});
    CHECK(team == std::vector<double>{0.4, 0.5});
}

TEST_CASE("With the defaults a step takes a tick with probability 0.30 at 5.5 FTE")
{
    double const hazard = hazard_per_tick(ResearchRule{}, 5.5, 1.0, 1.0, 1.0);
    CHECK(hazard == Approx(0.3567).epsilon(1e-12));
    CHECK(1.0 - std::exp(-hazard) == Approx(0.30).margin(5e-5));
}

TEST_CASE("The hazard is proportional to match, dependency, approach and effort beyond the fixed one, and falls with "
          "difficulty")
{
    ResearchRule rule;
    double const base = hazard_per_tick(rule, 5.5, 1.0, 1.0, 1.0);
    CHECK(hazard_per_tick(rule, 10.5, 1.0, 1.0, 1.0) == Approx(2.0 * base));
    CHECK(hazard_per_tick(rule, 5.5, 0.5, 0.2, 3.0) == Approx(0.3 * base));
    CHECK(hazard_per_tick(rule, 0.5, 1.0, 1.0, 1.0) == 0.0);
    rule.difficulty = 4.0;
    CHECK(hazard_per_tick(rule, 5.5, 1.0, 1.0, 1.0) == Approx(base / 4.0));
    CHECK(hazard_per_tick(rule, 0.0, 1.0, 1.0, 1.0) == 0.0);
    ResearchRule diminishing;
    diminishing.returns = 0.5;
    CHECK(hazard_per_tick(diminishing, 20.5, 1.0, 1.0, 1.0) == Approx(2.0 * base));
}

TEST_CASE("Lanes are exactly neutral at equal total effort without fixed effort and with constant returns")
{
    ResearchRule rule;
    rule.fixed_staff = 0.0;
    rule.approach_spread = 0.0;
    for (int lanes : {2, 3, 5, 8}) {
        double const alone = hazard_per_tick(rule, 12.0, 0.8, 1.0, approach_factor(rule, 1.7));
        double const one_of_many = hazard_per_tick(rule, 12.0 / lanes, 0.8, 1.0, approach_factor(rule, -0.3));
        CHECK(lanes * one_of_many == Approx(alone).epsilon(1e-14));
    }
    rule.returns = 0.5; // in a declared sensitivity only: then racing wins by construction
    CHECK(3 * hazard_per_tick(rule, 4.0, 1.0, 1.0, 1.0) > 1.5 * hazard_per_tick(rule, 12.0, 1.0, 1.0, 1.0));
}

TEST_CASE("Approaches have mean factor 1, whatever their spread")
{
    for (double spread : {0.0, 0.8, 2.0}) {
        ResearchRule rule;
        rule.approach_spread = spread;
        double sum = 0.0, weight = 0.0; // quadrature over the standard normal density
        for (double q = -12.0; q <= 12.0; q += 0.001) {
            double const density = std::exp(-q * q / 2.0);
            sum += density * approach_factor(rule, q);
            weight += density;
        }
        CHECK(sum / weight == Approx(1.0).epsilon(1e-9));
    }
}

TEST_CASE("The success probability is that of so many Poisson events in time")
{
    double const m = 0.3567 * 12;
    CHECK(success_probability(0.3567, 12, 0) == 1.0);
    CHECK(success_probability(0.3567, 12, -1) == 1.0);
    CHECK(success_probability(0.3567, 12, 1) == Approx(1.0 - std::exp(-m)));
    CHECK(success_probability(0.3567, 12, 3) == Approx(1.0 - std::exp(-m) * (1.0 + m + m * m / 2.0)));
    CHECK(success_probability(0.0, 12, 1) == 0.0);
    CHECK(success_probability(5.0, 400, 8) == Approx(1.0));
}
