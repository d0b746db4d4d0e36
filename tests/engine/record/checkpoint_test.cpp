// A checkpoint is a result file with the state, and a run that goes on from it records what the whole run would have.
#include "engine/base/message.hpp"
#include "engine/record/checkpoint.hpp"
#include "engine/record/provenance.hpp"
#include "engine/record/recorder.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"
#include "tests/engine/record/market_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

namespace {

Outcome record(Scenario const& scenario, std::filesystem::path const& path, Restart const& restart)
{
    Simulation simulation = market::simulation(scenario);
    if (restart.from) simulation.restore(restart.from->state, restart.from->ticks, restart.from_path.string());
    Recorder recorder(simulation, scenario, provenance_of(scenario, {}), path, Overwrite::no, restart);
    return simulation.run(recorder);
}

} // namespace

TEST_CASE("The checkpoint of a result stands beside it, and leads back to it")
{
    CHECK(checkpoint_of("results/x.h5") == "results/x.checkpoint.h5");
    CHECK(checkpoint_of("a.b.h5") == "a.b.checkpoint.h5");
    CHECK(result_of("results/x.checkpoint.h5") == "results/x.h5");
    CHECK(result_of("moved.h5") == "moved.h5");
}

TEST_CASE("A recorder leaves a checkpoint every few ticks, but none after the last")
{
    ScratchFolder const folder;
    Scenario const scenario = market::scenario();
    record(scenario, folder / "a.h5", {{5, folder / "a.checkpoint.h5"}, nullptr, {}});
    Checkpoint const checkpoint = read_checkpoint(folder / "a.checkpoint.h5");
    CHECK(checkpoint.ticks == 5);
    CHECK(checkpoint.every == 5);
    ResultReader const file(folder / "a.checkpoint.h5");
    CHECK(file.integers("/tick").size() == 5);
    CHECK(file.text("/", "status") == "checkpoint");
    CHECK_FALSE(std::filesystem::exists(folder / "a.checkpoint.h5.part"));
}

TEST_CASE("A recorder that goes on has the rows, texts and networks of the whole run")
{
    ScratchFolder const folder;
    Scenario const scenario = market::scenario("record: {graph_every: 2, digest_every: 3, compression: gzip}\n");
    Outcome const whole = record(scenario, folder / "a.h5", {{4, folder / "c.h5"}, nullptr, {}});
    Checkpoint const checkpoint = read_checkpoint(folder / "c.h5");
    Outcome const rest = record(scenario, folder / "b.h5", {{}, &checkpoint, folder / "c.h5"});
    CHECK(rest.digest == whole.digest);
    ResultReader const a(folder / "a.h5"), b(folder / "b.h5");
    CHECK(a.numbers("/total") == b.numbers("/total"));
    CHECK(a.texts("/tables/deals/note") == b.texts("/tables/deals/note"));
    CHECK(a.integers("/events/subject") == b.integers("/events/subject"));
    CHECK(a.texts("/digest/value") == b.texts("/digest/value"));
    CHECK(a.members("/graph") == b.members("/graph"));
    CHECK(a.numbers("/graph/4/weight") == b.numbers("/graph/4/weight"));
    std::size_t width = 0;
    CHECK(a.matrix("/by_firm", width) == b.matrix("/by_firm", width));
    CHECK(width == 2);
}

TEST_CASE("A long text column is copied block by block without loss")
{
    ScratchFolder const folder;
    auto const declare = [](ResultFile& file) {
        file.add_unlimited_dimension("/t", "row");
        return file.add_variable("/t", {"text", Storage::text, "1", "a text", {"row"}, {}, {}});
    };
    std::vector<std::string> texts;
    for (int i = 0; i < 300'000; ++i) texts.push_back(std::to_string(i));
    ResultFile one = ResultFile::create(folder / "a.h5", Overwrite::no);
    one.append(declare(one), texts);
    one.finish(Finish::complete);
    ResultFile two = ResultFile::create(folder / "b.h5", Overwrite::no);
    declare(two);
    two.append_rows_of(ResultReader(folder / "a.h5"));
    two.finish(Finish::complete);
    CHECK(ResultReader(folder / "b.h5").texts("/t/text") == texts);
}

TEST_CASE("Rows are not taken from a file that lacks the variable or has another in its place")
{
    ScratchFolder const folder;
    auto const with = [&](char const* name, Storage storage) {
        ResultFile file = ResultFile::create(folder / name, Overwrite::yes);
        file.add_unlimited_dimension("/t", "row");
        file.add_variable("/t", {"value", storage, "1", "a value", {"row"}, {}, {}});
        return file;
    };
    with("a.h5", Storage::integer).finish(Finish::complete);
    ResultFile other = with("b.h5", Storage::number);
    CHECK_THROWS_AS(other.append_rows_of(ResultReader(folder / "a.h5")), InvalidInput);
    ResultFile::create(folder / "c.h5", Overwrite::no).finish(Finish::complete);
    CHECK_THROWS_AS(other.append_rows_of(ResultReader(folder / "c.h5")), InvalidInput);
}
