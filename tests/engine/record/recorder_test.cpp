// A run goes to its result file from declarations alone, and is not changed by that.
#include "engine/base/contract.hpp"
#include "engine/base/message.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/record/provenance.hpp"
#include "engine/record/recorder.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"
#include "tests/engine/record/market_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace tianji;
using Catch::Contains;

namespace {

// Records the scenario and returns what the simulation said.
Outcome record(Scenario const& scenario, std::filesystem::path const& path, Audit audit = Audit::no)
{
    Simulation simulation = market::simulation(scenario, audit);
    Recorder recorder(simulation, scenario, provenance_of(scenario, {7, 3, "tianji run fair.yaml"}), path,
                      Overwrite::no);
    return simulation.run(recorder);
}

Outcome run_unrecorded(Scenario const& scenario)
{
    Observer nobody;
    return market::simulation(scenario).run(nobody);
}

// Ends a run after a tick, as Ctrl-C does.
class StopAfter : public Observer {
public:
    StopAfter(Recorder& recorder, std::int64_t tick) : recorder_(&recorder), tick_(tick) {}
    void begin(World const& world) override { recorder_->begin(world); }
    void observe(World const& world) override
    {
        recorder_->observe(world);
        is_over_ = world.clock.tick == tick_;
    }
    void end(World const& world) override { recorder_->end(world); }
    bool wants_to_stop() const override { return is_over_; }

private:
    Recorder* recorder_;
    std::int64_t tick_;
    bool is_over_ = false;
};

class Failing : public Observer {
public:
    explicit Failing(Recorder& recorder) : recorder_(&recorder) {}
    void begin(World const& world) override { recorder_->begin(world); }
    void observe(World const& world) override
    {
        recorder_->observe(world);
        ensures(world.clock.tick < 4, "the fifth tick is not reached");
    }

private:
    Recorder* recorder_;
};

} // namespace

TEST_CASE("recording a run does not change its digest, whatever is recorded")
{
    ScratchFolder const folder;
    std::uint64_t const bare = run_unrecorded(market::scenario()).digest;
    CHECK(record(market::scenario(), folder / "a.h5").digest == bare);
    std::string const all = "record: {graph_every: 1, digest_every: 1, compression: gzip}\n";
    CHECK(record(market::scenario(all), folder / "b.h5").digest == bare);
    CHECK(record(market::scenario(), folder / "c.h5", Audit::yes).digest == bare);
    CHECK(ResultReader(folder / "a.h5").texts("/digest/value") == std::vector<std::string>{to_hex(bare)});
}

TEST_CASE("the graph is recorded unless the scenario says no, and it cannot say no and yes")
{
    ScratchFolder const folder;
    record(market::scenario(), folder / "a.h5");
    CHECK(ResultReader(folder / "a.h5").has("/graph"));
    record(market::scenario("record: {graph: false}\n"), folder / "b.h5");
    CHECK_FALSE(ResultReader(folder / "b.h5").has("/graph"));
    CHECK_THROWS_AS(market::scenario("record: {graph: false, graph_every: 2}\n"), InvalidInput);
}

