// The three kinds of process: each, once, rounds.
#pragma once

#include "engine/simulation/channel_views.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

namespace detail {

// The population a body runs over: the P of its operator()(Self<P>, …) const.
template <class Call>
struct SelfOf;
template <class Body, class P, class... More>
struct SelfOf<void (Body::*)(Self<P>, More...) const> {
    using Population = P;
    static constexpr bool takes_luck = sizeof...(More) > 0;
};

template <class Body>
using PopulationOf = typename SelfOf<decltype(&Body::operator())>::Population;
template <class Body>
inline constexpr bool takes_luck = SelfOf<decltype(&Body::operator())>::takes_luck;

// Agents per block: never dependent on the number of threads. A body with much work per agent declares its own.
template <class Body>
constexpr std::uint32_t rows_per_block()
{
    if constexpr (requires { Body::rows_per_block; })
        return Body::rows_per_block;
    else
        return 2048;
}

// Measures what a run costs, so that only work large enough for it is made parallel. Results do not depend on it.
class Cost {
public:
    bool is_known() const { return nanoseconds_ >= 0.0; }
    bool pays_in_parallel() const { return nanoseconds_ > 40'000.0; }
    // `share`: how much of the whole is done by run().
    template <class Run>
    void measure(double share, int threads, Run const& run)
    {
        auto const begin = std::chrono::steady_clock::now();
        run();
        double const wall = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
        nanoseconds_ = wall * threads / share;
    }

private:
    double nanoseconds_ = -1.0;
};

} // namespace detail

// Calls body(self, luck) for every living agent of one population, in parallel over blocks of rows.
template <class Body, class P>
class EachProcess : public Process {
public:
    template <class... Args>
    EachProcess(std::string name, World& world, Args&&... args)
        : EachProcess(std::move(name), world, Wiring{world, *this, ProcessKind::each}, std::forward<Args>(args)...)
    {
    }

    void run(Step& step) override
    {
        constexpr std::uint32_t size = detail::rows_per_block<Body>();
        std::uint32_t const rows = population_->size();
        std::size_t const blocks = (rows + size - 1) / size;
        for (auto const& channel : channels) channel->prepare(blocks);
        auto const run_one = [&](std::size_t block) {
            auto const first = static_cast<std::uint32_t>(block) * size;
            run_block(static_cast<std::uint32_t>(block), first, std::min(first + size, rows), step.luck);
        };
        if (blocks <= 1) {
            if (blocks == 1) run_one(0);
            return;
        }
        std::size_t done = 0;
        // A process that runs a single time has no earlier run to learn from: its first block shows what others cost.
        if (!cost_.is_known() && step.engine.division != Division::always) {
            cost_.measure(1.0 / static_cast<double>(blocks), 1, [&] { run_one(0); });
            done = 1;
        }
        run_rest(step, done, blocks, run_one);
    }

private:
    template <class... Args>
    EachProcess(std::string name, World& world, Wiring wiring, Args&&... args)
        : Process(std::move(name)),
          population_(&world.population<P>()),
          body_(bind_body<Body>(wiring, std::forward<Args>(args)...))
    {
    }

    template <class RunOne>
    void run_rest(Step& step, std::size_t done, std::size_t blocks, RunOne const& run_one)
    {
        bool const divided = step.engine.division == Division::always || cost_.pays_in_parallel();
        int const threads = divided ? step.engine.executor.threads() : 1;
        double const share = static_cast<double>(blocks - done) / static_cast<double>(blocks);
        pay_atomically(threads > 1);
        cost_.measure(share, threads, [&] {
            if (threads > 1)
                step.engine.executor.for_blocks(blocks - done, [&](std::size_t block) { run_one(done + block); });
            else
                for (std::size_t block = done; block < blocks; ++block) run_one(block);
        });
        pay_atomically(false);
    }

