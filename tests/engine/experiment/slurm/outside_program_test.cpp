#include "engine/experiment/slurm/outside_program.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("what another program says and how it ends is heard")
{
    auto const answer = call({"sh", "-c", "echo \"$1\"; echo trouble >&2; exit 3", "sh", "a 'b' c"});
    REQUIRE(answer);
    CHECK(answer->status == 3);
    CHECK(answer->out == "a 'b' c\n");
    CHECK(answer->errors == "trouble\n");
}

TEST_CASE("a program that says much, reads, or is killed keeps nobody waiting")
{
    auto const much = call({"sh", "-c", "cat; i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i + 1)); done"});
    REQUIRE(much);
    CHECK(much->out.size() == 220000);
    auto const killed = call({"sh", "-c", "kill -9 $$"});
    REQUIRE(killed);
    CHECK(killed->status == 137);
}

TEST_CASE("a program that is not on the PATH is told from one that fails")
{
    CHECK_FALSE(call({"a program that nobody has"}));
    CHECK(call({"false"}));
    CHECK(call({"/dev/null"})->status == 127);
}

TEST_CASE("the words of an answer are one line")
{
    CHECK(words_of({1, "out\n", "error: no\n  such account\n"}) == "error: no;   such account");
    CHECK(words_of({1, "out\n", ""}) == "out");
    CHECK(words_of({4, "", ""}) == "it ended with status 4");
}
