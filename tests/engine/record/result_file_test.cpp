#include "engine/base/contract.hpp"
#include "engine/base/message.hpp"
#include "engine/record/result_file.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/record/result_variable.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>

using namespace tianji;
using Catch::Contains;

namespace {

ResultFile create(std::filesystem::path const& path, Overwrite overwrite = Overwrite::no)
{
    return ResultFile::create(path, overwrite);
}

Problem refusal(std::filesystem::path const& path)
{
    try {
        create(path);
    } catch (InvalidInput const& refused) {
        return refused.problems().front();
    }
    return {};
}

// value(run, time, label), of which runs are appended.
VariableId add_cube(ResultFile& file, std::size_t times, std::size_t labels)
{
    file.add_unlimited_dimension("/", "run");
    file.add_dimension("/", "time", times);
    file.add_dimension("/", "label", labels);
    return file.add_variable("/", {"value", Storage::number, "1", "value", {"run", "time", "label"}, {}, {}});
}

} // namespace

TEST_CASE("what is appended is read back, whatever its storage")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/events", "event");
    VariableId const amount =
        file.add_variable("/events", {"amount", Storage::number, "million EUR", "amount", {"event"}, {}, {}});
    VariableId const seed = file.add_variable("/events", {"seed", Storage::integer, "1", "seed", {"event"}, {}, {}});
    VariableId const tick = file.add_variable("/events", {"tick", Storage::count, "tick", "tick", {"event"}, {}, {}});
    VariableId const kind =
        file.add_variable("/events", {"kind", Storage::code, "1", "kind", {"event"}, {"entry", "exit"}, {}});
    VariableId const won = file.add_variable("/events", {"won", Storage::flag, "1", "won", {"event"}, {}, {}});
    VariableId const name = file.add_variable("/events", {"name", Storage::text, "1", "name", {"event"}, {}, {}});
    file.append(amount, std::vector<double>{1.5, -2});
    file.append(seed, std::vector<std::int64_t>{std::int64_t{1} << 60, 2});
    file.append(tick, std::vector<std::int32_t>{3, 4});
    file.append(kind, std::vector<std::int32_t>{1, 0});
    file.append(won, std::vector<std::int8_t>{1, 0});
    file.append(name, std::vector<std::string>{"揭榜挂帅", ""});
    file.finish(Finish::complete);

    ResultReader const reader(folder / "a.h5");
    CHECK(reader.numbers("/events/amount") == std::vector<double>{1.5, -2});
    CHECK(reader.integers("/events/seed") == std::vector<std::int64_t>{std::int64_t{1} << 60, 2});
    CHECK(reader.integers("/events/tick") == std::vector<std::int64_t>{3, 4});
    CHECK(reader.integers("/events/kind") == std::vector<std::int64_t>{1, 0});
    CHECK(reader.integers("/events/won") == std::vector<std::int64_t>{1, 0});
    CHECK(reader.texts("/events/name") == std::vector<std::string>{"揭榜挂帅", ""});
}

