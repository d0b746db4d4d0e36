#include "models/ecosystem/measures/measures.hpp"

#include "engine/graph/metrics.hpp"
#include "models/ecosystem/measures/listings.hpp"
#include "models/ecosystem/measures/policy_measures.hpp"
#include "models/ecosystem/state/calls.hpp"
#include "models/ecosystem/state/log.hpp"
#include "models/ecosystem/state/projects.hpp"

#include <algorithm>
#include <limits>

namespace tianji::ecosystem {

namespace {

using Out = std::vector<double>;

double paid_now(World const& world, Purpose purpose) { return in_millions(world.ledger.paid_this_tick(code(purpose))); }
double paid_ever(World const& world, Purpose purpose) { return in_millions(world.ledger.paid_ever(code(purpose))); }

// --- technologies ------------------------------------------------------------------------------------------------

void observe_technologies(Builder& b)
{
    Technologies const& t = b.world().population<Technologies>();
    b.measure("technologies_mature", "1", "technologies that have reached the readiness asked for, since the start",
              [&t](World const&) {
                  return static_cast<double>(
                      std::ranges::count_if(t.reached_at.values(), [](std::int32_t tick) { return tick >= 0; }));
              });
    b.measure("levels_gained", "1", "readiness levels gained over all technologies, since the start",
              [&t](World const&) {
                  double sum = 0.0;
                  for (std::uint32_t i = 0; i < t.size(); ++i) sum += t.level[i] - t.start_level[i];
                  return sum;
              });
    Measure by_level{
        "technologies_by_level", "1", "technologies that have appeared, by readiness level", 1, "level", {}, {}};
    for (std::int32_t level = 1; level <= highest_level; ++level) by_level.labels.push_back(std::to_string(level));
    by_level.observe = [&t](World const& world, Out& out) {
        out.assign(highest_level, 0.0);
        for (std::uint32_t i = 0; i < t.size(); ++i)
            if (t.appears[i] <= world.clock.tick) out[static_cast<std::size_t>(t.level[i] - 1)] += 1.0;
    };
    b.measure(std::move(by_level));
    Measure readiness{
        "readiness", "1", "readiness level of each technology; missing before it appears", 1, "technology", {}, {}};
    readiness.labels = names_of(t);
    readiness.observe = [&t](World const& world, Out& out) {
        out.resize(t.size());
        for (std::uint32_t i = 0; i < t.size(); ++i)
            out[i] = t.appears[i] <= world.clock.tick ? t.level[i] : std::numeric_limits<double>::quiet_NaN();
    };
    b.measure(std::move(readiness));
}

// --- projects ----------------------------------------------------------------------------------------------------

// Projects of programmes only: those in flight at the start are the same whatever the policy.
void observe_projects(Builder& b)
{
    Projects const& p = b.world().population<Projects>();
    auto const count = [&p](ProjectState wanted) {
        return [&p, wanted](World const&) {
            double n = 0.0;
            for (std::uint32_t i = 0; i < p.size(); ++i) n += is_of_a_programme(p, i) && p.state[i] == wanted;
            return n;
        };
    };
    b.measure("projects_running", "1", "projects of programmes that are funded and not ended",
              count(ProjectState::running));
    b.measure("projects_verified", "1", "projects of programmes that kept their promise, since the start",
              count(ProjectState::verified));
    b.measure("projects_expired", "1",
              "projects of programmes that did not reach their target in time, since the start",
              count(ProjectState::expired));
    b.measure("projects_eliminated", "1", "lanes of programmes eliminated in a race, since the start",
              count(ProjectState::eliminated));
    b.measure("projects_inherited", "1", "projects running since before the start", [&p](World const&) {
        double n = 0.0;
        for (std::uint32_t i = 0; i < p.size(); ++i)
            n += p.is_alive(i) && p.programme[i] < 0 && p.state[i] == ProjectState::running;
        return n;
    });
}

// --- money -------------------------------------------------------------------------------------------------------

double research_outlay(World const& world)
{
    return paid_now(world, Purpose::research_wages) + paid_now(world, Purpose::research_overhead);
}

// What the programmes have paid, net of what came back.
double programme_spending(World const& world)
{
    Projects const& p = world.population<Projects>();
    Money sum;
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (is_of_a_programme(p, i)) sum += net_public_money(p, i);
    return in_millions(sum);
}

void observe_money(Builder& b)
{
    b.measure("total_rd", "million/tick", "research done in the tick, whoever paid", research_outlay);
    b.measure("base_funding", "million/tick", "paid by the nation to organisations that do not sell",
              [](World const& w) { return paid_now(w, Purpose::base_funding); });
    b.measure("public_rd", "million/tick", "public money paid for research done in the tick",
              [](World const& w) { return paid_now(w, Purpose::public_research); });
    b.measure("private_rd", "million/tick",
              "research that organisations paid themselves in the tick; some of it is paid back for results",
              [](World const& w) { return research_outlay(w) - paid_now(w, Purpose::public_research); });
    b.measure("public_spending", "million",
              "public money paid to projects of programmes since the start, net of refunds", programme_spending);
    b.measure("public_spent_on_eliminated", "million",
              "public money spent on lanes that were eliminated, since the start", [](World const& w) {
                  std::int64_t sum = 0;
                  for (Money money : w.population<Programmes>().wasted.values()) sum += money.minor;
                  return in_millions(Money{sum});
              });
    b.measure("application_costs", "million", "what organisations spent on applying, since the start",
              [](World const& w) { return paid_ever(w, Purpose::application_cost); });
    Measure sources{"money_by_source", "million/tick", "money for research, by who pays", 1, "source", {}, {}};
    sources.labels = {"programmes", "projects in flight", "matching", "challenge owners", "own funds"};
    sources.observe = [](World const& w, Out& out) {
        double const outside = paid_now(w, Purpose::public_research) + paid_now(w, Purpose::private_research);
        out = {paid_now(w, Purpose::grant), paid_now(w, Purpose::inherited_grant), paid_now(w, Purpose::matching),
               paid_now(w, Purpose::owner_matching), std::max(0.0, research_outlay(w) - outside)};
    };
    b.measure(std::move(sources));
    b.measure("wage", "million/FTE/tick", "pay of one researcher",
              [](World const& w) { return in_millions(w.population<Economy>().wage[0]); });
    b.measure("firm_cash", "million", "cash of all firms", [](World const& w) {
        Organisations const& o = w.population<Organisations>();
        std::int64_t sum = 0;
        for (std::uint32_t i = 0; i < o.size(); ++i)
            if (o.is_alive(i) && o.kind[i] == Kind::firm) sum += o.cash.balance[i];
        return in_millions(Money{sum});
    });
}

// Gini coefficient of non-negative numbers; 0 if all are zero.
double gini(std::vector<std::int64_t> values)
{
    std::ranges::sort(values);
    double weighted = 0.0, sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        weighted += static_cast<double>(i + 1) * static_cast<double>(values[i]);
        sum += static_cast<double>(values[i]);
    }
    auto const n = static_cast<double>(values.size());
    return sum > 0.0 ? 2.0 * weighted / (n * sum) - (n + 1.0) / n : 0.0;
}

// --- organisations and ties --------------------------------------------------------------------------------------

bool is_seen(Organisations const& o, std::uint32_t row)
{
    return o.is_alive(row) && o.standing[row] == Standing::active;
}

void observe_organisations(Builder& b)
{
    Organisations const& o = b.world().population<Organisations>();
    b.measure("organisations_alive", "1", "organisations that are active", [&o](World const&) {
        double n = 0.0;
        for (std::uint32_t i = 0; i < o.size(); ++i) n += is_seen(o, i);
        return n;
    });
    b.measure("funding_gini", "1",
              "concentration of public research money received since the start, over active organisations",
              [&o](World const&) {
                  std::vector<std::int64_t> received;
                  for (std::uint32_t i = 0; i < o.size(); ++i)
                      if (is_seen(o, i)) received.push_back(o.public_received[i].minor);
                  return gini(std::move(received));
              });
}

// The share of a mechanism among the pairs that began to work together in this tick.
void observe_new_ties(Builder& b)
{
    struct Mechanism {
        char const* name;
        char const* meaning;
        Reason reason;
    };
    for (Mechanism m :
         {Mechanism{"new_ties_repeat", "share of new joint projects between pairs that had a tie", Reason::repeat},
          Mechanism{"new_ties_closure", "share of them between pairs with a partner in common", Reason::closure},
          Mechanism{"new_ties_newcomer", "share of them with a newcomer", Reason::newcomer},
          Mechanism{"new_ties_farther", "share of them between all other pairs", Reason::farther}})
        b.measure(m.name, "1", m.meaning, [m](World const& world) {
            double all = 0.0, such = 0.0;
            for (Event const& event : world.events.rows) {
                if (event.kind > static_cast<std::int32_t>(EventWord::tie_strengthened)) continue;
                all += 1.0;
                such += event.reason == code(m.reason);
            }
            return all > 0.0 ? such / all : std::numeric_limits<double>::quiet_NaN();
        });
}

void observe_network(Builder& b)
{
    auto const yearly = std::max<std::int64_t>(1, static_cast<std::int64_t>(b.clock().ticks_per_year()));
    Organisations const& o = b.world().population<Organisations>();
    auto const seen = [&o] {
        std::vector<std::uint8_t> mask(o.size());
        for (std::uint32_t i = 0; i < o.size(); ++i) mask[i] = is_seen(o, i);
        return mask;
    };
    b.measure(
        "giant_component", "1", "share of active organisations in the largest component",
        [seen](World const& w) { return connected_components(simple_projection(w.graph, seen()).graph).giant_share(); },
        yearly);
    b.measure(
        "clustering", "1", "average local clustering (Watts and Strogatz 1998)",
        [seen](World const& w) { return clustering(simple_projection(w.graph, seen()).graph).average_local; }, yearly);
    b.measure(
        "assortativity", "1", "degree assortativity (Newman 2002)",
        [seen](World const& w) {
            return degree_assortativity(simple_projection(w.graph, seen()).graph)
                .value_or(std::numeric_limits<double>::quiet_NaN());
        },
        yearly);
}

} // namespace

void observe(Builder& b, Founding const& founding)
{
    observe_technologies(b);
    observe_projects(b);
    observe_money(b);
    observe_organisations(b);
    observe_new_ties(b);
    observe_network(b);
    observe_what_policies_bring(b);
    list(b, founding);
    b.invariant("market shares sum to 1", [](World const& world) -> std::string {
        Organisations const& o = world.population<Organisations>();
        double sum = 0.0;
        bool has_firms = false;
        for (std::uint32_t i = 0; i < o.size(); ++i) {
            if (!o.is_alive(i)) continue;
            sum += o.share[i];
            has_firms |= o.kind[i] == Kind::firm;
        }
        if (!has_firms) return "";
        return sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9 ? "" : "they sum to " + std::to_string(sum);
    });
}

} // namespace tianji::ecosystem
