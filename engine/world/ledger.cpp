#include "engine/world/ledger.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/message.hpp"
#include "engine/world/population.hpp"
#include "engine/world/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace tianji {

Purse::Purse(Population& owner, std::string_view name, std::string_view meaning, MayBeNegative negative)
    : owner(owner), name(name), meaning(meaning), negative(negative)
{
    owner.purses_.push_back(this);
}

void Purse::resize(std::uint32_t rows)
{
    balance.resize(rows, 0);
    incoming.resize(rows, 0);
    if (!audited_in.empty()) {
        audited_in.resize(rows, 0);
        audited_out.resize(rows, 0);
    }
}

std::vector<Money> split(Money total, std::span<std::int64_t const> weights)
{
    __extension__ using Wide = __int128;
    expects(total.minor >= 0, "only what is there is split");
    Wide sum = 0;
    for (std::int64_t weight : weights) {
        expects(weight >= 0, "weights of a split are not negative");
        sum += weight;
    }
    expects(sum > 0, "a split has a positive weight");
    std::vector<Money> parts(weights.size());
    // All remainders are over the same sum, so they compare as they are.
    struct Remainder {
        Wide size;
        std::size_t place;
    };
    std::vector<Remainder> remainders(weights.size());
    std::int64_t left = total.minor;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Wide const product = static_cast<Wide>(total.minor) * weights[i];
        parts[i].minor = static_cast<std::int64_t>(product / sum);
        remainders[i] = {product - static_cast<Wide>(parts[i].minor) * sum, i};
        left -= parts[i].minor;
    }
    // Only who is among them matters, not in which order.
    std::ranges::nth_element(remainders, remainders.begin() + left, [](Remainder const& a, Remainder const& b) {
        return a.size != b.size ? a.size > b.size : a.place < b.place;
    });
    for (std::int64_t i = 0; i < left; ++i) ++parts[remainders[static_cast<std::size_t>(i)].place].minor;
    return parts;
}

void Ledger::add(Purse& purse)
{
    purse.index = static_cast<std::uint32_t>(purses_.size());
    purses_.push_back(&purse);
}

void Ledger::declare_purposes(std::vector<std::string> words)
{
    expects(purposes_.empty(), "purposes are declared once");
    purposes_ = std::move(words);
    this_tick_.assign(purposes_.size(), 0);
    ever_.assign(purposes_.size(), 0);
}

void Ledger::endow(Account account, Money amount)
{
    std::int64_t const total = std::abs(endowed_) + std::abs(amount.minor); // each is within its limit
    if (std::abs(amount.minor) > largest_total.minor || total > largest_total.minor)
        throw InvalidInput(
            Problem{{},
                    fmt::format("the accounts start with more than {:.0f} million", in_millions(largest_total)),
                    "sums of money would leave 64 bits",
                    "lower the amounts of the scenario"});
    purses_[account.purse]->balance[account.row] += amount.minor;
    endowed_ += amount.minor;
}

void Ledger::start_audit()
{
    audited_ = true;
    for (Purse* purse : purses_) {
        purse->audited_in.assign(std::max<std::size_t>(purse->balance.size(), 1), 0);
        purse->audited_out.assign(std::max<std::size_t>(purse->balance.size(), 1), 0);
    }
}

void Ledger::begin_tick() { std::ranges::fill(this_tick_, 0); }

void Ledger::count(std::uint16_t purpose, std::int64_t minor)
{
    expects(purpose < purposes_.size(), "money is paid for a declared purpose");
    this_tick_[purpose] += minor;
    ever_[purpose] += minor;
}

void Ledger::pay(Account from, Account to, Money amount, std::uint16_t purpose)
{
    Purse& payer = *purses_[from.purse];
    Purse& payee = *purses_[to.purse];
    expects(amount.minor >= 0, "a payment is not negative");
    expects(payer.negative == MayBeNegative::yes || payer.balance[from.row] >= amount.minor,
            "a payment is covered by the payer's opening balance");
    expects(payee.owner.is_alive(to.row), "payments go to the living");
    count(purpose, amount.minor);
    payer.balance[from.row] -= amount.minor;
    payee.incoming[to.row] += amount.minor;
    if (audited_) {
        payer.audited_out[from.row] += amount.minor;
        payee.audited_in[to.row] += amount.minor;
    }
}

