#include "engine/experiment/merged/merged_file.hpp"

#include "engine/experiment/merged/factor_columns.hpp"
#include "engine/experiment/merged/findings.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/record/provenance.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/world/clock.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

namespace {

class Merger {
public:
    Merger(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models,
           std::filesystem::path const& path, Overwrite overwrite)
        : plan_(plan), holdings_(holdings), file_(ResultFile::create(path, overwrite, Compression::gzip))
    {
        header_ = header_of(plan, 0, 0, models);
        for (std::size_t i = 0; i < plan.runs.size(); ++i)
            if (plan.runs[i].replicate < replicates) rows_.push_back(i);
        find_layout();
        declare_provenance(models);
        declare_axes();
        declare_runs();
        factors_.emplace(file_, plan_);
        declare_measures();
    }

    Merged write(Findings const* findings)
    {
        if (findings) write_findings(file_, *findings);
        Merged merged;
        for (std::size_t const row : rows_) {
            auto const held = holdings_.runs.find(plan_.runs[row].id);
            RunPlace const* const place = held == holdings_.runs.end() ? nullptr : &held->second;
            bool const is_done = place && place->head.status == RunStatus::done;
            write_run(row, place);
            factors_->append(file_, plan_, plan_.runs[row]);
            write_measures(is_done ? place : nullptr);
            ++merged.runs;
            merged.done += is_done;
        }
        file_.finish(merged.done == merged.runs ? Finish::complete : Finish::interrupted);
        return merged;
    }

private:
    // All measures and labels that any run has, and the longest run: a policy, a factor or luck may change what there
    // is to observe.
    void find_layout()
    {
        std::size_t known = ~std::size_t{0};
        for (std::size_t const row : rows_) {
            auto const held = holdings_.runs.find(plan_.runs[row].id);
            if (held == holdings_.runs.end() || held->second.head.status != RunStatus::done) continue;
            ticks_ = std::max(ticks_, held->second.head.ticks);
            if (std::exchange(known, held->second.layout) != held->second.layout)
                for (Measure const& measure : holdings_.layouts[held->second.layout]) add(measure);
        }
        for (Measure& measure : layout_) measure.labels = labels_[measure.dimension];
        if (ticks_ == 0) ticks_ = header_.calendar.ticks;
    }

    void add(Measure const& measure)
    {
        if (std::ranges::find(layout_, measure.name, &Measure::name) == layout_.end()) layout_.push_back(measure);
        std::vector<std::string>& labels = labels_[measure.dimension];
        for (std::string const& label : measure.labels)
            if (std::ranges::find(labels, label) == labels.end()) labels.push_back(label);
    }

    void declare_provenance(std::span<Model const> models)
    {
        auto const model = std::ranges::find(models, header_.model, &Model::name);
        file_.set_attribute("/", "long_name", "all runs of the experiment " + plan_.experiment.name);
        file_.add_group("/provenance");
        for (auto const& [name, value] : {std::pair<char const*, std::string>{"experiment", plan_.experiment.text},
                                          {"base", plan_.experiment.base_text},
                                          {"name", plan_.experiment.name},
                                          {"model", header_.model},
                                          {"model_version", model == models.end() ? std::string() : model->version},
                                          {"engine_version", std::string(build::version)},
                                          {"git_hash", std::string(build::git_hash)},
                                          {"numerics", numerics_fingerprint()},
                                          {"currency", header_.currency},
                                          {"merged", utc_now()}})
            file_.set_attribute("/provenance", name, value);
        file_.set_attribute("/provenance", "compared", static_cast<std::int64_t>(plan_.n_compared()));
        file_.set_attribute("/provenance", "branch_tick", plan_.experiment.branch_tick);
    }

    void declare_axes()
    {
        file_.add_unlimited_dimension("/", "run", rows_.size());
        file_.add_dimension("/", "time", static_cast<std::size_t>(ticks_));
        VariableId const time = file_.add_variable("/", time_axis(header_.calendar.start));
        Clock const clock{header_.calendar.start, header_.calendar.tick};
        for (std::int64_t tick = 0; tick < ticks_; ++tick)
            file_.append(time, static_cast<double>((clock.date_of(tick) - clock.start).count()));
    }

    VariableId column(std::string const& name, Storage storage, std::string const& unit, std::string const& meaning,
                      std::vector<std::string> meanings = {})
    {
        return file_.add_variable("/", {name, storage, unit, meaning, {"run"}, std::move(meanings), {}});
    }

    void declare_runs()
    {
        std::vector<std::string> policies;
        for (NamedPolicy const& policy : plan_.experiment.policies) policies.push_back(one_word(policy.name));
        run_ = column("run", Storage::count, "1", "line of manifest.csv");
        policy_ = column("policy", Storage::code, "1", "the first is the reference", policies);
        point_ = column("point", Storage::count, "1", "design point");
        replicate_ = column("replicate", Storage::count, "1", "the same luck in every policy and design point");
        seed_ = column("seed", Storage::integer, "1", "luck of the scenario");
        status_ = column("run_status", Storage::code, "1", "what became of the run", {"done", "failed", "missing"});
        words_ = column("failure", Storage::text, "1", "why it failed");
        id_ = column("id", Storage::text, "1", "identity: runs that cannot differ have the same");
        digest_ = column("digest", Storage::text, "1", "digest of the whole state at the end");
        seconds_ = column("wall_time", Storage::number, "s", "time on the clock");
    }

