// Records a run: measures, tables, events, network and digests go to its result file (FORMAT.md), written by another
// thread. It copies what it needs and changes nothing, so a run is the same with and without it.
#pragma once

#include "engine/record/run_writer.hpp"
#include "engine/scenario/header.hpp"
#include "engine/simulation/observer.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// The state after one process, kept with --audit only.
struct AuditRow {
    std::int64_t tick = 0;
    std::string process;
    std::uint64_t digest = 0;

    void declare(RowFields& f) const;
};

// How a run leaves checkpoints, and the one it goes on from.
struct Restart {
    CheckpointPlan plan;
    Checkpoint const* from = nullptr; // outlives the constructor; null at the start of a run
    std::filesystem::path from_path;
};

class Recorder : public Observer {
public:
    // Creates `path`.part. Throws InvalidInput where the file cannot be created or the scenario asks for a measure that
    // the model does not have. The simulation outlives the recorder and has not run yet, or has been restored.
    Recorder(Simulation const& simulation, Scenario const& scenario, std::vector<Attribute> provenance,
             std::filesystem::path const& path, Overwrite overwrite, Restart const& restart = {});

    void begin(World const& world) override;
    void observe(World const& world) override;
    void audited(World const& world, std::string_view process, std::uint64_t digest) override;
    // The file is complete under its final name when this returns.
    void end(World const& world) override;

private:
    std::vector<std::vector<double>> take_measures(World const& world, std::int64_t tick) const;
    std::vector<TableRows> take_tables(World const& world) const;
    bool network_is_due(std::int64_t tick) const;
    bool digest_is_due(std::int64_t ticks_completed) const;
    void leave_checkpoint(World const& world, std::int64_t ticks_completed);
    // What is kept until the end.
    void visit(StateVisitor& visitor);

    Simulation const* simulation_;
    RecordSettings settings_;
    RunLayout layout_;
    RunWriter writer_;
    bool network_changes_ = false;
    std::int64_t last_network_ = 0; // [tick] of the last snapshot
    Records<AuditRow> audit_{"audit", "digest of the whole state after each process"};
    CheckpointPlan plan_;
    bool goes_on_ = false;             // from a checkpoint
    std::int64_t last_checkpoint_ = 0; // [tick] completed
    std::chrono::steady_clock::time_point begun_;
};

} // namespace tianji
