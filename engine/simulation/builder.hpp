// What a model builds its world with: populations, network, processes in their order, measures, invariants.
#pragma once

#include "engine/simulation/listing.hpp"
#include "engine/simulation/measure.hpp"
#include "engine/simulation/process_kinds.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

// What must hold after each tick; returns an empty text, or what broke.
struct Invariant {
    std::string name;
    std::function<std::string(World const&)> check;
};

// The parts of a simulation while it is put together.
class Builder {
public:
    Builder(Clock clock, std::int64_t ticks, std::uint64_t seed, std::uint64_t replicate);

    World& world() { return *world_; }
    Clock const& clock() const { return world_->clock; }
    std::int64_t ticks() const { return ticks_; }

    // The luck of initialisation: one stream per purpose and agent.
    Stream luck(std::string_view purpose, std::uint64_t key = 0) const
    {
        return Stream({seed_, replicate_, initial_tick, hash_of(purpose)}, key);
    }

    // A population of n agents; its columns hold their declared initial values.
    template <class P, class... Args>
    P& population(std::uint32_t n, Args&&... args)
    {
        P& population = world_->add_population<P>(std::forward<Args>(args)...);
        population.populate(n);
        return population;
    }

    // The ties of a population.
    template <class P>
    void network(CollaborationGraph graph)
    {
        expects(graph.vertex_count() == world_->population<P>().size(), "the graph has one vertex per agent");
        world_->vertices = &world_->population<P>();
        world_->graph = std::move(graph);
    }

    // --- the schedule, in the order of these calls ---------------------------------------------------------------
    template <class Body, class... Args>
    void each(std::string name, Args&&... args)
    {
        add(std::make_unique<EachProcess<Body, detail::PopulationOf<Body>>>(std::move(name), *world_,
                                                                            std::forward<Args>(args)...));
    }
    template <class Body, class... Args>
    void once(std::string name, Args&&... args)
    {
        add(std::make_unique<OnceProcess<Body>>(std::move(name), *world_, std::forward<Args>(args)...));
    }
    // Processes declared inside `sublist` are repeated until quiet, at most `bound` times.
    void rounds(std::string name, std::uint64_t bound, std::function<bool(World const&)> quiet,
                std::function<void(Builder&)> const& sublist);

    // --- observation ---------------------------------------------------------------------------------------------
    void measure(std::string name, std::string unit, std::string meaning, std::function<double(World const&)> value,
                 std::int64_t cadence = 1);
    void measure(Measure measure) { measures_.push_back(std::move(measure)); }
    // A table of what there was, with a row type like those of tables (engine/world/table.hpp). `rows` is called once,
    // when the run is over.
    template <class Row>
    void listing(std::string group, std::string dimension, std::string meaning,
                 std::function<std::vector<Row>(World const&)> rows)
    {
        auto collect = [rows = std::move(rows), group, meaning](World const& world) -> std::unique_ptr<RecordsBase> {
            auto records = std::make_unique<Records<Row>>(group, meaning);
            records->rows = rows(world);
            return records;
        };
        listings_.push_back({std::move(group), std::move(dimension), std::move(meaning), std::move(collect)});
    }
    void invariant(std::string name, std::function<std::string(World const&)> check)
    {
        invariants_.push_back({std::move(name), std::move(check)});
    }

private:
    friend class Simulation;
    void add(std::unique_ptr<Process> process);
    // Refuses what cannot be right: a message without a reader or a sender, two processes of one name, payments without
    // declared purposes. Freezes a network that nobody edits.
    void finish();

    std::unique_ptr<World> world_;
    std::int64_t ticks_;
    std::uint64_t seed_, replicate_;
    std::vector<std::unique_ptr<Process>> schedule_;
    std::vector<Measure> measures_;
    std::vector<Listing> listings_;
    std::vector<Invariant> invariants_;
};

} // namespace tianji