TEST_CASE("rows keep their order over many chunks and flushes")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/", "tick");
    VariableId const value = file.add_variable("/", {"value", Storage::integer, "1", "value", {"tick"}, {}, {}});
    VariableId const label = file.add_variable("/", {"label", Storage::text, "1", "label", {"tick"}, {}, {}});
    std::vector<std::int64_t> expected;
    for (std::int64_t i = 0; i < 30'000; ++i) {
        file.append(value, i);
        file.append(label, std::to_string(i));
        expected.push_back(i);
        if (i % 4'999 == 0) file.flush();
    }
    file.finish(Finish::complete);
    ResultReader const reader(folder / "a.h5");
    CHECK(reader.integers("/value") == expected);
    CHECK(reader.texts("/label").at(29'999) == "29999");
}

TEST_CASE("a variable that was not written to the end is filled with unknown values")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/", "row");
    VariableId const full = file.add_variable("/", {"full", Storage::count, "1", "full", {"row"}, {}, {}});
    file.add_variable("/", {"number", Storage::number, "1", "never written", {"row"}, {}, {}});
    file.add_variable("/", {"text", Storage::text, "1", "never written", {"row"}, {}, {}});
    VariableId const part = file.add_variable("/", {"part", Storage::count, "1", "written in part", {"row"}, {}, {}});
    file.append(full, std::vector<std::int32_t>{1, 2, 3});
    file.append(part, 7);
    file.flush();
    file.append(part, 8);
    file.finish(Finish::complete);
    ResultReader const reader(folder / "a.h5");
    CHECK(reader.integers("/part") == std::vector<std::int64_t>{7, 8, -1});
    CHECK(reader.texts("/text") == std::vector<std::string>{"", "", ""});
    REQUIRE(reader.numbers("/number").size() == 3);
    CHECK(std::isnan(reader.numbers("/number")[2]));
}

TEST_CASE("rows can be replaced")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/", "row");
    VariableId const died = file.add_variable("/", {"died", Storage::count, "tick", "died", {"row"}, {}, {}});
    file.append(died, std::vector<std::int32_t>{-1, -1, -1});
    std::vector<std::int32_t> const later = {4, 5};
    file.replace<std::int32_t>(died, 1, later);
    file.append(died, 6);
    file.finish(Finish::complete);
    CHECK(ResultReader(folder / "a.h5").integers("/died") == std::vector<std::int64_t>{-1, 4, 5, 6});
}

TEST_CASE("an unfinished file has no final name and says that it is incomplete")
{
    ScratchFolder const folder;
    {
        ResultFile file = create(folder / "a.h5");
        CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
        CHECK(file.part_path() == folder / "a.h5.part");
    }
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    CHECK(ResultReader(folder / "a.h5.part").text("/", "status") == "incomplete");
}

TEST_CASE("a finished file says how it ended and leaves no part behind")
{
    ScratchFolder const folder;
    create(folder / "a.h5").finish(Finish::complete);
    create(folder / "b.h5").finish(Finish::interrupted);
    CHECK(ResultReader(folder / "a.h5").text("/", "status") == "complete");
    CHECK(ResultReader(folder / "b.h5").text("/", "status") == "interrupted");
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5.part"));
}

TEST_CASE("attributes keep their type, are replaced, and may be long")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    std::string const scenario(200'000, 'x');
    file.set_attribute("/provenance", "scenario", scenario);
    file.set_attribute("/provenance", "seed", 7);
    file.set_attribute("/provenance", "wall_time", 0.5);
    file.set_attribute("/provenance", "wall_time", 1.5);
    file.set_attribute("/provenance", "empty", "");
    file.finish(Finish::complete);
    ResultReader const reader(folder / "a.h5");
    CHECK(reader.text("/provenance", "scenario") == scenario);
    CHECK(reader.integer("/provenance", "seed") == 7);
    CHECK(reader.number("/provenance", "wall_time") == 1.5);
    CHECK(reader.text("/provenance", "empty") == "");
    CHECK_FALSE(reader.text("/provenance", "seed").has_value());
    CHECK_FALSE(reader.text("/nowhere", "seed").has_value());
    CHECK(reader.has("/provenance"));
    CHECK_FALSE(reader.has("/nowhere/else"));
}

TEST_CASE("an existing result is refused before anything is written")
{
    ScratchFolder const folder;
    std::ofstream(folder / "a.h5") << "precious";
    Problem const problem = refusal(folder / "a.h5");
    CHECK(problem.where.file == (folder / "a.h5").string());
    CHECK(problem.problem == "the result file exists");
    CHECK_THAT(problem.suggestion, Contains("--overwrite"));
    CHECK(std::filesystem::file_size(folder / "a.h5") == 8);
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5.part"));
}

TEST_CASE("an existing result is replaced on request, and only when the new one is finished")
{
    ScratchFolder const folder;
    std::ofstream(folder / "a.h5") << "old";
    ResultFile file = create(folder / "a.h5", Overwrite::yes);
    file.flush();
    CHECK(std::filesystem::file_size(folder / "a.h5") == 3);
    file.finish(Finish::complete);
    CHECK(ResultReader(folder / "a.h5").text("/", "status") == "complete");
}

