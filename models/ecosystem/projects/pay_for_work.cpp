// Projects pay their members for the work of the tick, as far as their accounts reach; the rest the members bear. Each
// member is told what it worked on.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct PayForWork {
    double overhead; // [1] of wages
    Everyone<Organisations> organisations;
    Read<&Economy::wage> wage;
    Read<&Projects::programme> programme;
    Read<&Projects::technology> technology;
    Read<&Projects::fields> fields;
    Read<&Projects::members> members;
    Read<&Projects::shares> shares;
    Read<&Projects::effort> effort;
    Read<&Projects::paid> paid;
    Own<&Projects::spent> spent;
    Balances<&Organisations::cash> cash;
    Pay<&Projects::purse> purse;
    Post<Work> work;

    static constexpr std::uint32_t rows_per_block = 256;

    void operator()(Self<Projects> self) const
    {
        if (effort[self] <= 0.0) return;
        Money const cost = rounded(effort[self] * cost_per_staff(wage[the_economy], overhead));
        spent[self] += cost;
        auto const team = present(members.row(self));
        Money const available = std::min(cost, purse.balance(self));
        double const public_share = share_of_public(paid.row(self));
        for (std::size_t i = 0; i < team.size(); ++i) {
            if (!organisations.is_current(team[i])) continue;
            Row<Organisations> const member{team[i].slot};
            // Rounded down, so that the parts never exceed what is there.
            auto const part =
                static_cast<std::int64_t>(static_cast<double>(available.minor) * shares.row(self)[i] * (1.0 - 1e-12));
            auto const from_public = static_cast<std::int64_t>(static_cast<double>(part) * public_share);
            if (from_public > 0) purse.pay(self, cash.account(member), {from_public}, code(Purpose::public_research));
            if (part > from_public)
                purse.pay(self, cash.account(member), {part - from_public}, code(Purpose::private_research));
            work.send(self, member,
                      {technology[self], fields[self], {from_public}, {programme[self] ? from_public : 0}});
        }
    }
};

} // namespace

void pay_for_work(Builder& b, MarketRule const& market) { b.each<PayForWork>("pay_for_work", market.overhead); }

} // namespace tianji::ecosystem
