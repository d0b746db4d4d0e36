#include "engine/simulation/process.hpp"

#include <utility>

namespace tianji {

Process::Process(std::string process_name) : name(std::move(process_name)), key(hash_of(name)) {}

namespace {

void settle_money(Step& step)
{
    Stopwatch const watch(step.engine.profile, step.process.name, Profile::Part::check);
    Ledger& ledger = step.world.ledger;
    std::int64_t const tick = step.world.clock.tick;
    if (ledger.is_audited()) ledger.ensure_audited(step.process.name, tick);
    ledger.ensure_conserved(ledger.settle(step.engine.executor), step.process.name, tick);
}

Profile::Part part_of(ChannelOrder order) { return static_cast<Profile::Part>(static_cast<std::uint8_t>(order) + 1); }
static_assert(static_cast<int>(Profile::Part::births) == static_cast<int>(ChannelOrder::births) + 1 &&
              static_cast<int>(Profile::Part::rows) == static_cast<int>(ChannelOrder::rows) + 1);

void run_bodies(Process& process, Step& step)
{
    Stopwatch const watch(step.engine.profile, process.name, Profile::Part::body);
    for (auto const& refresh : process.refreshers) refresh();
    process.run(step);
    for (ColumnBase* column : process.double_buffered) column->swap_next();
    for (MailboxBase* mailbox : process.reads_mail) mailbox->clear();
}

} // namespace

void run_process(Process& process, Engine const& engine, std::uint64_t round)
{
    World& world = engine.world;
    StreamKey luck = engine.luck;
    luck.tick = static_cast<std::uint64_t>(world.clock.tick);
    luck.process = round == 0 ? process.key : mix(process.key, round);
    Step step{engine, world, luck, round, process};
    if (process.rounds()) return process.run(step); // its processes do all the rest themselves

    bool const audited = world.ledger.is_audited();
    if (audited) world.ledger.begin_audit();
    run_bodies(process, step);
    for (auto const& channel : process.channels) {
        Stopwatch const watch(engine.profile, process.name, part_of(channel->order));
        channel->apply(step);
    }
    if (process.touches_money || audited) settle_money(step);
    if (engine.ended) engine.ended(process);
}

} // namespace tianji
