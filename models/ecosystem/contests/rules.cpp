#include "models/ecosystem/contests/rules.hpp"

namespace tianji::ecosystem {

void BiddingRule::declare(Parameters& p)
{
    p.number(attention,
             {"attention", "1",
              "bands of topics that an organisation of one researcher follows; a larger one follows more, with the "
              "square root of its staff, up to four times as many",
              "assumed"},
             range(0, 1000));
    p.integer(readers_per_band,
              {"readers_per_band", "1",
               "each field is divided into one band of topics for so many organisations at the start", "assumed"},
              range(1, 1e9));
    p.integer(
        owners_considered,
        {"owners_considered", "1", "firms among which a call looks for the one that posts the challenge", "assumed"},
        range(1, 1e9));
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
}

} // namespace tianji::ecosystem
