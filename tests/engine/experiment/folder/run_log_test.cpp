#include "engine/base/message.hpp"
#include "engine/experiment/folder/run_log.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/stat.h>

using namespace tianji;

namespace {

RunRecord record(std::string id, std::vector<double> values)
{
    RunRecord record;
    record.id = std::move(id);
    record.seed = 7;
    record.digest = 0xFEDCBA9876543210;
    record.seconds = 0.25;
    record.ticks = static_cast<std::int64_t>(values.size());
    record.values = std::move(values);
    return record;
}

MeasureLayout const layout{{"heads", "1", "heads so far", 4, "side", {"left", "right"}, {}}};

} // namespace

TEST_CASE("what is entered in a log is read back")
{
    ScratchFolder const folder;
    {
        RunLog log(folder / "a.runs");
        log.set_layout(layout);
        log.append(record("one", {1.5, 2.5}));
        RunRecord failed;
        failed.id = "two";
        failed.status = RunStatus::failed;
        failed.words = "no luck\nat all";
        log.append(failed);
        log.sync();
    }
    RunLogContents const contents = read_run_log(folder / "a.runs");
    REQUIRE(contents.runs.size() == 2);
    CHECK_FALSE(contents.is_torn);
    REQUIRE(contents.layouts.size() == 1);
    CHECK(contents.layouts[0][0].name == "heads");
    CHECK(contents.layouts[0][0].cadence == 4);
    CHECK(contents.layouts[0][0].labels == std::vector<std::string>{"left", "right"});
    CHECK(contents.runs[0].head.values.empty());
    RunRecord const one = read_run(contents.runs[0]);
    CHECK(one.id == "one");
    CHECK(one.seed == 7);
    CHECK(one.digest == 0xFEDCBA9876543210);
    CHECK(one.seconds == 0.25);
    CHECK(one.values == std::vector<double>{1.5, 2.5});
    CHECK(contents.runs[1].head.status == RunStatus::failed);
    CHECK(contents.runs[1].head.words == "no luck\nat all");
}

TEST_CASE("a log that was cut anywhere has every record that was whole")
{
    ScratchFolder const folder;
    std::vector<std::uintmax_t> ends;
    {
        RunLog log(folder / "a.runs");
        ends.push_back(std::filesystem::file_size(folder / "a.runs"));
        for (char const* id : {"one", "two", "three"}) {
            log.append(record(id, {1.0, 2.0, 3.0}));
            ends.push_back(std::filesystem::file_size(folder / "a.runs"));
        }
    }
    for (std::uintmax_t size = 0; size <= ends.back(); ++size) {
        std::filesystem::copy_file(folder / "a.runs", folder / "b.runs",
                                   std::filesystem::copy_options::overwrite_existing);
        std::filesystem::resize_file(folder / "b.runs", size);
        std::size_t const whole =
            static_cast<std::size_t>(std::ranges::count_if(ends, [&](auto end) { return end <= size; }));
        RunLogContents const contents = read_run_log(folder / "b.runs");
        CHECK(contents.runs.size() == (whole > 0 ? whole - 1 : 0));
        CHECK(contents.is_torn == (std::ranges::find(ends, size) == ends.end()));
    }
}

TEST_CASE("a record that was damaged is not read, nor what follows it")
{
    ScratchFolder const folder;
    {
        RunLog log(folder / "a.runs");
        log.append(record("one", {1.0}));
        log.append(record("two", {2.0}));
    }
    RunLogContents const before = read_run_log(folder / "a.runs");
    {
        std::fstream file(folder / "a.runs", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(before.runs[1].offset + 20);
        file.put('!');
    }
    CHECK(read_run_log(folder / "a.runs").runs.size() == 1);
    CHECK_THROWS_AS(read_run(before.runs[1]), InvalidInput);
}

TEST_CASE("a log is found also when its writer has just given it its last name")
{
    ScratchFolder const folder;
    RunLog(folder / "a.runs.part").append(record("one", {1.0}));
    RunLogContents const before = read_run_log(folder / "a.runs.part");
    std::filesystem::rename(folder / "a.runs.part", folder / "a.runs");
    CHECK(read_run_log(folder / "a.runs.part").runs.size() == 1);
    REQUIRE(before.runs.size() == 1);
    CHECK(read_run(before.runs[0]).values == std::vector<double>{1.0});
    std::filesystem::remove(folder / "a.runs");
    CHECK_THROWS_WITH(read_run_log(folder / "a.runs.part"), Catch::Contains("cannot be read (No such file"));
}

TEST_CASE("a log can be read by its owner under any umask")
{
    ScratchFolder const folder;
    mode_t const before = ::umask(0777);
    RunLog(folder / "a.runs").append(record("one", {1.0}));
    ::umask(before);
    auto const may = std::filesystem::status(folder / "a.runs").permissions();
    CHECK((may & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a file that is no log, or is there already, is refused")
{
    ScratchFolder const folder;
    std::ofstream(folder / "a.runs") << "something else altogether";
    CHECK_THROWS_WITH(read_run_log(folder / "a.runs"), Catch::Contains("this is no log of runs"));
    CHECK_THROWS_WITH(RunLog(folder / "a.runs"), Catch::Contains("cannot write what was run (File exists)"));
}

TEST_CASE("many values take less room where they repeat themselves, and come back as they were")
{
    ScratchFolder const folder;
    std::vector<double> steps(200'000, std::numeric_limits<double>::quiet_NaN()), noise(200'000);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i % 1000 > 10) steps[i] = std::floor(static_cast<double>(i) / 1000.0);
        noise[i] = static_cast<double>(0x9E3779B97F4A7C15U * (i + 1) >> 12) * 0x1p-52;
    }
    RunLog log(folder / "a.runs");
    log.set_layout(layout);
    log.append(record("steps", steps));
    CHECK(std::filesystem::file_size(folder / "a.runs") < steps.size()); // a byte for eight
    log.append(record("noise", noise));
    RunLogContents const contents = read_run_log(folder / "a.runs");
    REQUIRE(contents.runs.size() == 2);
    std::vector<double> const back = read_run(contents.runs[0]).values;
    REQUIRE(back.size() == steps.size());
    CHECK(std::memcmp(back.data(), steps.data(), steps.size() * sizeof(double)) == 0);
    CHECK(read_run(contents.runs[1]).values == noise);
}
