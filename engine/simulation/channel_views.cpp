#include "engine/simulation/channel_views.hpp"

namespace tianji {

namespace {

void log_ties(World& world, std::vector<CommittedEdit> const& done)
{
    using enum CommittedEdit::Outcome;
    for (CommittedEdit const& edit : done) {
        if (edit.outcome == absent || edit.outcome == reweighted) continue;
        EventWord const word = edit.outcome == formed         ? EventWord::tie_formed
                               : edit.outcome == strengthened ? EventWord::tie_strengthened
                                                              : EventWord::tie_ended;
        world.events.rows.push_back({static_cast<std::int32_t>(world.clock.tick), static_cast<std::int32_t>(word),
                                     static_cast<std::int32_t>(edit.a), static_cast<std::int32_t>(edit.b),
                                     static_cast<std::int32_t>(edit.kind), static_cast<double>(edit.weight),
                                     static_cast<std::int32_t>(edit.reason)});
    }
}

void edit_ties(World& world, std::span<TieEdit const> edits)
{
    if (edits.empty()) return;
    log_ties(world, world.graph.apply(edits));
    world.ties_changed = true;
}

// Whose estate it is in the end: heirs who die in the same process pass it on.
Account last_heir(Population const& dying, std::vector<detail::Death> const& by_row, Account heir, Ledger const& ledger)
{
    for (std::size_t passed = 0; passed <= by_row.size(); ++passed) {
        if (&ledger.purse(heir.purse).owner != &dying) return heir;
        auto const at = std::ranges::lower_bound(by_row, heir.row, {}, &detail::Death::row);
        if (at == by_row.end() || at->row != heir.row) return heir;
        heir = at->heir;
    }
    ensures(false, "an estate reaches an heir who lives: those who die in " + dying.name + " inherit from each other");
    return heir;
}

void log_death(World& world, detail::Death const& death, std::size_t lost_messages)
{
    world.events.rows.push_back({static_cast<std::int32_t>(world.clock.tick),
                                 static_cast<std::int32_t>(EventWord::death), static_cast<std::int32_t>(death.row), -1,
                                 -1, static_cast<double>(lost_messages), death.reason});
}

} // namespace

void detail::expect_vertices(Wiring const& wiring, Population const& population)
{
    Population const* const vertices = wiring.world.vertices;
    if (vertices == &population) return;
    expects(false, "process '" + wiring.process.name + "' asks for the ties of '" + population.name +
                       "', and the network is that of " + (vertices ? '\'' + vertices->name + '\'' : "nobody"));
}

void detail::TieChannel::apply(Step& step)
{
    std::vector<TieEdit> edits;
    for (TieWish const& wish : gathered()) {
        edits.push_back(wish.edit);
        if (wish.newborns) edits.back().b = wish.newborns->row_of(wish.block, wish.index);
    }
    for (TieEdit const& edit : edits)
        expects(edit.action != TieEdit::Action::add ||
                    (step.world.vertices->is_alive(edit.a) && step.world.vertices->is_alive(edit.b)),
                "ties join the living");
    edit_ties(step.world, edits);
}

void detail::welcome(World& world, Population const& population, std::uint32_t row)
{
    for (Purse const* purse : population.purses())
        expects(purse->balance[row] == 0 && purse->incoming[row] == 0, "nobody pays the dead or the unborn");
    if (world.vertices == &population) {
        if (row >= world.graph.vertex_count()) world.graph.add_vertices(row + 1 - world.graph.vertex_count());
        expects(world.graph.degree(row) == 0, "nobody is tied to the dead or the unborn");
    }
    if (population.logs_lives)
        world.events.rows.push_back({static_cast<std::int32_t>(world.clock.tick),
                                     static_cast<std::int32_t>(EventWord::birth), static_cast<std::int32_t>(row)});
}

void detail::DeathChannel::apply(Step& step)
{
    World& world = step.world;
    std::vector<Death> const& deaths = gathered();
    std::vector<Death> by_row = deaths;
    std::ranges::sort(by_row, {}, &Death::row);
    for (Death const& death : deaths) {
        expects(population_->is_alive(death.row), "only the living die, and once");
        if (world.vertices == population_) edit_ties(world, world.graph.end_all_of(death.row, death.row, death.reason));
        Account const heir = last_heir(*population_, by_row, death.heir, world.ledger);
        expects(world.ledger.purse(heir.purse).owner.is_alive(heir.row), "the living inherit");
        for (Purse const* purse : population_->purses()) world.ledger.bequeath({purse->index, death.row}, heir);
        std::size_t lost = 0;
        for (auto const& mailbox : world.mailboxes())
            if (mailbox->receiver == population_) lost += mailbox->discard(death.row);
        population_->depart(death.row, step.world.clock.tick);
        population_->bury(death.row);
        if (population_->logs_lives) log_death(world, death, lost);
    }
}

Events::Events(Wiring& wiring)
{
    auto owned = std::make_unique<detail::RowChannel<Event>>(wiring.world.events);
    channel_ = owned.get();
    wiring.process.channels.push_back(std::move(owned));
}

} // namespace tianji
