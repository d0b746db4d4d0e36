// A file under its provisional name belongs to one run, and what is there already is never written into.
#include "engine/base/message.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/part_file.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace tianji;
using Catch::Contains;

namespace {

std::string text_of(std::filesystem::path const& path)
{
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void write(std::filesystem::path const& path, char const* text) { std::ofstream(path) << text; }

} // namespace

TEST_CASE("what a killed run left under the provisional name is removed, not written into")
{
    ScratchFolder const folder;
    write(folder / "a.h5.part", "left");
    std::filesystem::create_hard_link(folder / "a.h5.part", folder / "kept");
    PartFile const part(folder / "a.h5", Overwrite::no);
    CHECK(part.path() == folder / "a.h5.part");
    CHECK(std::filesystem::file_size(part.path()) == 0);
    CHECK(text_of(folder / "kept") == "left");
}

TEST_CASE("a file belongs to one run until it has its name")
{
    ScratchFolder const folder;
    PartFile first(folder / "a.h5", Overwrite::no);
    CHECK_THROWS_WITH(PartFile(folder / "a.h5", Overwrite::yes), Contains("another run is writing this file"));
    first.rename(Overwrite::no);
    CHECK_NOTHROW(PartFile(folder / "a.h5", Overwrite::yes));
}

TEST_CASE("who finds another file in place of its own says so and takes nothing away")
{
    ScratchFolder const folder;
    PartFile first(folder / "a.h5", Overwrite::yes);
    std::filesystem::remove(folder / "a.h5.part");
    CHECK_THROWS_WITH(first.validate_ours(), Contains("the file of this run is gone"));
    PartFile second(folder / "a.h5", Overwrite::yes);
    CHECK_THROWS_WITH(first.rename(Overwrite::yes), Contains("the file of this run is gone"));
    CHECK_NOTHROW(second.rename(Overwrite::yes));
    CHECK(std::filesystem::exists(folder / "a.h5"));
}

TEST_CASE("a result that appeared during the run is not replaced unasked")
{
    ScratchFolder const folder;
    PartFile part(folder / "a.h5", Overwrite::no);
    write(folder / "a.h5", "precious");
    CHECK_THROWS_WITH(part.rename(Overwrite::no), Contains("it appeared during the run") && Contains("a.h5.part"));
    CHECK(text_of(folder / "a.h5") == "precious");
    CHECK(std::filesystem::exists(folder / "a.h5.part"));
}

TEST_CASE("an output is no input under any name, and nothing but a regular file")
{
    ScratchFolder const folder;
    write(folder / "in.yaml", "input");
    std::filesystem::create_symlink(folder / "in.yaml", folder / "soft");
    std::filesystem::create_hard_link(folder / "in.yaml", folder / "hard.part");
    std::vector<std::filesystem::path> const inputs{folder / "in.yaml", folder / "missing.csv"};
    for (char const* name : {"in.yaml", "soft", "hard"})
        CHECK_THROWS_WITH(validate_output(folder / name, Overwrite::yes, inputs), Contains("it is an input"));
    CHECK_NOTHROW(validate_output(folder / "out.h5", Overwrite::yes, inputs));
    CHECK_THROWS_WITH(validate_output(folder / "soft", Overwrite::yes), Contains("a symbolic link has this name"));
    ::mkfifo((folder / "pipe").c_str(), 0600);
    CHECK_THROWS_WITH(validate_output(folder / "pipe", Overwrite::yes), Contains("not a regular file"));
    CHECK_THROWS_WITH(validate_output("", Overwrite::yes), Contains("needs a file name"));
}
