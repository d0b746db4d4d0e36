#include "engine/base/message.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("a message has one grammar: file:line:column: problem (why) suggestion?")
{
    Problem const problem{{"a.yaml", 3, 7}, "unknown key 'budgt'", "it would be ignored", "did you mean 'budget'"};
    CHECK(to_string(problem) == "a.yaml:3:7: unknown key 'budgt' (it would be ignored) did you mean 'budget'?");
}

TEST_CASE("parts of a message that are not known are left out")
{
    CHECK(to_string(Problem{{"a.yaml", 0, 0}, "is empty", "", ""}) == "a.yaml: is empty");
    CHECK(to_string(Problem{{}, "cannot write", "disk is full", ""}) == "cannot write (disk is full)");
}
