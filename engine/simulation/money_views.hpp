// Money: what others have, paying from one's own purse, claiming from somebody else's.
#pragma once

#include "engine/simulation/buffered.hpp"
#include "engine/simulation/column_views.hpp"

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace tianji {

namespace detail {

// Payments are immediate; what is kept per block is only how much was paid for what.
class PurposeTotals : public Channel {
public:
    explicit PurposeTotals(Ledger const& ledger) : Channel(ChannelOrder::money), ledger_(&ledger) {}

    // Whether payments of this run must be atomic.
    bool parallel = false;

    void prepare(std::size_t blocks) override
    {
        purposes_ = ledger_->purposes().size();
        // Blocks of different threads do not share a cache line.
        stride_ = (purposes_ + 7) / 8 * 8;
        totals_.assign(blocks * stride_, 0);
    }
    void count(std::uint32_t block, std::uint16_t purpose, std::int64_t minor)
    {
        expects(purpose < purposes_, "money is paid for a declared purpose");
        totals_[block * stride_ + purpose] += minor;
    }
    void apply(Step& step) override
    {
        for (std::size_t i = 0; i < totals_.size(); ++i)
            if (totals_[i] != 0) step.world.ledger.count(static_cast<std::uint16_t>(i % stride_), totals_[i]);
    }

private:
    Ledger const* ledger_;
    std::size_t purposes_ = 0, stride_ = 0;
    std::vector<std::int64_t> totals_;
};

class ClaimChannel : public Buffered<Claim> {
public:
    explicit ClaimChannel(ClaimRule rule) : Buffered(ChannelOrder::money), rule_(rule) {}
    void apply(Step& step) override
    {
        if (rule_ == ClaimRule::queue)
            step.world.ledger.meet_in_turn(gathered());
        else
            step.world.ledger.meet(gathered(), rule_);
    }

private:
    ClaimRule rule_;
};

} // namespace detail

// Reads the opening balances of others. In an `each` process, of a purse nobody spends from meanwhile.
template <auto Member, class P = detail::OwnerOf<Member>>
class Balances {
public:
    using IsView = void;
    explicit Balances(Wiring& wiring) : purse_(&(wiring.world.population<P>().*Member))
    {
        wiring.declare(purse_->owner.name, purse_->name, AccessMode::balances);
    }
    Money operator[](Row<P> row) const { return {purse_->balance[row.index]}; }
    Account account(Row<P> row) const { return {purse_->index, row.index}; }

private:
    Purse* purse_;
};

// Spends one's own opening balance. What is credited can be spent from the next process on.
template <auto Member, class P = detail::OwnerOf<Member>>
class Pay {
public:
    using IsView = void;
    explicit Pay(Wiring& wiring) : ledger_(&wiring.world.ledger), purse_(&(wiring.world.population<P>().*Member))
    {
        wiring.declare(purse_->owner.name, purse_->name, AccessMode::pay);
        wiring.process.touches_money = true;
        wiring.process.spends = true;
        totals_ = &totals_of(wiring);
        wiring.process.refreshers.emplace_back([this] {
            balance_ = purse_->balance.data();
            incoming_ = purse_->incoming.data();
            audited_ = ledger_->is_audited();
        });
    }
    Pay(Pay const&) = delete;
    Pay& operator=(Pay const&) = delete;

    Money balance(Self<P> self) const { return {balance_[self.index()]}; }
    Account account(Row<P> row) const { return {purse_->index, row.index}; }

    // amount >= 0, at most the balance unless the purse is a liability.
    void pay(Self<P> self, Account to, Money amount, std::uint16_t purpose = 0) const
    {
        Purse& payee = ledger_->purse(to.purse);
        expects(to.row < payee.incoming.size() && payee.owner.is_alive(to.row), "payments go to the living");
        take(self, amount, purpose);
        credit(payee.incoming[to.row], amount.minor);
        if (audited_) credit(payee.audited_in[to.row], amount.minor);
    }
    // To somebody with the same kind of purse.
    void pay(Self<P> self, Row<P> to, Money amount, std::uint16_t purpose = 0) const
    {
        take(self, amount, purpose);
        credit(incoming_[to.index], amount.minor);
        if (audited_) credit(purse_->audited_in[to.index], amount.minor);
    }
    // Taken out now, put in elsewhere by the engine (an endowment of a newborn).
    void take(Self<P> self, Money amount, std::uint16_t purpose) const
    {
        std::int64_t& own = balance_[self.index()];
        expects(amount.minor >= 0 && (own >= amount.minor || purse_->negative == MayBeNegative::yes),
                "a payment is covered by the payer's opening balance");
        own -= amount.minor;
        totals_->count(self.block(), purpose, amount.minor);
        if (audited_) purse_->audited_out[self.index()] += amount.minor;
    }

private:
    void credit(std::int64_t& incoming, std::int64_t minor) const
    {
        if (totals_->parallel)
            std::atomic_ref(incoming).fetch_add(minor, std::memory_order_relaxed);
        else
            incoming += minor;
    }
    static detail::PurposeTotals& totals_of(Wiring& wiring)
    {
        for (auto const& channel : wiring.process.channels)
            if (auto* totals = dynamic_cast<detail::PurposeTotals*>(channel.get())) return *totals;
        auto owned = std::make_unique<detail::PurposeTotals>(wiring.world.ledger);
        detail::PurposeTotals& totals = *owned;
        wiring.process.channels.push_back(std::move(owned));
        return totals;
    }

    Ledger* ledger_;
    Purse* purse_;
    detail::PurposeTotals* totals_ = nullptr;
    std::int64_t* balance_ = nullptr;
    std::int64_t* incoming_ = nullptr;
    bool audited_ = false;
};

// Asks for money on somebody else's account; met when the process ends, by the rule, in the order of the keys.
template <ClaimRule Rule>
class Claims {
public:
    using IsView = void;
    explicit Claims(Wiring& wiring)
    {
        wiring.process.touches_money = true;
        wiring.process.spends = true;
        auto owned = std::make_unique<detail::ClaimChannel>(Rule);
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    template <class P>
    void claim(Self<P> self, Account debtor, Account creditor, Money amount, std::uint64_t key,
               std::uint16_t purpose) const
    {
        channel_->push(self.block(), {debtor, creditor, amount, key, purpose});
    }

private:
    detail::ClaimChannel* channel_;
};

} // namespace tianji