TEST_CASE("a place where no file can be is refused with the reason")
{
    ScratchFolder const folder;
    CHECK_THAT(refusal(folder / "missing/a.h5").why, Contains("does not exist"));
    CHECK_THAT(refusal("/proc/a.h5").problem, Contains("cannot create the result file"));
    std::filesystem::create_directory(folder / "taken.h5");
    CHECK_THAT(refusal(folder / "taken.h5").why, Contains("folder"));
    std::ofstream(folder / "plain") << "x";
    CHECK_THAT(refusal(folder / "plain/a.h5").why, Contains("not a folder"));
}

TEST_CASE("a file that another run is writing is refused")
{
    ScratchFolder const folder;
    ResultFile const file = create(folder / "a.h5");
    CHECK(refusal(folder / "a.h5").problem == "another run is writing this file");
}

TEST_CASE("what breaks the layout is our error")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/", "row");
    file.add_dimension("/", "column", 2);
    VariableId const matrix =
        file.add_variable("/", {"matrix", Storage::number, "1", "matrix", {"row", "column"}, {}, {}});
    VariableId const fixed = file.add_variable("/", {"fixed", Storage::number, "1", "fixed", {"column"}, {}, {}});
    CHECK_THROWS_AS(file.append(matrix, std::vector<double>{1, 2, 3}), BrokenContract);
    CHECK_THROWS_AS(file.append(matrix, std::int32_t{1}), BrokenContract);
    CHECK_THROWS_AS(file.append(fixed, std::vector<double>{1, 2, 3}), BrokenContract);
    CHECK_THROWS_AS(file.add_variable("/", {"bare", Storage::number, "", "no unit", {"row"}, {}, {}}), BrokenContract);
    CHECK_THROWS_AS(file.add_variable("/", {"lost", Storage::number, "1", "no such axis", {"nowhere"}, {}, {}}),
                    BrokenContract);
    CHECK_THROWS_AS(file.add_variable("/", {"row", Storage::number, "1", "too late", {"row"}, {}, {}}), BrokenContract);
    CHECK_THROWS_AS(file.add_variable("/", {"odd", Storage::code, "1", "no meanings", {"row"}, {}, {}}),
                    BrokenContract);
}

TEST_CASE("a variable may have three dimensions, of which the first grows and the last runs fastest")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    VariableId const value = add_cube(file, 2, 3);
    std::vector<double> expected;
    for (int run = 0; run < 5; ++run) {
        std::vector<double> row(6);
        for (std::size_t i = 0; i < 6; ++i) row[i] = run * 10 + static_cast<double>(i);
        file.append(value, row);
        expected.insert(expected.end(), row.begin(), row.end());
        if (run == 2) file.flush();
    }
    std::vector<double> const failed(6, -1);
    file.replace<double>(value, 1, failed);
    std::copy(failed.begin(), failed.end(), expected.begin() + 6);
    CHECK_THROWS_AS(file.append(value, std::vector<double>{1, 2, 3}), BrokenContract);
    file.finish(Finish::complete);

    ResultReader const reader(folder / "a.h5");
    std::size_t width = 0;
    CHECK(reader.matrix("/value", width) == expected);
    CHECK(width == 6);
    CHECK(reader.measures() == std::vector<std::string>{"/value"});
    CHECK_THROWS_AS(reader.numbers("/value"), InvalidInput);
}

