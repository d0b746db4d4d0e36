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

void World::freeze_network()
{
    if (graph.form() != CollaborationGraph::Form::frozen) graph = graph.freeze();
    Digest digest;
    graph.visit_bytes([&](std::span<std::byte const> bytes) { digest.add_bytes(bytes); });
    network_hash_ = digest.value();
}

void World::thaw_network()
{
    if (graph.form() == CollaborationGraph::Form::frozen) graph = graph.to_editable();
    network_hash_.reset();
}

std::uint64_t World::digest(std::int64_t ticks_completed) const
{
    Digest digest;
    digest.add(clock.start.time_since_epoch().count());
    digest.add(clock.unit);
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
    digest.add_bytes(std::as_bytes(ledger.totals()));
    for (Claim const& claim : ledger.waiting()) {
        digest.add(claim.debtor);
        digest.add(claim.creditor);
        digest.add(claim.amount);
    }
    if (network_hash_)
        digest.add(*network_hash_);
    else
        graph.visit_bytes([&](std::span<std::byte const> bytes) { digest.add_bytes(bytes); });
    for (auto const& mailbox : mailboxes_) {
        digest.add(std::uint64_t{mailbox->size()});
        digest.add_bytes(mailbox->bytes());
        digest.add_bytes(mailbox->index_bytes());
    }
    return digest.value();
}

void World::visit_network(StateVisitor& visitor)
{
    auto vertices_now = static_cast<std::uint64_t>(graph.vertex_count());
    std::vector<Tie> table(graph.table().begin(), graph.table().end());
    visitor.value("network/vertices", vertices_now);
    visitor.field("network/a", table, &Tie::a);
    visitor.field("network/b", table, &Tie::b);
    visitor.field("network/weight", table, &Tie::weight);
    visitor.field("network/since", table, &Tie::since);
    visitor.field("network/kind", table, &Tie::kind);
    if (visitor.is_loading()) graph = CollaborationGraph::restore(vertices_now, std::move(table));
}

void World::visit(StateVisitor& visitor)
{
    for (auto const& population : populations_) population->visit(visitor);
    ledger.visit(visitor);
    if (graph.form() == CollaborationGraph::Form::editable) visit_network(visitor);
    for (auto const& mailbox : mailboxes_) mailbox->visit(visitor);
}

void World::ensure_invariants(Executor& executor)
{
    for (auto const& population : populations_) population->ensure_consistent();
    ledger.ensure_sound(clock.tick, executor);
    if (!ties_changed) return;
    graph.check_invariants();
    for (std::uint32_t row = 0; !vertices->all_alive() && row < vertices->size(); ++row)
        ensures(vertices->is_alive(row) || graph.degree(row) == 0, "the dead have no ties");
    ties_changed = false;
}

} // namespace tianji
