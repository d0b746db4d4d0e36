// Views through which a body affects somebody else: money, ties, mail, births and deaths; and the log.
#pragma once

#include "engine/simulation/column_views.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tianji {

namespace detail {

// Things collected per block; put together in the order of the blocks, which is the order of the agents.
template <class T>
class Buffered : public Channel {
public:
    using Channel::Channel;

    void prepare(std::size_t blocks) override
    {
        if (blocks_.size() < blocks) blocks_.resize(blocks);
        for (std::vector<T>& block : blocks_) block.clear();
    }
    void push(std::uint32_t block, T thing) { blocks_[block].push_back(std::move(thing)); }
    std::uint32_t count(std::uint32_t block) const { return static_cast<std::uint32_t>(blocks_[block].size()); }

protected:
    std::vector<T>& gathered()
    {
        all_.clear();
        for (std::vector<T>& block : blocks_) std::ranges::move(block, std::back_inserter(all_));
        return all_;
    }

private:
    std::vector<std::vector<T>> blocks_;
    std::vector<T> all_;
};

// Payments are immediate; what is kept per block is only how much was paid for what.
class PurposeTotals : public Channel {
public:
    explicit PurposeTotals(World& world) : Channel(ChannelOrder::money), purposes_(world.ledger.purposes().size()) {}

    // Whether payments of this run must be atomic.
    bool parallel = false;

    void prepare(std::size_t blocks) override
    {
        // Blocks of different threads do not share a cache line.
        stride_ = (purposes_ + 7) / 8 * 8;
        totals_.assign(blocks * stride_, 0);
    }
    void count(std::uint32_t block, std::uint16_t purpose, std::int64_t minor)
    {
        totals_[block * stride_ + purpose] += minor;
    }
    void apply(Step& step) override
    {
        if (totals_.empty()) return;
        for (std::size_t i = 0; i < totals_.size(); ++i)
            if (totals_[i] != 0) step.world.ledger.count(static_cast<std::uint16_t>(i % stride_), totals_[i]);
    }

private:
    std::size_t purposes_, stride_ = 8;
    std::vector<std::int64_t> totals_;
};

class ClaimChannel : public Buffered<Claim> {
public:
    explicit ClaimChannel(ClaimRule rule) : Buffered(ChannelOrder::money), rule_(rule) {}
    void apply(Step& step) override { step.world.ledger.meet(gathered(), rule_); }

private:
    ClaimRule rule_;
};

class TieChannel : public Buffered<TieEdit> {
public:
    TieChannel() : Buffered(ChannelOrder::ties) {}
    void apply(Step& step) override;
};

template <class M>
class MailChannel : public Buffered<Envelope<M>> {
public:
    explicit MailChannel(Mailbox<M>& mailbox) : Buffered<Envelope<M>>(ChannelOrder::mail), mailbox_(&mailbox) {}
    void apply(Step& step) override
    {
        mailbox_->deliver(this->gathered(), step.world.population<typename M::Receiver>().size());
    }

private:
    Mailbox<M>* mailbox_;
};

template <class T>
class RowChannel : public Buffered<T> {
public:
    explicit RowChannel(Records<T>& table) : Buffered<T>(ChannelOrder::rows), table_(&table) {}
    void apply(Step&) override { std::ranges::move(this->gathered(), std::back_inserter(table_->rows)); }

private:
    Records<T>* table_;
};

// One who is to be born, and the money given along.
template <class P>
struct Unborn {
    std::uint64_t where;
    typename P::Birth birth;
    std::int64_t endowment = 0;
};

template <class P>
class BirthChannel : public Buffered<Unborn<P>> {
public:
    explicit BirthChannel(Purse P::*purse) : Buffered<Unborn<P>>(ChannelOrder::births), purse_(purse) {}

    void apply(Step& step) override
    {
        P& population = step.world.population<P>();
        std::unordered_map<std::uint64_t, std::uint64_t> ordinals; // of a birth among those at the same place
        for (Unborn<P> const& unborn : this->gathered()) {
            std::uint64_t const key =
                mix(step.luck.process, mix(static_cast<std::uint64_t>(step.world.clock.tick), unborn.where, ordinals[unborn.where]++));
            Row<P> const row{population.bear(key)};
            population.place(row, unborn.birth);
            if (purse_) (population.*purse_).incoming[row.index] += unborn.endowment;
            if (purse_ && step.world.ledger.is_audited())
                (population.*purse_).audited_in[row.index] += unborn.endowment;
            step.world.events.rows.push_back({static_cast<std::int32_t>(step.world.clock.tick),
                                              static_cast<std::int32_t>(EventWord::birth),
                                              static_cast<std::int32_t>(row.index)});
        }
        if (step.world.vertices == &population && step.world.graph.vertex_count() < population.size())
            step.world.graph.add_vertices(population.size() - step.world.graph.vertex_count());
    }

private:
    Purse P::*purse_;
};

} // namespace detail

