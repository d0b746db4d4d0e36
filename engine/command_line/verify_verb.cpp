#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/interrupt.hpp"
#include "engine/command_line/observers.hpp"
#include "engine/command_line/progress_bar.hpp"
#include "engine/command_line/stored_scenario.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/recorded_contents.hpp"
#include "engine/record/recorder.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

namespace tianji::command_line {

namespace {

struct StoredDigest {
    std::int64_t tick = 0;
    std::string value;
};

std::vector<StoredDigest> read_digests(ResultReader const& file, std::filesystem::path const& path)
{
    if (file.text("/provenance", "experiment"))
        refuse_file(path.string(), "this is the merged file of an experiment",
                    "it holds many runs, and is made of their logs", "tianji sweep status FOLDER");
    auto const status = file.text("/", "status");
    if (!file.has("/digest/value") || status == "incomplete")
        refuse_file(path.string(), "the run did not finish", "a file has its digest at the end");
    std::vector<std::int64_t> const ticks = file.integers("/digest/tick");
    std::vector<std::string> const values = file.texts("/digest/value");
    std::vector<StoredDigest> digests;
    for (std::size_t i = 0; i < ticks.size() && i < values.size(); ++i) digests.push_back({ticks[i], values[i]});
    if (digests.empty()) refuse_file(path.string(), "the file has no digest", "there is nothing to compare with");
    return digests;
}

// Compares as the run goes, and ends it where it differs or the file ends.
class DigestComparison : public Observer {
public:
    explicit DigestComparison(std::vector<StoredDigest> stored) : stored_(std::move(stored)) {}

    void observe(World const& world) override
    {
        while (!is_complete() && stored_[compared].tick == world.clock.tick) compare(world);
        is_over_ = world.clock.tick >= stored_.back().tick;
    }
    bool wants_to_stop() const override { return is_over_ || !difference.empty(); }
    bool is_complete() const { return compared == stored_.size(); }

    std::string difference; // empty while all agree
    std::size_t compared = 0;

private:
    void compare(World const& world)
    {
        std::int64_t const tick = world.clock.tick;
        std::string const now = to_hex(world.digest(tick + 1));
        std::string const& then = stored_[compared].value;
        ++compared;
        if (now != then)
            difference = fmt::format("the state after tick {} differs: digest {} in the file, {} now", tick, then, now);
    }

    std::vector<StoredDigest> stored_;
    bool is_over_ = false; // the tick of the last digest has been
};

// A folder that is gone when it is no longer needed.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "tianji-verify-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            refuse_file(name, "cannot make a folder for the run that is made again",
                        std::generic_category().message(errno), "set TMPDIR to a folder that can be written");
        path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path path;
};

// What the run records when it is made again; a branch is made of two simulations, and a checkpoint is not at an end.
class RecordedAgain {
public:
    RecordedAgain(Replay& replay, StoredRun const& run, std::optional<std::string> const& status)
    {
        bool const is_branch =
            std::ranges::any_of(run.lineage, [](Ancestor const& one) { return one.how == branched; });
        if (is_branch || status == "checkpoint") return;
        recorder_.emplace(replay.simulation(), replay.scenario(), std::vector<Attribute>(), path(), Overwrite::no);
    }
    Observer* recorder() { return recorder_ ? &*recorder_ : nullptr; }
    // Nothing where it was not recorded again.
    std::optional<Contents> compare(ResultReader const& file, Unshared unshared) const
    {
        if (!recorder_) return std::nullopt;
        return compare_contents(file, ResultReader(path()), unshared);
    }

private:
    std::filesystem::path path() const { return folder_.path / "again.h5"; }

    TemporaryFolder folder_;
    std::optional<Recorder> recorder_;
};

void run_again(Replay& replay, Observer& observer)
{
    observer.begin(replay.simulation().world());
    while (replay.simulation().world().clock.tick < replay.simulation().ticks() && !observer.wants_to_stop()) {
        replay.branch_if_due();
        replay.simulation().step(observer);
    }
    observer.end(replay.simulation().world());
}

int report_failure(VerifyOptions const& options, std::string const& what)
{
    fmt::print(stderr, "{}: {}\n", options.file.string(), what);
    return failed;
}

} // namespace

int verify_file(VerifyOptions const& options, std::span<Model const> models)
{
    ResultReader const file(options.file);
    std::vector<StoredDigest> const digests = read_digests(file, options.file);
    StoredRun const run = read_stored_run(file, options.file);
    validate_origin(run, options.file, models);
    std::string const note = other_program(run);
    if (!note.empty()) fmt::print(stderr, "{}", note);

    std::unique_ptr<Replay> const replay = replay_of(run, options.file, options.threads, models);
    DigestComparison comparison(digests);
    Interrupt interrupt;
    ProgressBar progress(digests.back().tick + 1, Show::on_terminal);
    RecordedAgain again(*replay, run, file.text("/", "status"));
    Observers observers{&progress, &comparison, &interrupt, again.recorder()};
    run_again(*replay, observers);

    if (!comparison.difference.empty()) return report_failure(options, comparison.difference);
    if (interrupt.wants_to_stop() && !comparison.is_complete()) {
        report_failure(options, "stopped before all digests were compared");
        return interrupt.status();
    }
    if (!comparison.is_complete())
        return report_failure(options, "the run has not all the ticks whose digests the file has");
    auto const contents = again.compare(file, note.empty() ? Unshared::differs : Unshared::is_ignored);
    if (contents && !contents->difference.empty()) return report_failure(options, contents->difference);
    fmt::print("{}: verified, {} of {} digests agree, the last is {} {}\n", options.file.string(), comparison.compared,
               digests.size(), digests.back().value,
               contents ? fmt::format("({} agree too)", plural(contents->variables, "variable"))
                        : "(what was recorded is not compared: the run branched, or goes on)");
    return done;
}

} // namespace tianji::command_line