    void declare_measures()
    {
        std::vector<std::string> declared;
        for (Measure const& measure : layout_) {
            std::vector<std::string> dimensions{"run", "time"};
            if (!measure.dimension.empty()) {
                dimensions.push_back(label_dimension(measure.dimension));
                if (std::ranges::find(declared, measure.dimension) == declared.end())
                    file_.add_dimension("/", label_dimension(measure.dimension), measure.labels);
                declared.push_back(measure.dimension);
            }
            measures_.push_back(file_.add_variable("/", {measure.name,
                                                         Storage::number,
                                                         with_currency(measure.unit, header_.currency),
                                                         measure.meaning,
                                                         dimensions,
                                                         {},
                                                         {}}));
        }
    }

    void write_run(std::size_t row, RunPlace const* place)
    {
        PlannedRun const& run = plan_.runs[row];
        enum Status : std::int32_t { is_done, has_failed, is_missing };
        std::int32_t status = is_missing;
        if (place) status = place->head.status == RunStatus::done ? is_done : has_failed;
        file_.append(run_, static_cast<std::int32_t>(row));
        file_.append(policy_, static_cast<std::int32_t>(run.policy));
        file_.append(point_, static_cast<std::int32_t>(run.point));
        file_.append(replicate_, static_cast<std::int32_t>(run.replicate));
        file_.append(seed_, place ? place->head.seed : std::int64_t{-1});
        file_.append(status_, status);
        file_.append(words_, place ? place->head.words : std::string());
        file_.append(id_, run.id);
        file_.append(digest_, status == is_done ? to_hex(place->head.digest) : std::string());
        file_.append(seconds_, status == is_done ? place->head.seconds : std::numeric_limits<double>::quiet_NaN());
    }

    // In a run, values lie tick by tick, the measures of one tick side by side; in the file each measure has its own,
    // and a label stands in the same place for all runs.
    void write_measures(RunPlace const* place)
    {
        RunRecord const record = place ? read_run(*place) : RunRecord{};
        MeasureLayout const own = place ? holdings_.layouts[place->layout] : MeasureLayout{};
        std::size_t width = 0;
        for (Measure const& measure : own) width += width_of(measure);
        for (std::size_t i = 0; i < layout_.size(); ++i) {
            std::vector<std::size_t> const places = places_of(layout_[i], own);
            std::vector<double> row;
            row.reserve(static_cast<std::size_t>(ticks_) * places.size());
            for (std::size_t tick = 0; tick < static_cast<std::size_t>(ticks_); ++tick)
                for (std::size_t const at : places)
                    row.push_back(at == nowhere || tick >= static_cast<std::size_t>(record.ticks)
                                      ? std::numeric_limits<double>::quiet_NaN()
                                      : record.values[tick * width + at]);
            file_.append(measures_[i], row);
        }
    }

    static constexpr std::size_t nowhere = ~std::size_t{0};

    // Where the values of a measure stand in one tick of a run, by the labels of the file.
    static std::vector<std::size_t> places_of(Measure const& measure, MeasureLayout const& own)
    {
        std::vector<std::size_t> places(width_of(measure), nowhere);
        std::size_t before = 0;
        for (Measure const& one : own) {
            if (one.name == measure.name) {
                for (std::size_t i = 0; i < width_of(one); ++i) {
                    auto const label =
                        one.labels.empty() ? measure.labels.begin() : std::ranges::find(measure.labels, one.labels[i]);
                    places[static_cast<std::size_t>(label - measure.labels.begin())] = before + i;
                }
            }
            before += width_of(one);
        }
        return places;
    }

    Plan const& plan_;
    Holdings const& holdings_;
    ResultFile file_;
    Header header_;
    std::vector<std::size_t> rows_; // runs of the plan
    MeasureLayout layout_;
    std::map<std::string, std::vector<std::string>> labels_; // by dimension
    std::int64_t ticks_ = 0;
    VariableId run_, policy_, point_, replicate_, seed_, status_, words_, id_, digest_, seconds_;
    std::optional<FactorColumns> factors_;
    std::vector<VariableId> measures_;
};

} // namespace

Merged merge(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models,
             std::filesystem::path const& path, Overwrite overwrite, Findings const* findings)
{
    return Merger(plan, holdings, replicates, models, path, overwrite).write(findings);
}

bool is_merged_from(std::filesystem::path const& file, Plan const& plan)
{
    try {
        return std::filesystem::is_regular_file(file) &&
               ResultReader(file).text("/provenance", "experiment") == plan.experiment.text;
    } catch (InvalidInput const&) {
        return false;
    }
}

} // namespace tianji