// Reads the opening balances of others. In an `each` process, of a purse nobody spends from meanwhile.
template <auto Member>
class Balances {
public:
    using IsView = void;
    using P = detail::OwnerOf<Member>;
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
template <auto Member>
class Pay {
public:
    using IsView = void;
    using P = detail::OwnerOf<Member>;
    explicit Pay(Wiring& wiring) : ledger_(&wiring.world.ledger), purse_(&(wiring.world.population<P>().*Member))
    {
        wiring.declare(purse_->owner.name, purse_->name, AccessMode::pay);
        wiring.process.touches_money = true;
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
        take(self, amount, purpose);
        Purse& payee = ledger_->purse(to.purse);
        credit(payee.incoming[to.row], amount.minor);
        if (audited_) audit(self, payee, to.row, amount);
    }
    // To somebody with the same kind of purse.
    void pay(Self<P> self, Row<P> to, Money amount, std::uint16_t purpose = 0) const
    {
        take(self, amount, purpose);
        credit(incoming_[to.index], amount.minor);
        if (audited_) audit(self, *purse_, to.index, amount);
    }
    // Taken out now, put in elsewhere by the engine (an endowment of a newborn).
    void take(Self<P> self, Money amount, std::uint16_t purpose) const
    {
        std::int64_t& own = balance_[self.index()];
        expects(amount.minor >= 0 && (own >= amount.minor || purse_->negative == MayBeNegative::yes),
                "a payment is covered by the payer's opening balance");
        own -= amount.minor;
        totals_->count(self.block(), purpose, amount.minor);
    }

private:
    void credit(std::int64_t& incoming, std::int64_t minor) const
    {
        if (totals_->parallel)
            std::atomic_ref(incoming).fetch_add(minor, std::memory_order_relaxed);
        else
            incoming += minor;
    }
    void audit(Self<P> self, Purse& payee, std::uint32_t row, Money amount) const
    {
        credit(purse_->audited_out[self.index()], amount.minor);
        credit(payee.audited_in[row], amount.minor);
    }
    static detail::PurposeTotals& totals_of(Wiring& wiring)
    {
        for (auto const& channel : wiring.process.channels)
            if (auto* totals = dynamic_cast<detail::PurposeTotals*>(channel.get())) return *totals;
        auto owned = std::make_unique<detail::PurposeTotals>(wiring.world);
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

// Neighbours on the graph as they were when the process began.
template <class P>
class Network {
public:
    using IsView = void;
    explicit Network(Wiring& wiring) : graph_(&wiring.world.graph)
    {
        expects(wiring.world.vertices == &wiring.world.population<P>(), "process '" + wiring.process.name +
                                                                            "' asks for the network of the population "
                                                                            "whose ties the graph holds");
    }

    // A range of rows.
    class Neighbours {
    public:
        explicit Neighbours(std::span<std::uint32_t const> vertices) : vertices_(vertices) {}
        std::size_t size() const { return vertices_.size(); }
        bool empty() const { return vertices_.empty(); }
        Row<P> operator[](std::size_t i) const { return {vertices_[i]}; }
        struct Iterator {
            std::uint32_t const* at;
            Row<P> operator*() const { return {*at}; }
            Iterator& operator++()
            {
                ++at;
                return *this;
            }
            bool operator==(Iterator const&) const = default;
        };
        Iterator begin() const { return {vertices_.data()}; }
        Iterator end() const { return {vertices_.data() + vertices_.size()}; }

    private:
        std::span<std::uint32_t const> vertices_;
    };
    Neighbours neighbours(Row<P> row) const { return Neighbours(graph_->neighbours(row.index)); }
    CollaborationGraph const& graph() const { return *graph_; }

private:
    CollaborationGraph const* graph_;
};

// Forms, strengthens and ends ties; committed together when the process ends, removals first.
template <class P>
class Ties {
public:
    using IsView = void;
    explicit Ties(Wiring& wiring) : world_(&wiring.world)
    {
        expects(wiring.world.vertices == &wiring.world.population<P>(), "ties join agents of the graph's population");
        auto owned = std::make_unique<detail::TieChannel>();
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    void add(Self<P> self, Row<P> other, std::uint8_t kind, float weight, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::add, kind, weight, reason);
    }
    void end(Self<P> self, Row<P> other, std::uint8_t kind, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::end, kind, 0.0F, reason);
    }
    void reweight(Self<P> self, Row<P> other, std::uint8_t kind, float weight, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::reweight, kind, weight, reason);
    }

private:
    void push(Self<P> self, Row<P> other, TieEdit::Action action, std::uint8_t kind, float weight,
              std::uint8_t reason) const
    {
        TieEdit edit{};
        edit.action = action;
        edit.a = self.index();
        edit.b = other.index;
        edit.kind = kind;
        edit.weight = weight;
        edit.since = static_cast<std::int32_t>(world_->clock.tick);
        edit.key = (std::uint64_t{self.index()} << 32) | channel_->count(self.block());
        edit.reason = reason;
        channel_->push(self.block(), edit);
    }
    World const* world_;
    detail::TieChannel* channel_;
};

// Sends messages of type M.
template <class M>
class Post {
public:
    using IsView = void;
    explicit Post(Wiring& wiring)
    {
        Mailbox<M>& mailbox = wiring.world.mailbox<M>();
        mailbox.sender = wiring.process.name;
        auto owned = std::make_unique<detail::MailChannel<M>>(mailbox);
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    template <class P>
    void send(Self<P> self, Row<typename M::Receiver> to, M const& message) const
    {
        channel_->push(self.block(), {to.index, message});
    }

private:
    detail::MailChannel<M>* channel_;
};

// Reads the messages of type M; they are cleared when this process has run.
template <class M>
class Inbox {
public:
    using IsView = void;
    explicit Inbox(Wiring& wiring) : mailbox_(&wiring.world.mailbox<M>())
    {
        expects(mailbox_->reader.empty(),
                "the message '" + mailbox_->name + "' has one reader: '" + mailbox_->reader + "' reads it already");
        mailbox_->reader = wiring.process.name;
        wiring.process.reads_mail.push_back(mailbox_);
    }
    std::span<M const> messages(Self<typename M::Receiver> self) const { return mailbox_->of(self.index()); }

private:
    Mailbox<M>* mailbox_;
};

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
    // `where` says where it is born (a region, a programme): part of the newborn's key.
    template <class Q>
    void bear(Self<Q> self, std::uint64_t where, typename P::Birth birth) const
    {
        channel_->push(self.block(), {where, std::move(birth), 0});
    }
    // The same with money from the parent's purse, there from the next process on.
    template <class Q, auto Member>
    void bear(Self<Q> self, std::uint64_t where, typename P::Birth birth, Pay<Member> const& from, Money endowment,
              std::uint16_t purpose) const
    {
        from.take(self, endowment, purpose);
        channel_->push(self.block(), {where, std::move(birth), endowment.minor});
    }

private:
    detail::BirthChannel<P>* channel_;
};

// Ends agents: their ties end with the reason, their balance goes to the heir, their mail is lost with a trace. P may
// have `void depart(Row<P>, std::int64_t tick)`, called before its slot is free.
template <class P>
class Deaths {
public:
    using IsView = void;
    explicit Deaths(Wiring& wiring)
    {
        wiring.process.touches_money = true;
        auto owned = std::make_unique<Channel>();
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    void die(Self<P> self, Account heir, std::uint8_t reason) const
    {
        channel_->push(self.block(), {self.index(), heir, reason});
    }

private:
    struct Death {
        std::uint32_t row;
        Account heir;
        std::uint8_t reason;
    };
    class Channel : public detail::Buffered<Death> {
    public:
        Channel() : detail::Buffered<Death>(ChannelOrder::deaths) {}
        void apply(Step& step) override
        {
            P& population = step.world.population<P>();
            for (Death const& death : this->gathered()) bury(step, population, death);
        }

    private:
        static void bury(Step& step, P& population, Death const& death);
    };
    Channel* channel_;
};

// Ends all ties of a vertex and logs them (engine/simulation/channel_views.cpp).
void end_ties_of(World& world, std::uint32_t vertex, std::uint8_t reason);
// Moves what an account holds to its heir.
void bequeath(Ledger& ledger, Purse& purse, std::uint32_t row, Account heir);

template <class P>
void Deaths<P>::Channel::bury(Step& step, P& population, Death const& death)
{
    World& world = step.world;
    if (world.vertices == &population) end_ties_of(world, death.row, death.reason);
    for (Purse* purse : population.purses()) bequeath(world.ledger, *purse, death.row, death.heir);
    std::size_t lost = 0;
    for (auto const& mailbox : world.mailboxes())
        if (mailbox->receiver == &population) lost += mailbox->discard(death.row);
    if constexpr (requires { population.depart(Row<P>{death.row}, world.clock.tick); })
        population.depart(Row<P>{death.row}, world.clock.tick);
    population.bury(death.row);
    world.events.rows.push_back({static_cast<std::int32_t>(world.clock.tick),
                                 static_cast<std::int32_t>(EventWord::death), static_cast<std::int32_t>(death.row), -1,
                                 -1, static_cast<double>(lost), death.reason});
}

// Appends rows to a table.
template <class T>
class Rows {
public:
    using IsView = void;
    explicit Rows(Wiring& wiring)
    {
        auto owned = std::make_unique<detail::RowChannel<T>>(wiring.world.table<T>());
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    template <class P>
    void add(Self<P> self, T row) const
    {
        channel_->push(self.block(), std::move(row));
    }

private:
    detail::RowChannel<T>* channel_;
};

// Appends to the log of events.
class Events {
public:
    using IsView = void;
    explicit Events(Wiring& wiring);
    template <class P>
    void add(Self<P> self, Event event) const
    {
        channel_->push(self.block(), event);
    }

private:
    detail::RowChannel<Event>* channel_;
};

} // namespace tianji
