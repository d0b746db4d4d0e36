// Whose money is where: accounts, payments, claims, and the proof that nothing was lost.
#pragma once

#include "engine/base/money.hpp"
#include "engine/base/parallel.hpp"
#include "engine/world/ids.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class Population;
class StateVisitor;

// Only an account declared as a liability may be negative (bank money, the outside world).
enum class MayBeNegative : std::uint8_t { no, yes };

// One account per agent of a population; balances in minor units.
class Purse {
public:
    Purse(Population& owner, std::string_view name, std::string_view meaning,
          MayBeNegative negative = MayBeNegative::no);
    Purse(Purse const&) = delete;
    Purse& operator=(Purse const&) = delete;

    Population& owner;
    std::string const name, meaning;
    MayBeNegative const negative;
    std::uint32_t index = 0; // in the ledger, given when the population joins the world

    std::vector<std::int64_t> balance;  // [cent] spendable now
    std::vector<std::int64_t> incoming; // [cent] credited in this process, spendable from the next on
    // With --audit: what went in and out of each account in this process.
    std::vector<std::int64_t> audited_in, audited_out;

    void resize(std::uint32_t rows);
    Money at(std::uint32_t row) const { return {balance[row]}; }
};

// One account: a purse and a row of its population.
struct Account {
    std::uint32_t purse = 0;
    std::uint32_t row = 0;

    friend auto operator<=>(Account const&, Account const&) = default;
};

// How claims on an account that cannot meet them all are met.
enum class ClaimRule : std::uint8_t {
    refuse,  // in the order of their keys; one that no longer fits is refused
    queue,   // in turn: those of one process and tick by key, behind all that came before; what cannot be paid waits,
             // and all behind it on the same account
    pro_rata // all in proportion, the last units by largest remainder, ties by key
};

struct Claim {
    Account debtor;
    Account creditor;
    Money amount;
    std::uint64_t key = 0; // total order among the claims on one debtor
    std::uint16_t purpose = 0;
};

// Splits `total` in proportion to `weights` (not all zero): parts sum to total exactly. Last units go to the largest
// remainders, ties to the smaller index. `total` and every weight >= 0.
std::vector<Money> split(Money total, std::span<std::int64_t const> weights);

class Ledger {
public:
    // --- set up --------------------------------------------------------------------------------------------------
    void add(Purse& purse);
    // The words for what money is paid for; their order is the number used by payments.
    void declare_purposes(std::vector<std::string> words);
    // Puts money into an account before the first tick: the only way money comes into being.
    void endow(Account account, Money amount);
    void start_audit();

    // --- state ---------------------------------------------------------------------------------------------------
    std::vector<Purse*> const& purses() const { return purses_; }
    Purse& purse(std::uint32_t index) { return *purses_[index]; }
    Purse const& purse(std::uint32_t index) const { return *purses_[index]; }
    Money balance(Account account) const { return {purses_[account.purse]->balance[account.row]}; }
    std::vector<std::string> const& purposes() const { return purposes_; }
    // Paid for a purpose in this tick so far, and since the start.
    Money paid_this_tick(std::uint16_t purpose) const { return {this_tick_[purpose]}; }
    Money paid_ever(std::uint16_t purpose) const { return {ever_[purpose]}; }
    Money endowment() const { return {endowed_}; }
    std::span<std::int64_t const> totals() const { return ever_; } // [cent] since the start, per purpose
    bool is_audited() const { return audited_; }

    // --- what a process did (called by the engine) ---------------------------------------------------------------
    void begin_tick();
    // Meets claims, debtor by debtor in order of account, each debtor's in order of key.
    // Returns the amounts granted, in the order of the (sorted) claims.
    std::vector<Money> meet(std::vector<Claim>& claims, ClaimRule rule);
    // The rule `queue`: puts claims behind those that wait, and meets all that can be met.
    void meet_in_turn(std::vector<Claim>& claims);
    std::vector<Claim> const& waiting() const { return waiting_; }
    void pay(Account from, Account to, Money amount, std::uint16_t purpose);
    void count(std::uint16_t purpose, std::int64_t minor);
    // Moves all that an account holds, with what was credited in this process, to the heir.
    void bequeath(Account account, Account heir);
    // Credits what was paid in and returns the sum over all accounts.
    std::int64_t settle(Executor& executor);
    // Throws BrokenContract naming process, tick and, with the audit on, the account, if the sum over all accounts is
    // not the endowment.
    void ensure_conserved(std::int64_t sum, std::string_view process, std::int64_t tick) const;
    // After a tick: conserved, nobody below zero who may not be, nothing held by the dead.
    void ensure_sound(std::int64_t tick, Executor& executor) const;
    // Compares each account with its audited flows; call before settle().
    void begin_audit();
    void ensure_audited(std::string_view process, std::int64_t tick) const;

    // Names totals and waiting claims; balances are named by their populations.
    void visit(StateVisitor& visitor);

private:
    std::vector<Purse*> purses_;
    std::vector<std::string> purposes_;
    std::vector<std::int64_t> this_tick_, ever_;
    std::int64_t endowed_ = 0;
    bool audited_ = false;
    std::vector<Claim> waiting_;                     // in the order in which they came
    std::vector<std::vector<std::int64_t>> opening_; // with the audit: balances when the process began
};

} // namespace tianji
