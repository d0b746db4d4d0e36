// What a run observes of money: research by who pays, public spending, application costs.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/treasuries/verbs.hpp"
#include "models/ecosystem/words/purposes.hpp"

#include <algorithm>

namespace tianji::ecosystem {

namespace {

using Out = std::vector<double>;

double paid_now(World const& world, Purpose purpose) { return in_millions(world.ledger.paid_this_tick(code(purpose))); }
double paid_ever(World const& world, Purpose purpose) { return in_millions(world.ledger.paid_ever(code(purpose))); }

double research_outlay(World const& world)
{
    return paid_now(world, Purpose::research_wages) + paid_now(world, Purpose::research_overhead);
}

// What the programmes have paid, net of what came back.
double programme_spending(World const& world)
{
    auto const& p = world.population<Projects>();
    Money sum;
    for (Money const of_ended : world.population<Programmes>().public_paid.values()) sum += of_ended;
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (is_of_a_programme(p, i)) sum += net_public_money(p.paid.row(i), p.refunded.row(i));
    return in_millions(sum);
}

} // namespace

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
            if (o.is_alive(i) && sells(o.kind[i])) sum += o.cash.balance[i];
        return in_millions(Money{sum});
    });
}

} // namespace tianji::ecosystem
