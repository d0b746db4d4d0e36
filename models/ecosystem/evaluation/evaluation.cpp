#include "models/ecosystem/evaluation/evaluation.hpp"

#include "engine/scenario/resolved.hpp"
#include "models/ecosystem/ecosystem_rules.hpp"

#include <cmath>
#include <optional>
#include <string>

namespace tianji::ecosystem {

namespace {

using Of = std::function<double(Triple const&)>;

// --- the worlds beside ------------------------------------------------------------------------------------------

std::vector<Override> switch_off(Rules const& rules, double)
{
    std::vector<Override> changes;
    for (auto const& [name, programme] : static_cast<EcosystemRules const&>(rules).programmes)
        if (!programme.is_on_own_account()) changes.push_back({"programmes." + name, "~"});
    return changes;
}

// The same calls, answered by a direct grant.
Programme as_direct_grant(Programme const& policy, double scale)
{
    Programme grant;
    grant.instrument = "direct_grant";
    grant.source = policy.source;
    grant.from = policy.from;
    grant.until = policy.until;
    grant.call = policy.call;
    grant.call.owner = Call::Owner::agency;
    grant.call.budget_scale *= scale;
    grant.payment.tranches = {{Tranche::On::date, 1.0, 1, 0}};
    return grant;
}

std::vector<Override> grant_directly(Rules const& rules, double scale)
{
    std::vector<Override> changes;
    Node const nowhere; // nobody has written these values
    for (auto const& [name, programme] : static_cast<EcosystemRules const&>(rules).programmes) {
        if (programme.is_on_own_account()) continue;
        Programme grant = as_direct_grant(programme, scale);
        ResolvedWriter writer(nowhere, ".");
        writer.visit(grant);
        changes.push_back({"programmes." + name, flow_text(writer.lines())});
    }
    return changes;
}

// --- what is asked of them --------------------------------------------------------------------------------------

// What was added to a running total since the worlds parted, each tick's part at its worth.
double discounted_growth(Triple const& t, RunValues const& run, char const* total)
{
    double sum = 0.0, before = t.since > 0 ? run.at(total, t.since - 1) : 0.0;
    for (std::size_t tick = t.since; tick < run.ticks(); ++tick) {
        double const now = run.at(total, tick);
        sum += t.worth(tick) * (now - before);
        before = now;
    }
    return sum;
}

double discounted(Triple const& t, RunValues const& run, char const* flow)
{
    double sum = 0.0;
    for (std::size_t tick = t.since; tick < run.ticks(); ++tick) sum += t.worth(tick) * run.at(flow, tick);
    return sum;
}

double cost(Triple const& t, RunValues const& run) { return discounted_growth(t, run, "public_spending"); }

double net_cost(Triple const& t) { return cost(t, t.policy) - cost(t, t.off); }

// Of a total: how much more the policy has come to than the world without.
Of more(char const* total, std::size_t label = 0)
{
    return [=](Triple const& t) { return t.policy.last(total)[label] - t.off.last(total)[label]; };
}

Of beyond_grant(char const* total)
{
    return [=](Triple const& t) { return t.policy.last(total)[0] - t.matched->last(total)[0]; };
}

// Research that organisations paid themselves: not base funding, which follows wages and is public too, and not what
// they have used of the programmes' money. What lies in the accounts of projects is nobody's research yet.
double own_research_more(Triple const& t)
{
    auto const own = [&](RunValues const& run) {
        double const used = cost(t, run) - discounted_growth(t, run, "public_money_unused");
        return discounted(t, run, "total_rd") - discounted(t, run, "base_funding") - used;
    };
    return own(t.policy) - own(t.off);
}

double public_losses_more(Triple const& t)
{
    double sum = 0.0;
    for (std::uint32_t f = 0; f < n_funders; ++f)
        if (is_public(static_cast<Funder>(f))) sum += more("lost_by_payer", f)(t);
    return sum;
}

// Public money for each technology that it would not have got without the policy.
std::vector<double> money_for_technologies(Triple const& t)
{
    auto const policy = t.policy.last("public_money_by_technology"), off = t.off.last("public_money_by_technology");
    std::vector<double> money(policy.begin(), policy.end());
    for (std::size_t i = 0; i < money.size(); ++i) money[i] -= off[i];
    return money;
}

// The readiness of all technologies, tick by tick.
std::vector<std::span<double const>> readiness(RunValues const& run)
{
    std::vector<std::span<double const>> ticks;
    for (std::size_t tick = 0; tick < run.ticks(); ++tick) ticks.push_back(run.all("readiness", tick));
    return ticks;
}

// The tick in which a technology came to where it is at the end, if it has risen to it since the worlds parted.
std::optional<std::size_t> last_rise(std::vector<std::span<double const>> const& levels, std::size_t technology,
                                     std::size_t since)
{
    std::size_t tick = levels.size() - 1;
    double const level = levels[tick][technology];
    while (tick > 0 && levels[tick - 1][technology] == level) --tick;
    bool const has_risen = tick > 0 && tick >= since && !std::isnan(levels[tick - 1][technology]);
    return has_risen ? std::optional(tick) : std::nullopt;
}

double money_on_what_comes_anyway(Triple const& t)
{
    auto const policy = readiness(t.policy), off = readiness(t.off);
    std::vector<double> const money = money_for_technologies(t);
    double sum = 0.0;
    for (std::size_t i = 0; i < money.size(); ++i) {
        if (!(money[i] > 0.0)) continue;
        auto const rise = last_rise(policy, i, t.since);
        if (rise && off[*rise][i] >= policy.back()[i]) sum += money[i];
    }
    return sum;
}

double money_on_technologies(Triple const& t)
{
    double sum = 0.0;
    for (double const money : money_for_technologies(t)) sum += money;
    return sum;
}

double levels_displaced(Triple const& t)
{
    auto const policy = t.policy.last("readiness"), off = t.off.last("readiness");
    std::vector<double> const money = money_for_technologies(t);
    double sum = 0.0;
    for (std::size_t i = 0; i < money.size(); ++i)
        if (!(money[i] > 0.0) && !std::isnan(policy[i]) && !std::isnan(off[i])) sum += policy[i] - off[i];
    return sum;
}

// --- the list ---------------------------------------------------------------------------------------------------

std::vector<Estimand> what_it_cost_and_brought()
{
    return {
        {"public_cost_per_level", "million/level",
         "discounted public money, net of refunds, per readiness level more than with the programmes off; below 0 "
         "where there are fewer",
         net_cost, more("levels_gained")},
        {"public_cost_per_level_of_grant", "million/level", "the same for the direct grant of equal outlay",
         [](Triple const& t) { return cost(t, *t.matched) - cost(t, t.off); },
         [](Triple const& t) { return t.matched->last("levels_gained")[0] - t.off.last("levels_gained")[0]; }, true},
        {"public_cost_per_technology", "million",
         "discounted public money per technology more that reaches the readiness asked for", net_cost,
         more("technologies_mature")},
        {"levels_beyond_grant", "1", "readiness levels more than the direct grant of equal outlay brings",
         beyond_grant("levels_gained"), nullptr, true},
        {"technologies_beyond_grant", "1", "technologies at the readiness asked for, more than under that grant",
         beyond_grant("technologies_mature"), nullptr, true},
        {"time_gained", "year",
         "by how much sooner technologies reach the readiness asked for, mean until the end of the run",
         [](Triple const& t) {
             return (t.off.last("time_to_maturity")[0] - t.policy.last("time_to_maturity")[0]) / t.ticks_per_year;
         }},
        {"input_additionality", "1",
         "research that organisations pay more themselves until the end, per unit of public money: above 0 crowding "
         "in, -1 and below full crowding out; what is paid for results after the end counts as theirs",
         own_research_more, net_cost},
        {"deadweight", "1",
         "share of public money for technologies that reach the same readiness by the same time with the programmes "
         "off",
         money_on_what_comes_anyway, money_on_technologies},
        {"displacement", "levels",
         "change in the readiness of technologies that get none of the money; below 0: displaced", levels_displaced},
    };
}

std::vector<Estimand> what_was_wasted()
{
    std::vector<Estimand> list{
        {"waste", "1", "share of public money for lanes that ended below the readiness they promised",
         public_losses_more, more("public_spending")},
        {"levels_duplicated", "levels", "readiness levels that a lane reached after another one had",
         more("levels_duplicated")},
        {"bidding_cost", "1", "cost of applying, per unit of public money", more("application_costs"),
         more("public_spending")},
    };
    for (std::uint32_t f = 0; f < column_of(Funder::investor); ++f)
        list.push_back({"loss_of_" + std::string(funder_words[f]), "million",
                        "spent by this payer on lanes that ended below the readiness they promised",
                        more("lost_by_payer", f)});
    return list;
}

std::vector<Estimand> who_gained()
{
    auto const received = [](Triple const& t) {
        double sum = 0.0;
        for (std::uint32_t kind = 0; kind < n_kinds; ++kind) sum += more("public_money_by_kind", kind)(t);
        return sum;
    };
    std::vector<Estimand> list;
    for (std::uint32_t kind = 0; kind < n_kinds; ++kind)
        list.push_back({"share_of_" + std::string(kind_words[kind]), "1",
                        "share of public money that organisations of this kind receive",
                        more("public_money_by_kind", kind), received});
    list.push_back({"share_of_newcomers", "1",
                    "share of public money that organisations receive which were not active at the start",
                    more("public_money_of_newcomers"), received});
    return list;
}

} // namespace

Evaluation evaluation()
{
    Evaluation e;
    e.off = {"off", "with its programmes off", switch_off};
    e.matched = {"grant", "with a direct grant of equal outlay", grant_directly};
    e.outlay = "public_spending";
    e.unmatched = "direct grants find no more takers, or what one of them costs is too much";
    e.measures = {"technologies_mature",
                  "levels_gained",
                  "readiness",
                  "public_spending",
                  "application_costs",
                  "total_rd",
                  "base_funding",
                  "public_money_unused",
                  "time_to_maturity",
                  "levels_duplicated",
                  "lost_by_payer",
                  "public_money_by_kind",
                  "public_money_of_newcomers",
                  "public_money_by_technology"};
    for (auto const& part : {what_it_cost_and_brought(), what_was_wasted(), who_gained()})
        e.estimands.insert(e.estimands.end(), part.begin(), part.end());
    return e;
}

Explanation explanation_of_outcomes()
{
    std::string text = R"(An experiment with outcomes: true runs every policy in two more worlds under the same luck:
  off    without its programmes that pay; own account (自主研发) goes on. The money is not spent on research.
  grant  with a direct grant for the same calls, its budget sought run by run until it pays as much in all
         (within 1 %, if there are takers for it).
Outcomes are what the policy adds to off, or to grant where they say so: below 0 where it brings less.
With branch_at all worlds share the history, and nothing of it counts. Over several replicates an outcome is a
mean, or the ratio of two means with Fieller's interval (1954): not identified where the interval of what it is
divided by holds 0. Regions are not told apart, and guarantees, taxes forgone and costs of administration are
not modelled, so public cost is what programmes paid less what came back. Base funding, which rises a little
with wages, is neither in it nor among the research that organisations pay themselves.
)";
    for (Estimand const& one : evaluation().estimands)
        text += "\n" + one.name + " [" + one.unit + "]\n    " + one.meaning + '\n';
    return {"outcomes", "What a policy brought, beside what would have been without it", text};
}

} // namespace tianji::ecosystem
