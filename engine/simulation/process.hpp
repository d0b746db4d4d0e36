// One thing that happens in a tick, and what it says of itself: what it reads, what it writes, how it affects others.
#pragma once

#include "engine/base/parallel.hpp"
#include "engine/base/stream.hpp"
#include "engine/simulation/profile.hpp"
#include "engine/world/world.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tianji {

enum class AccessMode : std::uint8_t { read, own, read_write, pay, balances };

// One declared access, by name, for refusals and documentation.
struct Access {
    std::string population, column;
    AccessMode mode;
};

// The order in which the effects of a process on others are applied.
enum class ChannelOrder : std::uint8_t { births, money, ties, mail, deaths, rows };

struct Step; // what a process is run with

// Effects collected per block while bodies run in parallel, applied when the process ends.
class Channel {
public:
    explicit Channel(ChannelOrder order) : order(order) {}
    virtual ~Channel() = default;
    Channel(Channel const&) = delete;
    Channel& operator=(Channel const&) = delete;

    ChannelOrder const order;

    virtual void prepare(std::size_t blocks) = 0;
    virtual void apply(Step& step) = 0;
};

class Process {
public:
    explicit Process(std::string name);
    virtual ~Process() = default;
    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;

    std::string const name; // part of the science: the key of the process's luck
    std::uint64_t const key;
    std::vector<Access> accesses;
    bool touches_money = false;
    bool spends = false;                            // pays or claims, so purposes must be declared
    bool edits_ties = false;                        // the network must be editable
    std::vector<std::unique_ptr<Channel>> channels; // sorted by order when the model is built
    std::vector<std::function<void()>> refreshers;  // views look up where their columns are now
    std::vector<ColumnBase*> double_buffered;
    std::vector<MailboxBase*> reads_mail;

    // Runs the bodies; the caller applies the channels.
    virtual void run(Step& step) = 0;
    // A sub-list is repeated by its Rounds; everything else is a single process.
    virtual std::vector<std::unique_ptr<Process>> const* rounds() const { return nullptr; }
};

// Whether a process is divided among the threads where that pays, or wherever it can be: for tests that results do not
// depend on it.
enum class Division : std::uint8_t { where_it_pays, always };

// What all processes of a simulation are run with.
struct Engine {
    World& world;
    Executor& executor;
    StreamKey luck; // of the run: seed and replicate
    Division division = Division::where_it_pays;
    // Called after each process that is not a list of others; may be empty.
    std::function<void(Process const&)> ended = {};
    Profile* profile = nullptr; // null: nobody asks where time goes
};

// What one process is run with.
struct Step {
    Engine const& engine;
    World& world;
    StreamKey luck;
    std::uint64_t round; // 0 outside of rounds
    Process& process;
};

// Runs one process: views, bodies, then births ▸ money ▸ ties ▸ mail ▸ deaths, then what must hold.
void run_process(Process& process, Engine const& engine, std::uint64_t round = 0);

} // namespace tianji
