// What is left when a run is killed or the disk is full, seen from outside: each case runs in a process of its own.
#include "engine/base/message.hpp"
#include "engine/record/result_file.hpp"
#include "engine/record/result_reader.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tianji;
using Catch::Contains;

namespace {

// Runs the body in a child that ends like a program, with its exit handlers; returns the wait status.
int in_child(std::function<void()> const& body)
{
    pid_t const child = ::fork();
    if (child == 0) {
        body();
        std::exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

std::vector<double> noise(std::size_t size)
{
    std::mt19937_64 random(1);
    std::vector<double> values(size);
    for (double& value : values) value = static_cast<double>(random());
    return values;
}

VariableId add_column(ResultFile& file)
{
    file.add_unlimited_dimension("/", "row");
    return file.add_variable("/", {"value", Storage::number, "1", "value", {"row"}, {}, {}});
}

} // namespace

TEST_CASE("a killed run leaves a readable file with every flushed row")
{
    ScratchFolder const folder;
    for (int extra_rows : {0, 1, 9'000, 100'000}) {
        int const status = in_child([&] {
            ResultFile file = ResultFile::create(folder / "a.h5", Overwrite::no);
            VariableId const value = add_column(file);
            file.flush();
            for (int flushes = 0; flushes < 5; ++flushes) {
                file.append(value, noise(3'000));
                file.flush();
            }
            file.append(value, noise(static_cast<std::size_t>(extra_rows)));
            ::kill(::getpid(), SIGKILL);
        });
        REQUIRE(WIFSIGNALED(status));
        ResultReader const reader(folder / "a.h5.part");
        CHECK(reader.text("/", "status") == "incomplete");
        CHECK(reader.numbers("/value").size() >= 15'000);
        CHECK(reader.numbers("/value").at(14'999) == noise(3'000).at(2'999));
        CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    }
}

TEST_CASE("a full disk is reported with its reason, ends the program cleanly and leaves nothing under the final name")
{
    ScratchFolder const folder;
    int const status = in_child([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit const limit = {200'000, 200'000}; // [byte] a file cannot grow beyond it
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            ResultFile file = ResultFile::create(folder / "a.h5", Overwrite::no);
            VariableId const value = add_column(file);
            for (int i = 0; i < 100; ++i) file.append(value, noise(3'000));
            file.finish(Finish::complete);
        } catch (InvalidInput const& failed) {
            std::ofstream(folder / "message") << failed.what();
        }
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
    std::stringstream message;
    message << std::ifstream(folder / "message").rdbuf();
    CHECK_THAT(message.str(),
               Contains("a.h5.part: cannot write") && Contains("File too large") && Contains("free some space"));
}