TEST_CASE("measures are recorded in each tick, seldom ones in theirs and in the last")
{
    ScratchFolder const folder;
    record(market::scenario(), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    CHECK(file.numbers("/time")[1] == 91.0); // 2020-04-01
    CHECK(file.integers("/tick").back() == 9);
    std::vector<double> const total = file.numbers("/total"), slow = file.numbers("/slow");
    REQUIRE(total.size() == 10);
    CHECK(total[1] > total[0]);
    for (std::size_t tick : {0U, 4U, 8U, 9U}) CHECK(slow[tick] == static_cast<double>(tick));
    for (std::size_t tick : {1U, 2U, 3U, 5U, 6U, 7U}) CHECK(std::isnan(slow[tick]));
    CHECK(file.integer("/slow", "cadence") == 4);
    CHECK(file.text("/total", "units") == "million CNY");
    CHECK(file.texts("/firm_label") == std::vector<std::string>{"甲", "second"});
}

TEST_CASE("a scenario selects measures by name, and an unknown one is refused before there is a file")
{
    ScratchFolder const folder;
    record(market::scenario("record: {measures: [slow]}\n"), folder / "a.h5");
    CHECK(ResultReader(folder / "a.h5").has("/slow"));
    CHECK_FALSE(ResultReader(folder / "a.h5").has("/total"));
    try {
        record(market::scenario("record: {measures: [slow, totl, nonsense]}\n"), folder / "b.h5");
        FAIL("was not refused");
    } catch (InvalidInput const& error) {
        REQUIRE(error.problems().size() == 2);
        CHECK(error.problems()[0].where.file == "fair.yaml:6");
        CHECK(error.problems()[0].problem == "record.measures: no measure 'totl'");
        CHECK(error.problems()[0].suggestion == "did you mean 'total'");
        CHECK(error.problems()[1].why == "the model measures: total, slow, by_firm");
    }
    CHECK_FALSE(std::filesystem::exists(folder / "b.h5"));
    CHECK_FALSE(std::filesystem::exists(folder / "b.h5.part"));
}

TEST_CASE("rows of tables and events become columns of every kind")
{
    ScratchFolder const folder;
    record(market::scenario(), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    std::string const deals = "/tables/deals/";
    CHECK(file.integers(deals + "tick") == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(file.integers(deals + "firm")[9] == 9);
    CHECK(file.numbers(deals + "price")[3] == 1.5);
    CHECK(file.text(deals + "price", "units") == "million CNY");
    CHECK(file.integers(deals + "mode")[5] == 1);
    CHECK(file.text(deals + "mode", "flag_meanings") == "cash on_credit");
    CHECK(file.texts(deals + "note")[0] == "哈 no. 1");
    CHECK(file.text("/events/kind", "flag_meanings") == "tie_formed tie_strengthened tie_ended birth death");
    CHECK(file.integers("/events/subject").size() == 10);
    CHECK(file.integers("/events/kind")[0] == 0);
}

TEST_CASE("a scenario can leave the events out")
{
    ScratchFolder const folder;
    record(market::scenario("record: {events: false}\n"), folder / "a.h5");
    CHECK_FALSE(ResultReader(folder / "a.h5").has("/events"));
}

TEST_CASE("listings are written at the end, along a dimension of their own or that of a measure")
{
    ScratchFolder const folder;
    record(market::scenario(), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    CHECK(file.texts("/firms/key")[9] == "firm 9");
    double sum = 0.0;
    for (double size : file.numbers("/firms/size")) sum += size;
    CHECK(sum == Approx(file.numbers("/total").back()));
    CHECK(file.texts("/labels/key") == file.texts("/firm_label"));
    CHECK_FALSE(file.has("/labels/firm_label")); // its rows are labelled by the root's
}

TEST_CASE("the network is recorded before the run, after the last tick and every few ticks between")
{
    ScratchFolder const folder;
    record(market::scenario("record: {graph_every: 4}\n"), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    for (char const* tick : {"0", "4", "8", "9"}) CHECK(file.has(std::string("/graph/") + tick));
    for (char const* tick : {"1", "5", "7", "10"}) CHECK_FALSE(file.has(std::string("/graph/") + tick));
    CHECK(file.integers("/graph/0/indices").size() == 20); // a ring of ten
    CHECK(file.integers("/graph/4/indices").size() == 30); // and a tie from each of five ticks
    CHECK(file.integers("/graph/9/indices").size() == 40);
    CHECK(file.integers("/graph/9/indptr").back() == 40);
    CHECK(file.text("/graph/9/kind", "flag_meanings") == "neighbour business_friend");
    std::vector<std::int64_t> const since = file.integers("/graph/9/since");
    CHECK(*std::max_element(since.begin(), since.end()) == 9);
}

TEST_CASE("a digest within a run is that of a run which ends there")
{
    ScratchFolder const folder;
    record(market::scenario("record: {digest_every: 3}\n"), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    CHECK(file.integers("/digest/tick") == std::vector<std::int64_t>{2, 5, 8, 9});
    std::vector<std::string> const values = file.texts("/digest/value");
    for (std::size_t i = 0; i < 3; ++i) {
        Override const shorter{"calendar.ticks", std::to_string(3 * (i + 1))};
        CHECK(values[i] == to_hex(run_unrecorded(market::scenario("", {shorter})).digest));
    }
}

TEST_CASE("an audited run records the digest after each process")
{
    ScratchFolder const folder;
    Outcome const outcome = record(market::scenario(), folder / "a.h5", Audit::yes);
    ResultReader const file(folder / "a.h5");
    CHECK(file.texts("/audit/process") == std::vector<std::string>(10, "trade"));
    CHECK(file.texts("/audit/value").size() == 10);
    CHECK(outcome.ticks == 10);
}

TEST_CASE("a stopped run is kept under its final name as interrupted, with its last network and digest")
{
    ScratchFolder const folder;
    Scenario const scenario = market::scenario();
    Simulation simulation = market::simulation(scenario);
    Recorder recorder(simulation, scenario, {}, folder / "a.h5", Overwrite::no);
    StopAfter observer(recorder, 5);
    Outcome const outcome = simulation.run(observer);
    ResultReader const file(folder / "a.h5");
    CHECK(file.text("/", "status") == "interrupted");
    CHECK(file.numbers("/total").size() == 6);
    CHECK(file.has("/graph/5"));
    CHECK(file.texts("/digest/value").back() == to_hex(outcome.digest));
}

TEST_CASE("a run stopped in a tick whose digest is due has it once")
{
    ScratchFolder const folder;
    Scenario const scenario = market::scenario("record: {digest_every: 3}\n");
    Simulation simulation = market::simulation(scenario);
    Recorder recorder(simulation, scenario, {}, folder / "a.h5", Overwrite::no);
    StopAfter observer(recorder, 5);
    Outcome const outcome = simulation.run(observer);
    ResultReader const file(folder / "a.h5");
    CHECK(file.integers("/digest/tick") == std::vector<std::int64_t>{2, 5});
    CHECK(file.texts("/digest/value").back() == to_hex(outcome.digest));
}

TEST_CASE("a run that breaks leaves what it recorded under the provisional name, as incomplete")
{
    ScratchFolder const folder;
    Scenario const scenario = market::scenario();
    Simulation simulation = market::simulation(scenario);
    {
        Recorder recorder(simulation, scenario, {}, folder / "a.h5", Overwrite::no);
        Failing observer(recorder);
        CHECK_THROWS_AS(simulation.run(observer), BrokenContract);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    ResultReader const file(folder / "a.h5.part");
    CHECK(file.text("/", "status") == "incomplete");
}

TEST_CASE("a file that cannot be created is refused when the recorder is made")
{
    ScratchFolder const folder;
    CHECK_THROWS_WITH(record(market::scenario(), folder / "none/a.h5"), Contains("does not exist"));
    record(market::scenario(), folder / "a.h5");
    CHECK_THROWS_WITH(record(market::scenario(), folder / "a.h5"), Contains("the result file exists"));
}

TEST_CASE("what goes wrong on the writing thread is thrown in the run, and later tasks are refused with it")
{
    ScratchFolder const folder;
    RunLayout layout;
    layout.path = folder / "a.h5";
    RunWriter writer(layout);
    writer.push(0, [](RunFile&) { refuse_file("disk", "is full", ""); });
    CHECK_THROWS_WITH(writer.finish([](RunFile& file) { file.finish(Finish::complete, {}); }), Contains("is full"));
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
}

TEST_CASE("a writer keeps the order of its tasks and does not let more than it can hold wait")
{
    ScratchFolder const folder;
    RunLayout layout;
    layout.path = folder / "a.h5";
    RunWriter writer(layout);
    std::vector<int> order;
    for (int i = 0; i < 50; ++i) writer.push(40 << 20, [&order, i](RunFile&) { order.push_back(i); });
    writer.finish([&order](RunFile& file) {
        order.push_back(50);
        file.finish(Finish::complete, {});
    });
    REQUIRE(order.size() == 51);
    CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("the provenance says all that is needed to run again")
{
    ScratchFolder const folder;
    record(market::scenario("", {{"seed", "12"}, {"record.measures", "[slow]"}}), folder / "a.h5");
    ResultReader const file(folder / "a.h5");
    StoredRun const run = read_stored_run(file, folder / "a.h5");
    CHECK(run.model == "market");
    CHECK(run.model_version == "3");
    CHECK(run.scenario_text == market::scenario().source_text);
    REQUIRE(run.overrides.size() == 2);
    CHECK(run.overrides[1].path == "record.measures");
    CHECK(run.overrides[1].value == "[slow]");
    CHECK(run.replicate == 7);
    CHECK(file.integer("/provenance", "seed") == 12);
    CHECK(file.text("/provenance", "finished")->size() == std::string("2020-01-01T00:00:00Z").size());
    CHECK(file.number("/provenance", "wall_time") >= 0.0);
}
