// The parameters of each component: name, unit, meaning, source, range.
#include "models/ecosystem/programmes/components.hpp"

namespace tianji::ecosystem {

void Call::declare(Parameters& p)
{
    p.choice(owner, {"owner", "", "who posts the challenge"},
             {{"agency", Owner::agency, "the programme itself"},
              {"firm", Owner::firm, "the firm whose knowledge fits the technology best; it may be asked to match"}});
    p.texts(fields, {"fields", "", "fields whose technologies are called; empty: all"});
    p.integer(level, {"level", "1", "readiness asked for; 0: the technology's own target"}, range(0, 9));
    p.integer(every, {"every", "tick", "ticks between two calls"}, range(1, 400));
    p.money(budget,
            {"budget", "million/year",
             "money that may be awarded in a year, what is left is carried over; 0: what the base year of the inputs "
             "awarded in the fields called; with source applicant there is none"},
            at_least(0));
    p.number(
        budget_scale,
        {"budget_scale", "1", "times the budget, whether it is written or that of the base year: 0.5 is half of it"},
        range(0, 1e6));
    p.integer(deadline, {"deadline", "tick", "ticks of work a project gets"}, range(1, 400));
    p.integer(decision,
              {"decision", "tick", "ticks from the call to the decision", "H2020: about 8 months to the grant"},
              range(0, 40));
    p.integer(start, {"start", "tick", "ticks from the decision to the start of work", "assumed"}, range(0, 40));
    p.choices(eligible, {"eligible", "", "kinds of organisation that may lead; empty: all"},
              {{"firm", Kind::firm, "private for-profit (PRC)"},
               {"university", Kind::university, "higher education (HES)"},
               {"lab", Kind::lab, "research organisation (REC)"},
               {"public_body", Kind::public_body, "public body (PUB)"},
               {"intermediary", Kind::intermediary, "anything else (OTH)"}});
    p.integer(repeat_after,
              {"repeat_after", "tick",
               "a technology not yet mastered is called again after so many ticks; 0: never; with source applicant "
               "counted from the last call of a programme that pays"},
              range(0, 400));
}

void Entry::declare(Parameters& p)
{
    p.flag(price, {"price", "", "a bid names its price"});
    p.number(application, {"application", "1", "cost of applying, as a share of the planned cost", "assumed"},
             range(0, 1));
    p.integer(team_min, {"team_min", "1", "members a team needs"}, range(1, 8));
    p.integer(team_max, {"team_max", "1", "members a team may have"}, range(1, 8));
}

void Entry::validate(Parameters& p) const
{
    if (team_min > team_max)
        p.refuse("team_min", "team_min is " + std::to_string(team_min),
                 "team_max is " + std::to_string(team_max) + ", so no team could bid",
                 "at most " + std::to_string(team_max));
}

void Weights::declare(Parameters& p)
{
    p.number(price, {"price", "1", "weight of a low price"}, range(0, 1));
    p.number(quality, {"quality", "1", "weight of the review score"}, range(0, 1));
}

void Selection::declare(Parameters& p)
{
    p.choice(rule, {"rule", "", "how bids are ranked"},
             {{"review", Rule::review, "by noisy review scores"},
              {"first_price", Rule::first_price, "the lowest price wins and is paid"},
              {"second_price", Rule::second_price, "the lowest price wins and the next one is paid"},
              {"scored", Rule::scored, "by a weighted sum of price and review score"},
              {"lottery", Rule::lottery, "by lot among the bids above the bar"},
              {"all", Rule::all, "every bid above the bar, while money lasts"}});
    p.group(weights, {"weights", "", "of a scored selection"});
    p.integer(winners, {"winners", "1", "lanes per topic: teams that are funded side by side"}, range(1, 50));
    p.number(
        noise,
        {"noise", "1", "standard deviation of a review score around the logit of the success probability", "assumed"},
        range(0, 20));
    p.number(bar, {"bar", "1", "success probability, as the reviewers see it, that a bid must have", "assumed"},
             range(0, 1));
}

void Gate::declare(Parameters& p)
{
    p.integer(after, Field{"after", "tick", "ticks of work before the lanes are looked at"}.required(), range(1, 400));
    p.integer(keep, Field{"keep", "1", "lanes that go on"}.required(), range(1, 50));
    p.number(noise, {"noise", "1", "standard deviation of the signal on the quality of an approach", "assumed"},
             range(0, 20));
}

void Race::declare(Parameters& p)
{
    p.list(gates, {"gates", "", "looks at all lanes of a contest, in the order of time"});
    p.choice(stop, {"stop", "", "when the race is over"},
             {{"first", Stop::first, "as soon as one lane has delivered, the others stop"},
              {"deadline", Stop::deadline, "every lane that is kept runs to its deadline"}});
}

void Amount::declare(Parameters& p)
{
    p.choice(basis, {"basis", "", "what the amount is computed from"},
             {{"bid", Basis::bid, "the price in the bid"},
              {"fixed", Basis::fixed, "the same for everybody"},
              {"share_of_cost", Basis::share_of_cost, "a share of the planned cost"}});
    p.money(value, {"value", "million", "of a fixed amount"}, at_least(0));
    p.number(share, {"share", "1", "of the planned cost"}, range(0, 1));
    p.money(cap, {"cap", "million", "most that one project gets; 0: no limit"}, at_least(0));
}

void Tranche::declare(Parameters& p)
{
    p.choice(on, {"on", "", "what releases it"},
             {{"award", On::award, "the start of work"},
              {"date", On::date, "the calendar: equal parts over the life of the project"},
              {"level", On::level, "a readiness level reached"},
              {"verified", On::verified, "the promised level reached and verified"}});
    p.number(share, Field{"share", "1", "of the amount; the shares of all tranches sum to 1"}.required(), range(0, 1));
    p.integer(every, {"every", "tick", "of a date tranche: ticks between two parts"}, range(1, 40));
    p.integer(level, {"level", "1", "of a level tranche: the level that releases it"}, range(0, 9));
}

void OnFailure::declare(Parameters& p)
{
    p.number(clawback,
             {"clawback", "1",
              "share of the money paid that is asked back from a project that expires; 0: diligent failure is forgiven "
              "(尽职免责)"},
             range(0, 1));
}

void Payment::declare(Parameters& p)
{
    p.group(amount, {"amount", "", "how much a project gets from the first funder"});
    p.list(tranches, {"tranches", "", "when it is paid"});
    p.group(on_failure, {"on_failure", "", "what happens if the promise is not kept"});
}

void Link::declare(Parameters& p)
{
    p.choice(by, Field{"by", "", "who adds money"}.required(),
             {{"nation", Funder::nation, "the national treasury"},
              {"province", Funder::province, "the province's treasury"},
              {"city", Funder::city, "the city's treasury"},
              {"county", Funder::county, "the county's treasury"},
              {"owner", Funder::owner, "the firm that posted the challenge"},
              {"applicant", Funder::applicant, "the team itself"}});
    p.number(ratio, Field{"ratio", "1", "added per unit of the base"}.required(), range(0, 100));
    p.choice(base, {"base", "", "what the ratio applies to"},
             {{"previous", Base::previous, "what the link above added"},
              {"first", Base::first, "the first funder's amount"},
              {"cost", Base::cost, "the planned cost"}});
    p.money(cap, {"cap", "million", "most per project; 0: no limit"}, at_least(0));
}

void Matching::declare(Parameters& p)
{
    p.list(chain, {"chain", "", "funders that add to the first one's money, in order"});
    p.choice(shortfall, {"shortfall", "", "what happens when a link cannot pay its part"},
             {{"scale", Shortfall::scale, "it adds what it has, and the links below follow"},
              {"applicant", Shortfall::applicant, "the team bears the gap"},
              {"refuse", Shortfall::refuse, "the project is not funded"}});
}

void Programme::declare(Parameters& p)
{
    p.preset(instrument, {"instrument", "", "the preset it starts from; every component can be changed"}, presets());
    p.choice(supports, {"supports", "", "what is funded"}, {{"project", Supports::project, "research projects"}});
    p.choice(source, {"source", "", "whose budget pays the first amount"},
             {{"european_union", Funder::european_union, "a budget outside the country"},
              {"nation", Funder::nation, "the national treasury"},
              {"province", Funder::province, "the province's treasury"},
              {"city", Funder::city, "the city's treasury"},
              {"county", Funder::county, "the county's treasury"},
              {"applicant", Funder::applicant, "nobody's: the team bears it and decides itself (自主研发)"}});
    p.moment(from, {"from", "tick", "first tick with calls"}, range(0, 100'000), Moment::begin);
    p.moment(until, {"until", "tick", "tick from which there are no more calls; -1: none"}, range(-1, 100'000),
             Moment::end);
    p.group(call, {"call", "", "who asks for what, when, with how much money"});
    p.group(entry, {"entry", "", "what a bid is made of"});
    p.group(selection, {"selection", "", "how winners are chosen"});
    p.group(race, {"race", "", "staged elimination among winners (赛马制)"});
    p.group(payment, {"payment", "", "how much is paid, and when"});
    p.group(matching, {"matching", "", "who adds to the first funder's money (配套)"});
}

} // namespace tianji::ecosystem
