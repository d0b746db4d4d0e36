#include "engine/world/ledger.hpp"

#include "engine/base/contract.hpp"
#include "engine/world/population.hpp"

#include <algorithm>
#include <numeric>
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
    std::vector<std::pair<std::int64_t, std::size_t>> remainders(weights.size());
    std::int64_t left = total.minor;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Wide const product = static_cast<Wide>(total.minor) * weights[i];
        parts[i].minor = static_cast<std::int64_t>(product / sum);
        // A remainder may need more than 64 bits only if the weights sum to more than 2^63: compare a 62-bit fraction.
        remainders[i] = {-static_cast<std::int64_t>(((product % sum) << 62) / sum), i};
        left -= parts[i].minor;
    }
    std::ranges::sort(remainders);
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[remainders[i].second].minor;
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
    this_tick_[purpose] += minor;
    ever_[purpose] += minor;
}

void Ledger::pay(Account from, Account to, Money amount, std::uint16_t purpose)
{
    Purse& payer = *purses_[from.purse];
    expects(amount.minor >= 0, "a payment is not negative");
    expects(payer.negative == MayBeNegative::yes || payer.balance[from.row] >= amount.minor,
            "a payment is covered by the opening balance of " + payer.owner.name + '/' + payer.name);
    payer.balance[from.row] -= amount.minor;
    purses_[to.purse]->incoming[to.row] += amount.minor;
    if (audited_) {
        payer.audited_out[from.row] += amount.minor;
        purses_[to.purse]->audited_in[to.row] += amount.minor;
    }
    count(purpose, amount.minor);
}

std::vector<Money> Ledger::meet(std::vector<Claim>& claims, ClaimRule rule)
{
    std::ranges::sort(claims, {}, [](Claim const& c) { return std::pair(c.debtor, c.key); });
    std::vector<Money> granted(claims.size());
    for (std::size_t begin = 0; begin < claims.size();) {
        std::size_t end = begin;
        std::int64_t asked = 0;
        for (; end < claims.size() && claims[end].debtor == claims[begin].debtor; ++end)
            asked += claims[end].amount.minor;
        Purse const& debtor = *purses_[claims[begin].debtor.purse];
        std::int64_t available = debtor.balance[claims[begin].debtor.row];
        bool const covered = debtor.negative == MayBeNegative::yes || asked <= available;
        if (!covered && rule == ClaimRule::pro_rata) {
            std::vector<std::int64_t> weights;
            for (std::size_t i = begin; i < end; ++i) weights.push_back(claims[i].amount.minor);
            std::vector<Money> const parts = split({std::max<std::int64_t>(available, 0)}, weights);
            std::ranges::copy(parts, granted.begin() + static_cast<std::ptrdiff_t>(begin));
        } else {
            for (std::size_t i = begin; i < end; ++i) {
                if (!covered && claims[i].amount.minor > available) continue;
                granted[i] = claims[i].amount;
                available -= claims[i].amount.minor;
            }
        }
        for (std::size_t i = begin; i < end; ++i)
            if (granted[i].minor > 0) pay(claims[i].debtor, claims[i].creditor, granted[i], claims[i].purpose);
        begin = end;
    }
    return granted;
}

std::int64_t Ledger::settle()
{
    std::int64_t sum = 0;
    for (Purse* purse : purses_) {
        std::int64_t* const balance = purse->balance.data();
        std::int64_t* const incoming = purse->incoming.data();
        std::size_t const n = purse->balance.size();
        for (std::size_t i = 0; i < n; ++i) {
            balance[i] += incoming[i];
            incoming[i] = 0;
            sum += balance[i];
        }
    }
    return sum;
}

void Ledger::ensure_conserved(std::int64_t sum, std::string_view process, std::int64_t tick) const
{
    if (sum == endowed_) [[likely]]
        return;
    ensures(false, "money conserved: " + std::to_string(sum - endowed_) + " minor units appeared in process '" +
                       std::string(process) + "', tick " + std::to_string(tick) +
                       (audited_ ? "" : "; run again with --audit to name the account"));
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