TEST_CASE("a row larger than a chunk may be is cut along the axes that run slowest")
{
    CHECK(hdf5::chunk_of({0, 1000, 300}, 1, 8) == hdf5::Sizes{1, 436, 300}); // 1 MiB holds 131,072 numbers
    CHECK(hdf5::chunk_of({0, 20, 200'000}, 1, 8) == hdf5::Sizes{1, 1, 131'072});
    CHECK(hdf5::chunk_of({0, 20, 30}, 16, 8) == hdf5::Sizes{16, 20, 30});
    CHECK(hdf5::chunk_of({0, 20, 0}, 16, 8) == hdf5::Sizes{16, 20, 1});
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    VariableId const value = add_cube(file, 1000, 300); // 2.4 MB a row
    std::vector<double> row(300'000);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<double>(i);
    file.append(value, row);
    file.append(value, row);
    file.finish(Finish::complete);
    std::size_t width = 0;
    std::vector<double> const read = ResultReader(folder / "a.h5").matrix("/value", width);
    CHECK(width == row.size());
    REQUIRE(read.size() == 2 * row.size());
    CHECK(std::equal(row.begin(), row.end(), read.begin() + static_cast<std::ptrdiff_t>(row.size())));
}

TEST_CASE("earlier rows of three dimensions are taken over, and refused where an axis has another length")
{
    ScratchFolder const folder;
    ResultFile earlier = create(folder / "earlier.h5");
    earlier.append(add_cube(earlier, 2, 3), std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    earlier.finish(Finish::complete);
    ResultReader const from(folder / "earlier.h5");

    ResultFile same = create(folder / "same.h5");
    add_cube(same, 2, 3);
    same.append_rows_of(from);
    same.finish(Finish::complete);
    std::size_t width = 0;
    CHECK(ResultReader(folder / "same.h5").matrix("/value", width) == from.matrix("/value", width));

    ResultFile turned = create(folder / "turned.h5"); // as many items in a row
    add_cube(turned, 3, 2);
    CHECK_THROWS_AS(turned.append_rows_of(from), InvalidInput);
}

TEST_CASE("only the first axis grows, and there are at most three")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_unlimited_dimension("/", "run");
    file.add_unlimited_dimension("/", "event");
    file.add_dimension("/", "time", 2);
    auto const add = [&](std::vector<std::string> const& dimensions) {
        file.add_variable("/", {"value", Storage::number, "1", "value", dimensions, {}, {}});
    };
    CHECK_THROWS_AS(add({"time", "run"}), BrokenContract);
    CHECK_THROWS_AS(add({"run", "time", "event"}), BrokenContract);
    CHECK_THROWS_AS(add({"run", "time", "time", "time"}), BrokenContract);
    CHECK_THROWS_AS(add({}), BrokenContract);
}

TEST_CASE("chunks of large data have 64 KiB to 1 MiB, chunks of small data are no larger than the data")
{
    CHECK(hdf5::rows_per_chunk(8, 0) == 8192);
    CHECK(hdf5::rows_per_chunk(8, 80) == 80);
    CHECK(hdf5::rows_per_chunk(8 * 600, 0) == 16);
    CHECK(hdf5::rows_per_chunk(8 * 100'000, 0) == 1);
}

TEST_CASE("a file that is no result is refused by the reader with the reason")
{
    ScratchFolder const folder;
    CHECK_THROWS_WITH(ResultReader(folder / "missing.h5"), Contains("does not exist"));
    std::ofstream(folder / "text.h5") << "not HDF5";
    CHECK_THROWS_WITH(ResultReader(folder / "text.h5"), Contains("not HDF5"));
    ResultFile file = create(folder / "old.h5");
    file.set_attribute("/", "format_version", 99);
    file.finish(Finish::complete);
    CHECK_THROWS_WITH(ResultReader(folder / "old.h5"), Contains("format version 99"));
}

TEST_CASE("a variable of another kind is refused by the reader")
{
    ScratchFolder const folder;
    ResultFile file = create(folder / "a.h5");
    file.add_dimension("/", "row", 1);
    file.append(file.add_variable("/", {"x", Storage::number, "1", "x", {"row"}, {}, {}}), 1.5);
    file.finish(Finish::complete);
    ResultReader const reader(folder / "a.h5");
    CHECK_THROWS_AS(reader.integers("/x"), InvalidInput);
    CHECK_THROWS_AS(reader.texts("/x"), InvalidInput);
    CHECK_THROWS_AS(reader.numbers("/y"), InvalidInput);
    CHECK_THROWS_AS(reader.numbers("/"), InvalidInput);
}
