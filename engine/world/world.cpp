#include "engine/world/world.hpp"

#include "engine/base/contract.hpp"
#include "engine/world/digest.hpp"

namespace tianji {

void World::keep(std::unique_ptr<Population> population, std::type_index type)
{
    expects(!population_of_.contains(type), "a population joins the world once: " + population->name);
    population_of_.emplace(type, populations_.size());
    for (Purse* purse : population->purses()) ledger.add(*purse);
    populations_.push_back(std::move(population));
}

void World::keep(std::unique_ptr<RecordsBase> table, std::type_index type)
{
    expects(!table_of_.contains(type), "a table joins the world once: " + table->name);
    table_of_.emplace(type, tables_.size());
    tables_.push_back(std::move(table));
}

Population& World::find_population(std::type_index type) const
{
    auto const found = population_of_.find(type);
    expects(found != population_of_.end(), std::string("the world has the population ") + type.name());
    return *populations_[found->second];
}

RecordsBase& World::find_table(std::type_index type) const
{
    auto const found = table_of_.find(type);
    expects(found != table_of_.end(), std::string("the world has the table ") + type.name());
    return *tables_[found->second];
}

MailboxBase& World::mailbox_of(std::type_index type, std::unique_ptr<MailboxBase> (*make)())
{
    auto const found = mailbox_of_.find(type);
    if (found != mailbox_of_.end()) return *mailboxes_[found->second];
    mailbox_of_.emplace(type, mailboxes_.size());
    mailboxes_.push_back(make());
    return *mailboxes_.back();
}

void World::clear_log()
{
    for (auto const& table : tables_) table->clear();
    events.clear();
}

std::uint64_t World::digest(std::int64_t ticks_completed) const
{
    Digest digest;
    digest.add(ticks_completed);
    for (auto const& population : populations_) {
        digest.add(population->size());
        digest.add(population->alive_flags());
        digest.add(population->generations());
        digest.add(population->keys());
        for (ColumnBase const* column : population->columns()) digest.add_bytes(column->bytes());
    }
    for (Purse const* purse : ledger.purses()) {
        digest.add(purse->balance);
        digest.add(purse->incoming);
    }
    if (vertices && graph.form() == CollaborationGraph::Form::editable)
        graph.visit_bytes([&](std::span<std::byte const> bytes) { digest.add_bytes(bytes); });
    for (auto const& mailbox : mailboxes_) {
        if (mailbox->size() == 0) continue;
        digest.add_bytes(mailbox->bytes());
        digest.add_bytes(mailbox->index_bytes());
    }
    return digest.value();
}

void World::ensure_invariants() const
{
    for (Purse const* purse : ledger.purses()) {
        if (purse->negative == MayBeNegative::yes) continue;
        std::int64_t lowest = 0;
        for (std::int64_t balance : purse->balance) lowest = balance < lowest ? balance : lowest;
        ensures(lowest >= 0, "no account below zero in " + purse->owner.name + '/' + purse->name + ", tick " +
                                 std::to_string(clock.tick));
    }
}

} // namespace tianji