namespace {

// What each of the claims on one account gets: everything where that is covered, else by the rule.
void grant(std::span<Claim const> claims, std::int64_t available, MayBeNegative negative, ClaimRule rule,
           std::span<Money> granted)
{
    __extension__ using Wide = __int128; // claims may be absurd, their sum must still be right
    Wide asked = 0;
    for (Claim const& claim : claims) {
        expects(claim.amount.minor >= 0, "a claim is not negative");
        asked += claim.amount.minor;
    }
    bool const covered = negative == MayBeNegative::yes || asked <= available;
    if (!covered && rule == ClaimRule::pro_rata) {
        std::vector<std::int64_t> weights;
        for (Claim const& claim : claims) weights.push_back(claim.amount.minor);
        std::ranges::copy(split({available}, weights), granted.begin());
        return;
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (!covered && claims[i].amount.minor > available) continue;
        granted[i] = claims[i].amount;
        if (!covered) available -= claims[i].amount.minor;
    }
}

} // namespace

// Behind the key comes all the rest, so that equal keys leave nothing to the order given.
static void sort_by_debtor(std::vector<Claim>& claims)
{
    std::ranges::sort(claims, {},
                      [](Claim const& c) { return std::tuple(c.debtor, c.key, c.creditor, c.purpose, c.amount); });
}

void Ledger::meet_in_turn(std::vector<Claim>& claims)
{
    sort_by_debtor(claims);
    waiting_.insert(waiting_.end(), claims.begin(), claims.end());
    std::set<Account> blocked;
    std::erase_if(waiting_, [&](Claim const& claim) {
        if (blocked.contains(claim.debtor)) return false;
        bool const is_covered =
            purses_[claim.debtor.purse]->negative == MayBeNegative::yes || claim.amount <= balance(claim.debtor);
        if (is_covered)
            pay(claim.debtor, claim.creditor, claim.amount, claim.purpose);
        else
            blocked.insert(claim.debtor);
        return is_covered;
    });
}

std::vector<Money> Ledger::meet(std::vector<Claim>& claims, ClaimRule rule)
{
    sort_by_debtor(claims);
    std::vector<Money> granted(claims.size());
    for (std::size_t begin = 0; begin < claims.size();) {
        std::size_t end = begin;
        while (end < claims.size() && claims[end].debtor == claims[begin].debtor) ++end;
        Account const debtor = claims[begin].debtor;
        grant(std::span(claims).subspan(begin, end - begin), balance(debtor).minor, purses_[debtor.purse]->negative,
              rule, std::span(granted).subspan(begin, end - begin));
        for (std::size_t i = begin; i < end; ++i)
            if (granted[i].minor > 0) pay(debtor, claims[i].creditor, granted[i], claims[i].purpose);
        begin = end;
    }
    return granted;
}

std::int64_t Ledger::settle(Executor& executor)
{
    std::int64_t sum = 0;
    for (Purse* purse : purses_) {
        std::int64_t* const balance = purse->balance.data();
        std::int64_t* const incoming = purse->incoming.data();
        sum += exact_sum(executor, purse->balance.size(), [&](std::size_t first, std::size_t last) {
            std::int64_t part = 0;
            for (std::size_t i = first; i < last; ++i) {
                balance[i] += incoming[i];
                incoming[i] = 0;
                part += balance[i];
            }
            return part;
        });
    }
    return sum;
}

void Ledger::bequeath(Account account, Account heir)
{
    std::erase_if(waiting_, [&](Claim const& c) { return c.debtor == account || c.creditor == account; });
    Purse& purse = *purses_[account.purse];
    Purse& heirs = *purses_[heir.purse];
    std::int64_t const left = purse.balance[account.row] + purse.incoming[account.row];
    purse.balance[account.row] = purse.incoming[account.row] = 0;
    heirs.incoming[heir.row] += left;
    if (audited_) {
        purse.audited_out[account.row] += left;
        heirs.audited_in[heir.row] += left;
    }
}

