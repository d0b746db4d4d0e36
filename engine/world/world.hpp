// Everything that changes: populations, graph, ledger, mail, clock. Passed explicitly; there are no globals.
#pragma once

#include "engine/graph/collaboration_graph.hpp"
#include "engine/world/clock.hpp"
#include "engine/world/ledger.hpp"
#include "engine/world/mailbox.hpp"
#include "engine/world/population.hpp"
#include "engine/world/table.hpp"

#include <memory>
#include <optional>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tianji {

// The first words of every log of events; a model adds its own behind them.
enum class EventWord : std::int32_t { tie_formed, tie_strengthened, tie_ended, birth, death };

class World {
public:
    std::uint64_t seed = 0, replicate = 0;
    Clock clock;
    Ledger ledger;
    // Ties between the agents of one population, or empty.
    CollaborationGraph graph;
    Population const* vertices = nullptr;
    bool ties_changed = false; // since the invariants were last checked
    Records<Event> events{"events", "dated facts"};
    std::vector<std::string> event_words{"tie_formed", "tie_strengthened", "tie_ended", "birth", "death"};
    std::vector<std::string> reasons{"none"};
    std::vector<std::string> tie_kinds; // words for the kinds of ties; without any they are numbers

    template <class P, class... Args>
    P& add_population(Args&&... args)
    {
        auto owned = std::make_unique<P>(std::forward<Args>(args)...);
        P& population = *owned;
        keep(std::move(owned), typeid(P));
        return population;
    }

    template <class P>
    P& population()
    {
        return static_cast<P&>(find_population(typeid(P)));
    }
    template <class P>
    P const& population() const
    {
        return static_cast<P const&>(find_population(typeid(P)));
    }
    std::vector<std::unique_ptr<Population>> const& populations() const { return populations_; }

    // The mailbox or table of a type; made when first asked for.
    template <class M>
    Mailbox<M>& mailbox()
    {
        MailboxBase& mailbox = mailbox_of(typeid(M), [] { return std::unique_ptr<MailboxBase>(new Mailbox<M>); });
        mailbox.receiver = &population<typename M::Receiver>();
        return static_cast<Mailbox<M>&>(mailbox);
    }
    std::vector<std::unique_ptr<MailboxBase>> const& mailboxes() const { return mailboxes_; }

    template <class T>
    Records<T>& add_table(std::string_view name, std::string_view meaning)
    {
        auto owned = std::make_unique<Records<T>>(name, meaning);
        Records<T>& table = *owned;
        keep(std::move(owned), typeid(T));
        return table;
    }
    template <class T>
    Records<T>& table()
    {
        return static_cast<Records<T>&>(find_table(typeid(T)));
    }
    std::vector<std::unique_ptr<RecordsBase>> const& tables() const { return tables_; }

    // Makes the network the form that is fastest where nobody edits it, and hashes its ties once for all digests.
    void freeze_network();
    // Makes the network editable.
    void thaw_network();

    // Forgets the rows and events of the tick; they have been observed.
    void clear_log();

    // The account of an agent.
    template <class P>
    Account account(Purse P::*purse, Row<P> row) const
    {
        return {(population<P>().*purse).index, row.index};
    }

    // A 64-bit hash of the whole state (not of the log): equal states, equal digests.
    std::uint64_t digest() const { return digest(clock.tick); }
    // The same as if so many ticks were completed: observers see the clock before it moves on.
    std::uint64_t digest(std::int64_t ticks_completed) const;

    // Names everything that changes, except the clock, and the network while nobody can edit it: that is built again.
    void visit(StateVisitor& visitor);

    // Who lives has a key, money is conserved and nobody below zero who may not be, the graph is symmetric if it
    // changed, the dead have neither money nor ties. Throws BrokenContract naming what broke.
    void ensure_invariants(Executor& executor);

private:
    void visit_network(StateVisitor& visitor);
    void keep(std::unique_ptr<Population> population, std::type_index type);
    void keep(std::unique_ptr<RecordsBase> table, std::type_index type);
    Population& find_population(std::type_index type) const;
    RecordsBase& find_table(std::type_index type) const;
    MailboxBase& mailbox_of(std::type_index type, std::unique_ptr<MailboxBase> (*make)());

    std::optional<std::uint64_t> network_hash_; // of the ties, while nobody can edit them
    std::vector<std::unique_ptr<Population>> populations_;
    std::vector<std::unique_ptr<MailboxBase>> mailboxes_;
    std::vector<std::unique_ptr<RecordsBase>> tables_;
    // Only looked up, never walked: the order of a hash table reaches no result.
    std::unordered_map<std::type_index, std::size_t> population_of_, mailbox_of_, table_of_;
};

} // namespace tianji
