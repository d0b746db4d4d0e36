#include "models/ecosystem/rules/rules.hpp"

namespace tianji::ecosystem {

void ResearchRule::declare(Parameters& p)
{
    p.number(hazard,
             {"hazard", "1/tick", "hazard of one readiness step at reference effort",
              "assumed: h = 0.30, six steps take 20 ticks"},
             range(0, 10));
    p.number(difficulty,
             {"difficulty", "1", "how many times the work each step takes, for all technologies", "assumed"}, above(0));
    p.number(reference_staff, {"reference_staff", "FTE", "reference effort of a lane", "assumed"}, above(0));
    p.number(fixed_staff, {"fixed_staff", "FTE", "effort lost to each lane", "assumed"}, at_least(0));
    p.number(returns,
             {"returns", "1", "elasticity of the hazard to effort; below 1, racing wins by construction", "assumed"},
             range(0.1, 2));
    p.number(mismatch, {"mismatch", "1", "how much missing knowledge hurts", "assumed"}, range(0, 100));
    p.number(missing_prerequisite,
             {"missing_prerequisite", "1", "hazard factor while a prerequisite is not usable",
              "Kremer 1993 (O-ring); value assumed"},
             range(0, 1));
    p.number(approach_spread, {"approach_spread", "1", "spread of the quality of approaches (log scale)", "assumed"},
             range(0, 3));
    p.number(approach_common,
             {"approach_common", "1", "part of that spread all approaches to a technology share", "assumed"},
             range(0, 1));
    p.number(feasible, {"feasible", "1", "probability that a technology can be done at all", "assumed"}, range(0, 1));
}

void LearningRule::declare(Parameters& p)
{
    p.number(by_working, {"by_working", "1/tick", "learning of a field at work on it", "assumed"}, range(0, 1));
    p.number(from_partners, {"from_partners", "1/tick", "catching up with the most knowledgeable partner", "assumed"},
             range(0, 1));
    p.number(forgetting, {"forgetting", "1/tick", "loss of knowledge in every field", "assumed"}, range(0, 1));
}

void BehaviourRule::declare(Parameters& p)
{
    p.integer(calls_considered, {"calls_considered", "1", "calls an organisation looks at in a tick", "assumed"},
              range(1, 50));
    p.number(team_staff,
             {"team_staff", "FTE", "researchers a team plans with", "assumed: reference effort plus fixed effort"},
             above(0));
    p.number(partners,
             {"partners", "1", "mean number of domestic partners sought",
              "netherlands: domestic size of multi-partner projects 3.0"},
             range(0, 7));
    p.number(bias, {"bias", "1", "spread of the error in judging one's own team (log scale)", "assumed"}, range(0, 5));
    p.number(risk_belief,
             {"risk_belief", "1", "probability, as bidders believe it, that a technology can be done", "assumed"},
             range(0, 1));
    p.number(institution_value,
             {"institution_value", "1", "value of a success to a university or lab, as a share of cost", "assumed"},
             range(0, 10));
    p.number(complementarity,
             {"complementarity", "1", "weight of knowledge the team lacks in the choice of partners", "assumed"},
             any_number());
    p.number(repeat, {"repeat", "1", "weight of having worked together", "assumed"}, any_number());
    p.number(closure, {"closure", "1", "weight of having a partner in common", "assumed"}, any_number());
    p.number(newcomer, {"newcomer", "1", "weight of never having been seen", "assumed"}, any_number());
    p.number(learning_step,
             {"learning_step", "1", "change of the mark-up after a win or a loss",
              "learning direction, Selten and Buchta 1999"},
             range(0, 1));
    p.number(utilisation,
             {"utilisation", "1", "share of researchers on projects that an organisation plans for", "assumed"},
             range(0.05, 1));
    p.number(hiring, {"hiring", "1/tick", "fastest growth of staff", "assumed"}, range(0, 1));
    p.number(labour_elasticity,
             {"labour_elasticity", "1", "elasticity of the supply of researchers to their wage",
              "Goolsbee 1998; value assumed"},
             above(0));
}

void MarketRule::declare(Parameters& p)
{
    p.number(research_intensity,
             {"research_intensity", "1", "own research as a share of sales",
              "2.92 %, whole society, computed from Zhejiang figures"},
             range(0.0001, 1));
    p.number(margin, {"margin", "1", "profit before tax as a share of sales", "assumed"}, range(0, 0.9));
    p.number(tax, {"tax", "1", "on profit", "corporate income tax 25 %"}, range(0, 1));
    p.number(overhead, {"overhead", "1", "overhead on research wages, paid outside", "Horizon 2020 flat rate"},
             range(0, 5));
    p.number(imports,
             {"imports", "1", "share of household spending that goes abroad and comes back as exports", "assumed"},
             range(0, 0.95));
    p.number(selection,
             {"selection", "1/tick", "strength of the quasi-replicator", "Dosi, Fagiolo and Roventini 2010 (K+S)"},
             range(0, 5));
    p.number(quality_per_level,
             {"quality_per_level", "1", "product quality gained by a firm per level verified", "assumed"}, range(0, 1));
    p.money(sales_per_level,
            {"sales_per_level", "million/tick", "sales a firm expects from a level verified", "assumed"}, at_least(0));
    p.number(obsolescence, {"obsolescence", "1/tick", "return of product quality to 1", "assumed"}, range(0, 1));
    p.number(cash_target,
             {"cash_target", "tick", "outlays an organisation keeps in cash before it pays dividends", "assumed"},
             range(1, 40));
}

void TieRule::declare(Parameters& p)
{
    p.number(memory, {"memory", "tick", "ticks after it was formed before a tie may fade", "assumed"}, at_least(0));
    p.number(fading, {"fading", "1/tick", "probability that such a tie ends", "assumed"}, range(0, 1));
}

void DemographyRule::declare(Parameters& p)
{
    p.number(start_ups, {"start_ups", "1/tick", "mean number of firms founded", "assumed"}, range(0, 500));
    p.number(start_up_staff, {"start_up_staff", "FTE", "researchers of a start-up", "assumed"}, above(0));
    p.money(seed_money, {"seed_money", "million", "money a start-up gets from households; never created", "assumed"},
            at_least(0));
    p.integer(patience,
              {"patience", "tick", "ticks in a row with payroll unpaid before an organisation fails", "assumed"},
              range(1, 100));
}

} // namespace tianji::ecosystem
