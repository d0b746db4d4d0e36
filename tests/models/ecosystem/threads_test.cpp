// The same bits for any number of threads, with and without a recorder.
#include "engine/record/provenance.hpp"
#include "engine/record/recorder.hpp"
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// The digest after every tick.
std::vector<std::uint64_t> digests_of(std::string const& path, Overrides const& overrides, Settings settings)
{
    Run run = prepare_file(path, overrides, settings);
    std::vector<std::uint64_t> digests;
    run.story.each_tick = [&](World const& world) { digests.push_back(world.digest()); };
    run.go();
    return digests;
}

// Runs in more than one block, so that threads have something to share.
Overrides const large{{"inputs.synthetic.firms", "1800"},
                      {"inputs.synthetic.latent", "800"},
                      {"inputs.synthetic.projects", "900"},
                      {"inputs.synthetic.topics_per_year", "40"},
                      {"calendar.ticks", "8"}};

// Ten thousand organisations: many bands of topics, many groups of firms.
Overrides const very_large{{"inputs.synthetic.firms", "9000"},
                           {"inputs.synthetic.universities", "500"},
                           {"inputs.synthetic.labs", "500"},
                           {"inputs.synthetic.latent", "1000"},
                           {"inputs.synthetic.projects", "1000"},
                           {"inputs.synthetic.topics_per_year", "100"},
                           {"calendar.ticks", "8"}};

} // namespace

TEST_CASE("The smoke scenario is the same run on 1, 2, 3 and 8 threads, divided wherever it can be")
{
    auto const alone = digests_of("scenarios/smoke.yaml", {}, {});
    REQUIRE(alone.size() == 24);
    CHECK(std::set<std::uint64_t>(alone.begin(), alone.end()).size() == 24);
    for (int threads : {1, 2, 3, 8}) {
        INFO(threads << " threads");
        CHECK(digests_of("scenarios/smoke.yaml", {}, {.threads = threads, .division = Division::always}) == alone);
    }
    CHECK(digests_of("scenarios/smoke.yaml", {}, {.threads = 2}) == alone);
}

TEST_CASE("A larger country, with many blocks of agents in each process, is the same run on 1, 2, 3 and 8 threads")
{
    Run const run = prepare_file("scenarios/smoke.yaml", large);
    REQUIRE(run.population<Organisations>().size() > 2048); // rows in a block where a process does not say otherwise
    REQUIRE(run.population<Projects>().size() > 256 * 3);
    auto const alone = digests_of("scenarios/smoke.yaml", large, {});
    for (int threads : {2, 3, 8}) {
        INFO(threads << " threads");
        CHECK(digests_of("scenarios/smoke.yaml", large, {.threads = threads, .division = Division::always}) == alone);
    }
}

TEST_CASE("Ten thousand organisations are the same run on any number of threads, audited, and after a restart")
{
    auto const alone = digests_of("scenarios/smoke.yaml", very_large, {});
    CHECK(digests_of("scenarios/smoke.yaml", very_large, {.threads = 3, .division = Division::always}) == alone);
    CHECK(digests_of("scenarios/smoke.yaml", very_large, {.threads = 2, .audit = Audit::yes}) == alone);
    Run first = prepare_file("scenarios/smoke.yaml", very_large);
    for (int tick = 0; tick < 5; ++tick) first.simulation->step();
    REQUIRE(first.population<Projects>().size() >= 1000);
    Run second = prepare_file("scenarios/smoke.yaml", very_large, {.threads = 2});
    second.simulation->restore(save_state(first.world()), 5, "test");
    CHECK(second.go().outcome.digest == prepare_file("scenarios/smoke.yaml", very_large).go().outcome.digest);
}

TEST_CASE("The audit changes nothing")
{
    CHECK(digests_of("scenarios/smoke.yaml", {}, {.audit = Audit::yes}) == digests_of("scenarios/smoke.yaml", {}, {}));
}

TEST_CASE("A recorder changes nothing")
{
    Run with = prepare_file("scenarios/smoke.yaml"), without = prepare_file("scenarios/smoke.yaml");
    auto const path = std::filesystem::temp_directory_path() / "tianji_ecosystem_recorder_test.h5";
    Recorder recorder(*with.simulation, with.scenario, provenance_of(with.scenario, {0, 1, "test"}), path,
                      Overwrite::yes);
    with.outcome = with.simulation->run(recorder);
    std::filesystem::remove(path);
    CHECK(with.outcome.digest == without.go().outcome.digest);
}

TEST_CASE("Another seed and another replicate are other runs")
{
    std::set<std::uint64_t> digests;
    Overrides const none;
    digests.insert(digests_of("scenarios/smoke.yaml", none, {}).back());
    digests.insert(digests_of("scenarios/smoke.yaml", none, {.replicate = 1}).back());
    digests.insert(digests_of("scenarios/smoke.yaml", {{"seed", "2"}}, {}).back());
    CHECK(digests.size() == 3);
}
