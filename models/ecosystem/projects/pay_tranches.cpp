// Funders pay what has fallen due into the accounts of projects: at the award, by the calendar, for a level, for the
// verified result.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

// What of a programme's terms has fallen due.
struct Due {
    double share = 0.0; // [1] of what was promised, since the start
    PaymentReason reason = PaymentReason::date;
};

struct PayTranches {
    AwardTerms award;
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Read<&Projects::state> state;
    Read<&Projects::number> number;
    Read<&Projects::owner> owner;
    Read<&Projects::starts> starts;
    Read<&Projects::deadline> deadline;
    Read<&Projects::level> level;
    Read<&Projects::promised> promised;
    Own<&Projects::paid> paid;
    Commitments commitments;
    Pledges pledges;
    Balances<&Projects::purse> accounts;
    Pay<&DomesticSectors::purse> treasury;
    Pay<&ForeignSectors::purse> foreign;
    Pay<&Organisations::cash> cash;
    Rows<PaymentRow> payments;

    void operator()(Once const& once) const
    {
        for (Row<Projects> project : projects) {
            ProjectState const s = state[project];
            // Who expires or is eliminated in this tick has worked in it: what fell due by then is owed.
            bool const may_be_due = s != ProjectState::awarded && s != ProjectState::refused;
            if (!may_be_due || starts[project] > now.tick()) continue;
            pay(once, once.as(project), due(project));
        }
    }

    Due due(Row<Projects> project) const
    {
        if (award.programme[project].is_none()) return {by_calendar(project, 1), PaymentReason::date};
        Due result;
        for (Tranche const& tranche : award.terms(project).payment.tranches) {
            double released = 0.0;
            switch (tranche.on) {
            case Tranche::On::award:
                released = 1.0;
                break;
            case Tranche::On::date:
                released = by_calendar(project, tranche.every);
                break;
            case Tranche::On::level:
                released = level[project] >= tranche.level ? 1.0 : 0.0;
                break;
            case Tranche::On::verified:
                released = state[project] == ProjectState::verified ? 1.0 : 0.0;
                break;
            }
            result.share += released * tranche.share;
            if (released > 0.0) result.reason = static_cast<PaymentReason>(tranche.on);
        }
        return result;
    }

    // Equal parts, each in advance for the ticks that follow.
    double by_calendar(Row<Projects> project, std::int64_t every) const
    {
        double const life = deadline[project] - starts[project] + 1;
        std::int64_t const parts = (now.tick() - starts[project]) / every + 1;
        return std::min(1.0, static_cast<double>(parts * every) / life);
    }

    void pay(Once const& once, Self<Projects> project, Due what) const
    {
        for (std::uint32_t i = 0; i < n_funders; ++i) {
            Money const promise = promised.row(project)[i];
            Money const open = share_of(promise, what.share) - paid.row(project)[i];
            if (open <= Money{} || static_cast<Funder>(i) == Funder::applicant) continue;
            Money const amount = transfer(once, project, static_cast<Funder>(i), open);
            paid.row(project)[i] += amount;
            if (amount > Money{})
                payments.add(project,
                             {static_cast<std::int32_t>(now.tick()), number[project], award.programme[project].number,
                              static_cast<std::int32_t>(i), static_cast<std::int32_t>(what.reason), amount});
        }
    }

    // Pays as much as the funder has; treasuries have what they promised, an owner may have failed.
    Money transfer(Once const& once, Self<Projects> project, Funder funder, Money amount) const
    {
        Account const to = accounts.account(project);
        bool const is_first = award.programme[project].is_none() || award.terms(project).source == funder;
        Purpose const purpose = award.programme[project].is_none() ? Purpose::inherited_grant
                                : is_first                         ? Purpose::grant
                                                                   : Purpose::matching;
        if (funder == Funder::european_union) {
            foreign.pay(once.as(the_european_union), to, amount, code(purpose));
            return amount;
        }
        if (funder == Funder::owner) {
            if (!organisations.is_current(owner[project])) return Money{};
            Self<Organisations> const firm = once.as(Row<Organisations>{owner[project].slot});
            amount = std::min(amount, cash.balance(firm));
            cash.pay(firm, to, amount, code(Purpose::owner_matching));
            pledges.release(firm, amount);
            return amount;
        }
        Self<DomesticSectors> const sector = once.as(sector_of(funder));
        amount = std::min(amount, treasury.balance(sector));
        treasury.pay(sector, to, amount, code(purpose));
        commitments.release(sector, amount);
        return amount;
    }
};

} // namespace

void pay_tranches(Builder& b) { b.once<PayTranches>("pay_tranches"); }

} // namespace tianji::ecosystem