void Ledger::ensure_conserved(std::int64_t sum, std::string_view process, std::int64_t tick) const
{
    if (sum == endowed_) [[likely]]
        return;
    ensures(false, "money conserved: " + std::to_string(sum - endowed_) + " minor units appeared in process '" +
                       std::string(process) + "', tick " + std::to_string(tick) +
                       (audited_ ? "" : "; run again with --audit to name the account"));
}

namespace {

// The sum of the balances of a purse; `signs` is negative afterwards if one of them is.
std::int64_t sum_of(Purse const& purse, std::atomic<std::int64_t>& signs, Executor& executor)
{
    std::int64_t const* const balance = purse.balance.data();
    return exact_sum(executor, purse.balance.size(), [&](std::size_t first, std::size_t last) {
        std::int64_t sum = 0, all_signs = 0;
        for (std::size_t i = first; i < last; ++i) {
            sum += balance[i];
            all_signs |= balance[i];
        }
        signs.fetch_or(all_signs, std::memory_order_relaxed);
        return sum;
    });
}

} // namespace

void Ledger::ensure_sound(std::int64_t tick, Executor& executor) const
{
    std::int64_t sum = 0;
    for (Purse const* purse : purses_) {
        std::atomic<std::int64_t> signs{0};
        sum += sum_of(*purse, signs, executor);
        auto const where = [&] { return purse->owner.name + '/' + purse->name + ", tick " + std::to_string(tick); };
        if (signs < 0 && purse->negative == MayBeNegative::no) ensures(false, "no account below zero in " + where());
        if (purse->owner.all_alive()) continue;
        for (std::uint32_t row = 0; row < purse->balance.size(); ++row)
            if (purse->balance[row] != 0 && !purse->owner.is_alive(row))
                ensures(false, "no money of the dead in " + where());
    }
    ensure_conserved(sum, "one that declares no money", tick);
}

void Ledger::visit(StateVisitor& visitor)
{
    visitor.array("ledger/paid_this_tick", this_tick_);
    visitor.array("ledger/paid_ever", ever_);
    visitor.value("ledger/endowment", endowed_);
    auto const claims = [&](char const* name, auto member) {
        visitor.field(std::string("ledger/waiting/") + name, waiting_, member);
    };
    claims(
        "debtor_purse", [](Claim & c) -> auto& { return c.debtor.purse; });
    claims(
        "debtor", [](Claim & c) -> auto& { return c.debtor.row; });
    claims(
        "creditor_purse", [](Claim & c) -> auto& { return c.creditor.purse; });
    claims(
        "creditor", [](Claim & c) -> auto& { return c.creditor.row; });
    claims("amount", &Claim::amount);
    claims("key", &Claim::key);
    claims("purpose", &Claim::purpose);
}

void Ledger::begin_audit()
{
    opening_.resize(purses_.size());
    for (std::size_t p = 0; p < purses_.size(); ++p) {
        opening_[p] = purses_[p]->balance;
        std::ranges::fill(purses_[p]->audited_in, 0);
        std::ranges::fill(purses_[p]->audited_out, 0);
    }
}

void Ledger::ensure_audited(std::string_view process, std::int64_t tick) const
{
    for (std::size_t p = 0; p < purses_.size(); ++p) {
        Purse const& purse = *purses_[p];
        for (std::size_t row = 0; row < purse.balance.size(); ++row) {
            std::int64_t const opening = row < opening_[p].size() ? opening_[p][row] : 0;
            std::int64_t const expected = opening + purse.audited_in[row] - purse.audited_out[row];
            std::int64_t const found = purse.balance[row] + purse.incoming[row];
            if (expected == found) continue;
            ensures(false, "every account explained: " + std::to_string(found - expected) +
                               " minor units without a payment in process '" + std::string(process) + "', tick " +
                               std::to_string(tick) + ", account " + purse.owner.name + '/' + purse.name + '[' +
                               std::to_string(row) + ']');
        }
    }
}

} // namespace tianji
