// The accounts of projects that have ended are emptied: what is left of a price has been earned, an advance on cost
// that was not used goes back to its funders, and a failure may be asked to return what it got.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

#include <array>

namespace tianji::ecosystem {

namespace {

struct SettleAccounts {
    AwardTerms award;
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Read<&Projects::state> state;
    Read<&Projects::number> number;
    Read<&Projects::owner> owner;
    Read<&Projects::members> members;
    Read<&Projects::shares> shares;
    Read<&Projects::promised> promised;
    Read<&Projects::paid> paid;
    Read<&Projects::cost> cost;
    Read<&Projects::spent> spent;
    Own<&Projects::refunded> refunded;
    Receipts receipts;
    Balances<&DomesticSectors::purse> treasury;
    Balances<&ForeignSectors::purse> foreign;
    Pay<&Projects::purse> purse;
    Pay<&Organisations::cash> cash;
    Rows<PaymentRow> payments;

    void operator()(Once const& once) const
    {
        for (Row<Projects> row : projects)
            if (!is_open(state[row])) settle(once, once.as(row));
    }

    void settle(Once const& once, Self<Projects> self) const
    {
        bool is_price = false;
        double clawback = 0.0;
        if (award.programme[self]) {
            Payment const& terms = award.terms(self).payment;
            is_price = terms.amount.basis != Amount::Basis::share_of_cost;
            if (state[self] == ProjectState::expired) clawback = terms.on_failure.clawback;
        }
        if (is_price)
            pay_out(once, self, purse.balance(self));
        else
            settle_cost(once, self);
        if (clawback > 0.0) claw_back(once, self, clawback);
    }

    // To the members by their shares, the last cent by largest remainder.
    void pay_out(Once const& once, Self<Projects> self, Money amount) const
    {
        std::vector<Row<Organisations>> team;
        std::vector<std::int64_t> weights;
        auto const places = present(members.row(self));
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!organisations.is_current(places[i])) continue;
            team.push_back({places[i].slot});
            weights.push_back(static_cast<std::int64_t>(shares.row(self)[i] * 1e9) + 1);
        }
        if (amount <= Money{}) return;
        if (team.empty()) return refund(self, amount);
        std::vector<Money> const parts = split(amount, weights);
        double const from_public = share_of_public(paid.row(self));
        for (std::size_t i = 0; i < team.size(); ++i) {
            purse.pay(self, cash.account(team[i]), parts[i], code(Purpose::result));
            receive(once.as(team[i]), self, share_of(parts[i], from_public));
        }
        log(self, column_of(Funder::applicant), PaymentReason::result, -amount);
    }

    void receive(Self<Organisations> member, Self<Projects> self, Money public_money) const
    {
        receipts.add(member, public_money, award.programme[self] ? public_money : Money{});
    }

    // Of money paid for cost: what members have borne so far and the funders' share of the real cost covers is theirs,
    // an advance that was not used goes back.
    void settle_cost(Once const& once, Self<Projects> self) const
    {
        std::int64_t all_promised = 0, all_paid = 0;
        for (std::uint32_t i = 0; i < n_funders; ++i) {
            if (static_cast<Funder>(i) == Funder::applicant) continue;
            all_promised += promised.row(self)[i].minor;
            all_paid += paid.row(self)[i].minor;
        }
        Money const left = purse.balance(self), reimbursed = Money{all_paid} - left;
        double const done =
            cost[self] > Money{} ? static_cast<double>(spent[self].minor) / static_cast<double>(cost[self].minor) : 0.0;
        Money const earned = share_of(Money{all_promised}, std::min(done, 1.0));
        Money const owed = std::clamp(earned - reimbursed, Money{}, left);
        pay_out(once, self, owed);
        refund(self, left - owed);
    }

    // To the funders in proportion to what they paid.
    void refund(Self<Projects> self, Money left) const
    {
        std::array<std::int64_t, n_funders> weights{};
        std::int64_t all = 0;
        for (std::uint32_t i = 0; i < n_funders; ++i) all += weights[i] = paid.row(self)[i].minor;
        if (left <= Money{} || all == 0) return;
        std::vector<Money> const parts = split(left, weights);
        for (std::uint32_t i = 0; i < n_funders; ++i) {
            if (parts[i] <= Money{}) continue;
            purse.pay(self, account_of(self, static_cast<Funder>(i)), parts[i], code(Purpose::refund));
            refunded.row(self)[i] += parts[i];
            log(self, i, PaymentReason::refund, -parts[i]);
        }
    }

    Account account_of(Self<Projects> self, Funder funder) const
    {
        if (funder == Funder::european_union) return foreign.account(the_european_union);
        // Money of an owner that failed has no other heir than the households.
        if (funder == Funder::owner)
            return organisations.is_current(owner[self]) ? cash.account({owner[self].slot})
                                                         : treasury.account(the_households);
        return treasury.account(sector_of(funder));
    }

    // Members pay back a share of what the first funder paid, as far as their cash reaches.
    void claw_back(Once const& once, Self<Projects> self, double share) const
    {
        Funder const first = award.terms(self).source;
        std::uint32_t const i = column_of(first);
        Money const owed = share_of(paid.row(self)[i] - refunded.row(self)[i], share);
        auto const places = present(members.row(self));
        for (std::size_t m = 0; m < places.size(); ++m) {
            if (!organisations.is_current(places[m])) continue;
            Self<Organisations> const member = once.as(Row<Organisations>{places[m].slot});
            Money const amount = std::min(share_of(owed, shares.row(self)[m]), cash.balance(member));
            cash.pay(member, account_of(self, first), amount, code(Purpose::clawback));
            if (is_public(first)) receive(member, self, -amount);
            refunded.row(self)[i] += amount;
            if (amount > Money{}) log(self, i, PaymentReason::clawback, -amount);
        }
    }

    void log(Self<Projects> self, std::uint32_t funder, PaymentReason reason, Money amount) const
    {
        payments.add(self, {static_cast<std::int32_t>(now.tick()), number[self], award.programme[self].number,
                            static_cast<std::int32_t>(funder), static_cast<std::int32_t>(reason), amount});
    }
};

} // namespace

void settle_accounts(Builder& b) { b.once<SettleAccounts>("settle_accounts"); }

} // namespace tianji::ecosystem
