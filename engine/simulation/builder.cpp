#include "engine/simulation/builder.hpp"

#include <algorithm>
#include <unordered_map>

namespace tianji {

Builder::Builder(Clock clock, std::int64_t ticks, std::uint64_t seed, std::uint64_t replicate)
    : world_(std::make_unique<World>()), ticks_(ticks), seed_(seed), replicate_(replicate)
{
    world_->clock = clock;
    world_->seed = seed;
    world_->replicate = replicate;
}

void Builder::measure(std::string name, std::string unit, std::string meaning,
                      std::function<double(World const&)> value, std::int64_t cadence)
{
    measures_.push_back(
        {std::move(name),
         std::move(unit),
         std::move(meaning),
         cadence,
         {},
         {},
         [value = std::move(value)](World const& world, std::vector<double>& out) { out.assign(1, value(world)); }});
}

void Builder::rounds(std::string name, std::uint64_t bound, std::function<bool(World const&)> quiet,
                     std::function<void(Builder&)> const& sublist)
{
    std::vector<std::unique_ptr<Process>> outer;
    outer.swap(schedule_);
    sublist(*this);
    outer.swap(schedule_);
    add(std::make_unique<Rounds>(std::move(name), std::move(outer), bound, std::move(quiet)));
}

namespace {

// Reading others' rows of a column while their owners write them in place would depend on who goes first.
void refuse_races(Process const& process)
{
    for (Access const& write : process.accesses) {
        if (write.mode == AccessMode::read || write.mode == AccessMode::balances) continue;
        for (Access const& other : process.accesses) {
            if (&other == &write || other.population != write.population || other.column != write.column) continue;
            ensures(false, "process '" + process.name + "' declares '" + write.population + '.' + write.column +
                               "' once: use ReadWrite to read others' rows and write one's own");
        }
    }
}

} // namespace

void Builder::add(std::unique_ptr<Process> process)
{
    if (dynamic_cast<Rounds*>(process.get()) == nullptr) refuse_races(*process);
    std::ranges::stable_sort(process->channels, {}, [](auto const& channel) { return channel->order; });
    schedule_.push_back(std::move(process));
}

namespace {

void visit_all(std::vector<std::unique_ptr<Process>> const& processes, auto const& visit)
{
    for (auto const& process : processes) {
        visit(*process);
        if (process->rounds()) visit_all(*process->rounds(), visit);
    }
}

void refuse_same_luck(std::vector<std::unique_ptr<Process>> const& schedule)
{
    std::unordered_map<std::uint64_t, std::string> names;
    visit_all(schedule, [&](Process const& process) {
        auto const [at, is_new] = names.emplace(process.key, process.name);
        ensures(is_new, "the processes '" + at->second + "' and '" + process.name +
                            "' have different names, and names that hash apart: they are the keys of their luck");
    });
}

void refuse_lost_mail(World const& world)
{
    for (auto const& mailbox : world.mailboxes()) {
        ensures(!mailbox->reader.empty(),
                "the message '" + mailbox->name + "' sent by '" + mailbox->sender + "' has a reader");
        ensures(!mailbox->sender.empty(),
                "the message '" + mailbox->name + "' read by '" + mailbox->reader + "' has a sender");
    }
}

} // namespace

void Builder::finish()
{
    refuse_same_luck(schedule_);
    refuse_lost_mail(*world_);
    bool edits_ties = false;
    visit_all(schedule_, [&](Process const& process) {
        edits_ties |= process.edits_ties;
        ensures(!process.spends || !world_->ledger.purposes().empty(),
                "process '" + process.name + "' spends money, so the model declares what money is paid for");
    });
    edits_ties ? world_->thaw_network() : world_->freeze_network();
}

} // namespace tianji
