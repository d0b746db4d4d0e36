#include "engine/record/recorder.hpp"

#include "engine/base/contract.hpp"
#include "engine/record/provenance.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <limits>
#include <memory>
#include <utility>

namespace tianji {

namespace {

// Where the time of a run went.
struct ProfileRow {
    Profile::Row const* row = nullptr;

    void declare(RowFields& f) const
    {
        f.text(row ? row->name : std::string(), "process", "process, invariants, or observers (measures, recording)");
        for (std::size_t part = 0; part < Profile::n_parts; ++part)
            f.number(row ? row->seconds[part] : 0.0, Profile::part_words[part], "s", "time on the clock");
    }
};

std::unique_ptr<RecordsBase> rows_of(Profile const& profile)
{
    auto records = std::make_unique<Records<ProfileRow>>(
        "profile", "time of the run, by process and by what was done; no part of the results");
    for (Profile::Row const& row : profile.rows()) records->rows.push_back({&row});
    return records;
}

RunLayout complete(RunLayout layout, std::vector<Attribute> provenance, std::filesystem::path const& path,
                   Overwrite overwrite, Restart const& restart)
{
    layout.provenance = std::move(provenance);
    layout.earlier = restart.from_path;
    layout.path = path;
    layout.overwrite = overwrite;
    return layout;
}

bool is_due(std::int64_t tick, std::int64_t every) { return every > 0 && tick % every == 0; }

ListingRows rows_of(Listing const& listing, RecordsBase const& records)
{
    ListingRows rows{
        {fmt::format("/{}", listing.group), listing.dimension, listing.meaning, records.fields()}, records.size(), {}};
    rows.columns = columns_of(records, rows.layout.fields);
    return rows;
}

} // namespace

void AuditRow::declare(RowFields& f) const
{
    f.integer(tick, "tick", "tick", "tick");
    f.text(process, "process", "name of the process that had run");
    f.text(to_hex(digest), "value", "digest of the whole state");
}

Recorder::Recorder(Simulation const& simulation, Scenario const& scenario, std::vector<Attribute> provenance,
                   std::filesystem::path const& path, Overwrite overwrite, Restart const& restart)
    : simulation_(&simulation),
      settings_(scenario.header.record),
      layout_(complete(layout_of(simulation, scenario), std::move(provenance), path, overwrite, restart)),
      writer_(layout_),
      plan_(restart.plan),
      goes_on_(restart.from != nullptr)
{
    if (!goes_on_) return;
    last_checkpoint_ = restart.from->ticks;
    load([&](StateVisitor& visitor) { visit(visitor); }, restart.from->recorder, restart.from_path.string());
}

void Recorder::visit(StateVisitor& visitor)
{
    visitor.value("last_network", last_network_);
    visitor.field("audit/tick", audit_.rows, &AuditRow::tick);
    visitor.field("audit/process", audit_.rows, &AuditRow::process);
    visitor.field("audit/digest", audit_.rows, &AuditRow::digest);
}

void Recorder::begin(World const& world)
{
    begun_ = std::chrono::steady_clock::now();
    if (!world.vertices || !settings_.graph) return;
    // A frozen network stays what it is: one snapshot says it all.
    network_changes_ = world.graph.form() == CollaborationGraph::Form::editable;
    if (goes_on_) return;
    GraphSnapshot start = snapshot_of(world, 0);
    std::size_t const bytes = start.bytes();
    writer_.push(bytes, [start = std::move(start)](RunFile& file) { file.write(start); });
}

void Recorder::observe(World const& world)
{
    std::int64_t const tick = world.clock.tick;
    TickRecord record;
    record.tick = tick;
    record.day = static_cast<double>((world.clock.date_of(tick) - world.clock.start).count());
    record.measures = take_measures(world, tick);
    record.tables = take_tables(world);
    for (std::size_t i = 0; i < layout_.panels.size(); ++i)
        if (is_due(tick, layout_.panels[i].every) || tick + 1 == simulation_->ticks())
            record.panels.push_back(take_panel(layout_.panels[i], i, tick));
    if (digest_is_due(tick + 1)) record.digest = DigestRow{tick, world.digest(tick + 1)};
    if (network_is_due(tick)) {
        record.graph = snapshot_of(world, tick);
        last_network_ = tick;
    }
    std::size_t const bytes = record.bytes();
    writer_.push(bytes, [record = std::move(record)](RunFile& file) { file.write(record); });
    if (plan_.is_due(tick + 1) && tick + 1 < simulation_->ticks()) leave_checkpoint(world, tick + 1);
}

// In its turn among the rows, so that it holds all that came before and nothing that came after.
void Recorder::leave_checkpoint(World const& world, std::int64_t ticks_completed)
{
    last_checkpoint_ = ticks_completed;
    auto const checkpoint = std::make_shared<Checkpoint const>(Checkpoint{
        ticks_completed, plan_.every, world.ledger.is_audited() ? Audit::yes : Audit::no, world.digest(ticks_completed),
        save_state(world), save([&](StateVisitor& visitor) { visit(visitor); })});
    writer_.push(bytes_of(checkpoint->state) + bytes_of(checkpoint->recorder),
                 [checkpoint, path = plan_.path](RunFile& file) { file.leave(*checkpoint, path); });
}

void Recorder::audited(World const& world, std::string_view process, std::uint64_t digest)
{
    audit_.rows.push_back({world.clock.tick, std::string(process), digest});
}

std::vector<std::vector<double>> Recorder::take_measures(World const& world, std::int64_t tick) const
{
    std::vector<std::vector<double>> values;
    bool const is_last = tick + 1 == simulation_->ticks();
    for (Measure const& measure : layout_.measures) {
        std::size_t const size = measure.dimension.empty() ? 1 : measure.labels.size();
        std::vector<double>& value = values.emplace_back(size, std::numeric_limits<double>::quiet_NaN());
        if (!is_last && !is_due(tick, measure.cadence)) continue;
        measure.observe(world, value);
        ensures(value.size() == size, "the measure '" + measure.name + "' gives one value per label");
    }
    return values;
}

std::vector<TableRows> Recorder::take_tables(World const& world) const
{
    std::vector<TableRows> taken;
    for (std::size_t i = 0; i < layout_.tables.size(); ++i) {
        RecordsBase const* records = &world.events; // behind the tables
        if (i < world.tables().size()) records = world.tables()[i].get();
        if (records->size() > 0) taken.push_back({i, columns_of(*records, layout_.tables[i].fields)});
    }
    return taken;
}

bool Recorder::network_is_due(std::int64_t tick) const
{
    if (!network_changes_ || tick == 0) return false; // the network of tick 0 is the one at the start
    return is_due(tick, settings_.graph_every) || tick + 1 == simulation_->ticks();
}

// The digest after the last tick is taken at the end.
bool Recorder::digest_is_due(std::int64_t ticks_completed) const
{
    return is_due(ticks_completed, settings_.digest_every) && ticks_completed < simulation_->ticks();
}

void Recorder::end(World const& world)
{
    std::int64_t const done = world.clock.tick;
    bool const is_complete = done == simulation_->ticks();
    // Stopped early, the run can go on from where it stopped.
    if (!is_complete && plan_.every > 0 && last_checkpoint_ != done) leave_checkpoint(world, done);
    // Stopped early, the last network is still missing.
    if (network_changes_ && last_network_ != done - 1) {
        GraphSnapshot last = snapshot_of(world, done - 1);
        std::size_t const bytes = last.bytes();
        writer_.push(bytes, [last = std::move(last)](RunFile& file) { file.write(last); });
    }
    for (Listing const& listing : simulation_->listings())
        writer_.push(0, [rows = rows_of(listing, *listing.rows(world))](RunFile& file) { file.write(rows); });
    if (audit_.size() > 0) {
        Listing const steps{audit_.name, "step", audit_.meaning, {}};
        writer_.push(0, [rows = rows_of(steps, audit_)](RunFile& file) { file.write(rows); });
    }
    if (simulation_->profile()) {
        std::unique_ptr<RecordsBase> const times = rows_of(*simulation_->profile());
        Listing const listing{times->name, "profiled", times->meaning, {}};
        writer_.push(0, [rows = rows_of(listing, *times)](RunFile& file) { file.write(rows); });
    }
    // Stopped early in a tick whose digest is due, the run has this one already.
    std::optional<DigestRow> digest;
    if (!digest_is_due(done)) digest = DigestRow{done - 1, world.digest()};
    std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - begun_;
    std::vector<Attribute> const last{{"finished", utc_now()}, {"wall_time", wall.count()}};
    writer_.finish([=](RunFile& file) {
        if (digest) file.write(*digest);
        file.finish(is_complete ? Finish::complete : Finish::interrupted, last);
    });
}

} // namespace tianji