    // Accounts are shared while several threads run bodies.
    void pay_atomically(bool parallel)
    {
        for (auto const& channel : channels)
            if (auto* totals = dynamic_cast<detail::PurposeTotals*>(channel.get())) totals->parallel = parallel;
    }

    void run_block(std::uint32_t block, std::uint32_t first, std::uint32_t last, StreamKey const& key) const
    {
        for (ColumnBase* column : double_buffered) column->copy_to_next(first, last);
        // The two common cases without a test per agent.
        if (population_->all_alive() && population_->keys_are_ordinals())
            run_rows(
                block, first, last, key, [](std::uint32_t) { return true; }, [](std::uint32_t row) { return row; });
        else
            run_rows(
                block, first, last, key, [&](std::uint32_t row) { return population_->is_alive(row); },
                [&](std::uint32_t row) { return population_->key(row); });
    }

    template <class IsAlive, class Key>
    void run_rows(std::uint32_t block, std::uint32_t first, std::uint32_t last, StreamKey const& key,
                  IsAlive const& is_alive, Key const& key_of) const
    {
        if constexpr (detail::takes_luck<Body>) {
            Stream luck(key);
            for (std::uint32_t row = first; row < last; ++row) {
                if (!is_alive(row)) continue;
                luck.begin(key_of(row));
                body_(Self<P>(Row<P>{row}, block), luck);
            }
        } else {
            for (std::uint32_t row = first; row < last; ++row)
                if (is_alive(row)) body_(Self<P>(Row<P>{row}, block));
        }
    }

    P const* population_;
    Body body_;
    detail::Cost cost_;
};

// What a serial body is given: it may act for anybody.
class Once {
public:
    explicit Once(Step const& step) : step_(&step) {}

    template <class P>
    Self<P> as(Row<P> row) const
    {
        return Self<P>(row, 0);
    }
    // The luck of an agent (or of anything else with a stable key) in this process.
    Stream luck(std::uint64_t key) const { return Stream(step_->luck, key); }
    PairStream pair_luck(std::uint64_t a, std::uint64_t b) const { return PairStream(step_->luck, a, b); }
    std::int64_t tick() const { return step_->world.clock.tick; }

private:
    Step const* step_;
};

// Calls body(once) a single time; the body walks agents in a stated, keyed order.
template <class Body>
class OnceProcess : public Process {
public:
    template <class... Args>
    OnceProcess(std::string name, World& world, Args&&... args)
        : OnceProcess(std::move(name), Wiring{world, *this, ProcessKind::once}, std::forward<Args>(args)...)
    {
    }

    void run(Step& step) override
    {
        for (auto const& channel : channels) channel->prepare(1);
        body_(Once(step));
    }

private:
    template <class... Args>
    OnceProcess(std::string name, Wiring wiring, Args&&... args)
        : Process(std::move(name)), body_(bind_body<Body>(wiring, std::forward<Args>(args)...))
    {
    }

    Body body_;
};

// Repeats a list of processes until quiet() or a bound; the round, and that of rounds around it, is part of the key of
// their luck.
class Rounds : public Process {
public:
    Rounds(std::string name, std::vector<std::unique_ptr<Process>> processes, std::uint64_t bound,
           std::function<bool(World const&)> quiet)
        : Process(std::move(name)), processes_(std::move(processes)), bound_(bound), quiet_(std::move(quiet))
    {
    }

    void run(Step& step) override
    {
        for (std::uint64_t round = 1; round <= bound_; ++round) {
            std::uint64_t const nested = step.round == 0 ? round : mix(step.round, round);
            for (auto const& process : processes_) run_process(*process, step.engine, nested);
            if (quiet_(step.world)) return;
        }
    }
    std::vector<std::unique_ptr<Process>> const* rounds() const override { return &processes_; }

private:
    std::vector<std::unique_ptr<Process>> processes_;
    std::uint64_t bound_;
    std::function<bool(World const&)> quiet_;
};

} // namespace tianji
