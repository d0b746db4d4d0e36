// Births and deaths.
#pragma once

#include "engine/simulation/buffered.hpp"
#include "engine/simulation/money_views.hpp"

#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tianji {

namespace detail {

// One who is to be born, and the money given along.
template <class P>
struct Unborn {
    std::uint64_t where;
    typename P::Birth birth;
    std::int64_t endowment = 0;
};

// Logs a birth, gives the newborn a vertex, and checks that its slot is clean: money paid to the dead would be found
// here.
void welcome(World& world, Population const& population, std::uint32_t row);

template <class P>
class BirthChannel : public Buffered<Unborn<P>>, public Newborns {
public:
    explicit BirthChannel(Purse P::*purse) : Buffered<Unborn<P>>(ChannelOrder::births), purse_(purse) {}

    void apply(Step& step) override
    {
        P& population = step.world.population<P>();
        // Counted per place, so that one more birth in one place does not shift the luck of those born in another.
        std::unordered_map<std::uint64_t, std::uint64_t> born;
        rows_.clear();
        firsts_.assign(1, 0);
        for (std::uint32_t block = 0; block < this->block_count(); ++block)
            firsts_.push_back(firsts_.back() + this->count(block));
        for (Unborn<P> const& unborn : this->gathered()) {
            std::uint64_t const key = mix(step.luck.process, mix(step.luck.tick, unborn.where, born[unborn.where]++));
            Row<P> const row{population.bear(key)};
            rows_.push_back(row.index);
            welcome(step.world, population, row.index);
            population.place(row, unborn.birth);
            if (purse_) endow(population.*purse_, row.index, unborn.endowment, step.world.ledger.is_audited());
        }
    }
    std::uint32_t row_of(std::uint32_t block, std::uint32_t index) const override
    {
        return rows_[firsts_[block] + index];
    }

private:
    static void endow(Purse& purse, std::uint32_t row, std::int64_t minor, bool audited)
    {
        purse.incoming[row] += minor;
        if (audited) purse.audited_in[row] += minor;
    }

    Purse P::*purse_;
    std::vector<std::uint32_t> rows_; // of the newborn, in the order of their tickets
    std::vector<std::size_t> firsts_; // of each block
};

struct Death {
    std::uint32_t row;
    Account heir;
    std::uint8_t reason;
};

class DeathChannel : public Buffered<Death> {
public:
    explicit DeathChannel(Population& population) : Buffered(ChannelOrder::deaths), population_(&population) {}
    void apply(Step& step) override;

private:
    Population* population_;
};

} // namespace detail

// Brings agents into being. P has `struct Birth` (their first state), `void place(Row<P>, Birth const&)` and, where
// money may be given along, `static Purse P::*purse_at_birth()`.
template <class P>
class Births {
public:
    using IsView = void;
    explicit Births(Wiring& wiring)
    {
        Purse P::*purse = nullptr;
        if constexpr (requires { P::purse_at_birth(); }) purse = P::purse_at_birth();
        auto owned = std::make_unique<detail::BirthChannel<P>>(purse);
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    // `where` says where it is born (a region, a programme): part of the newborn's key. The ticket lets the same
    // process tie others to it.
    template <class Q>
    Ticket<P> bear(Self<Q> self, std::uint64_t where, typename P::Birth birth) const
    {
        return push(self, {where, std::move(birth), 0});
    }
    // The same with money from the parent's purse, which the newborn can spend from the next process on.
    template <class Q, auto Member>
    Ticket<P> bear(Self<Q> self, std::uint64_t where, typename P::Birth birth, Pay<Member> const& from, Money endowment,
                   std::uint16_t purpose) const
    {
        static_assert(
            requires { P::purse_at_birth(); }, "who is born with money has a purse for it");
        from.take(self, endowment, purpose);
        return push(self, {where, std::move(birth), endowment.minor});
    }

private:
    template <class Q>
    Ticket<P> push(Self<Q> self, detail::Unborn<P> unborn) const
    {
        Ticket<P> const ticket{channel_, self.block(), channel_->count(self.block())};
        channel_->push(self.block(), std::move(unborn));
        return ticket;
    }

    detail::BirthChannel<P>* channel_;
};

// Ends agents: their ties end with the reason, their balance goes to the heir, their mail is lost but counted. Where
// the heir dies in the same process, the estate goes on to the heir's heir.
template <class P>
class Deaths {
public:
    using IsView = void;
    explicit Deaths(Wiring& wiring)
    {
        P& population = wiring.world.population<P>();
        wiring.process.touches_money = true;
        wiring.process.edits_ties |= wiring.world.vertices == &population;
        auto owned = std::make_unique<detail::DeathChannel>(population);
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    void die(Self<P> self, Account heir, std::uint8_t reason) const
    {
        channel_->push(self.block(), {self.index(), heir, reason});
    }

private:
    detail::DeathChannel* channel_;
};

} // namespace tianji
