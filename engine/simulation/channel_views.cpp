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

} // namespace

void detail::TieChannel::apply(Step& step)
{
    std::vector<TieEdit> const& edits = gathered();
    if (!edits.empty()) log_ties(step.world, step.world.graph.apply(edits));
}

void end_ties_of(World& world, std::uint32_t vertex, std::uint8_t reason)
{
    log_ties(world, world.graph.apply(world.graph.end_all_of(vertex, vertex, reason)));
}

void bequeath(Ledger& ledger, Purse& purse, std::uint32_t row, Account heir)
{
    std::int64_t const left = purse.balance[row] + purse.incoming[row];
    purse.balance[row] = purse.incoming[row] = 0;
    Purse& heirs = ledger.purse(heir.purse);
    heirs.incoming[heir.row] += left;
    if (ledger.is_audited()) {
        purse.audited_out[row] += left;
        heirs.audited_in[heir.row] += left;
    }
}

Events::Events(Wiring& wiring)
{
    auto owned = std::make_unique<detail::RowChannel<Event>>(wiring.world.events);
    channel_ = owned.get();
    wiring.process.channels.push_back(std::move(owned));
}

} // namespace tianji
