// The equations of research, as functions of numbers: tested alone, used by bidders, reviewers and projects alike.
#pragma once

#include "models/ecosystem/technologies/rules.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tianji::ecosystem {

// κ = exp(−ϑ‖(w − k)₊‖₁ / D): how well a team's knowledge fits what the technology requires. w and k have length D.
double knowledge_match(std::span<double const> requirement, std::span<double const> knowledge, double mismatch);

// Σ w k: how far knowledge covers what is required. Four partial sums, added in a fixed order.
double overlap(std::span<double const> requirement, std::span<double const> knowledge);

// Σ (w − k)₊: what a team lacks.
double knowledge_gap(std::span<double const> requirement, std::span<double const> knowledge);

// The union of competences: the maximum in each field (SKIN; Gilbert, Pyka and Ahrweiler 2001).
void add_knowledge(std::span<double> team, std::span<double const> member);

// Λ per tick for a lane of `staff` [FTE]: λ κ δ a ((x − f)₊ / x₀)^η.
double hazard_per_tick(ResearchRule const& rule, double staff, double match, double dependency, double approach);

// a_p = exp(σ_q q − σ_q²/2), mean 1 over approaches q ~ N(0, 1).
double approach_factor(ResearchRule const& rule, double quality);

// Probability that `levels` steps are done within `ticks` at a constant hazard: P(Poisson(Λ T) >= levels). Steps in
// continuous time; the tick version wastes the rest of a tick at each step and is a little lower.
double success_probability(double hazard, std::int64_t ticks, std::int64_t levels);

} // namespace tianji::ecosystem
