#include "engine/base/message.hpp"
#include "engine/experiment/folder/company.hpp"
#include "engine/record/provenance.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace tianji;

namespace {

// Of this process, so alive; a number that no process has is that of a dead one.
void claim(SweepFolder const& folder, std::string const& name, long process = ::getpid(), std::string const& job = "")
{
    std::filesystem::create_directories(folder.claims());
    std::ofstream(claim_of(folder, name)) << host_name() << ' ' << process << " 2026-01-01T00:00:00Z " << job << '\n';
}

constexpr long nobody = 99999999;

} // namespace

TEST_CASE("the name of a task says which runs it makes")
{
    CHECK(name_of({3, 20}) == "task-20-3");
    REQUIRE(task_named("task-20-3"));
    CHECK(task_named("task-20-3")->index == 3);
    CHECK(task_named("task-20-3")->bundle == 20);
    for (char const* other : {"sweep", "submission", "task-", "task-3", "task-3-", "task-3-x", "task-3-4x"})
        CHECK_FALSE(task_named(other));
}

TEST_CASE("tasks may work beside tasks and everybody else alone")
{
    ScratchFolder const scratch;
    SweepFolder const folder{scratch / "s"};
    claim(folder, "task-20-3");
    CHECK_NOTHROW(refuse_company(folder, "task-20-4"));
    CHECK_THROWS_WITH(refuse_company(folder, name_of_sweep), Catch::Contains("somebody is working in this folder"));
    CHECK_THROWS_AS(refuse_company(folder, name_of_submission), InvalidInput);
    claim(folder, name_of_sweep);
    CHECK_THROWS_AS(refuse_company(folder, "task-20-4"), InvalidInput);
}

TEST_CASE("whoever is dead is no company")
{
    ScratchFolder const scratch;
    SweepFolder const folder{scratch / "s"};
    claim(folder, "task-20-3", nobody, "17_3");
    CHECK_NOTHROW(refuse_company(folder, name_of_sweep));
    auto const claimants = claimants_in(folder);
    REQUIRE(claimants.size() == 1);
    CHECK(claimants[0].name == "task-20-3");
    CHECK(claimants[0].job == "17_3");
    CHECK_FALSE(claimants[0].is_alive);
}

TEST_CASE("whoever is dead and not yet buried by its parent is no company")
{
    ScratchFolder const scratch;
    SweepFolder const folder{scratch / "s"};
    pid_t const child = ::fork();
    if (child == 0) ::_exit(0);
    siginfo_t ended{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) == 0); // dead, and left as it is
    claim(folder, name_of_sweep, child);
    CHECK_NOTHROW(refuse_company(folder, "task-20-4"));
    CHECK_NOTHROW(FolderClaim(claim_of(folder, name_of_sweep)));
    ::waitpid(child, nullptr, 0);
}

TEST_CASE("a claim says which element of an array made it, and goes with who made it")
{
    ScratchFolder const scratch;
    SweepFolder const folder{scratch / "s"};
    std::filesystem::create_directories(folder.claims());
    {
        FolderClaim const own(claim_of(folder, "task-1-5"), "17_5");
        FolderClaim const other(claim_of(folder, "task-1-6"));
        auto const claimants = claimants_in(folder);
        REQUIRE(claimants.size() == 2);
        CHECK(claimants[0].job == "17_5");
        CHECK(claimants[0].is_alive);
        CHECK(claimants[1].job.empty());
        CHECK_NOTHROW(refuse_company(folder, "task-1-5"));
        CHECK_THROWS_AS(FolderClaim(claim_of(folder, "task-1-5")), InvalidInput);
    }
    CHECK(claimants_in(folder).empty());
}
