#include "engine/base/shell_words.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace tianji;

TEST_CASE("a quoted word means itself to a shell")
{
    CHECK(shell_quoted("") == "''");
    CHECK(shell_quoted("a b $c") == "'a b $c'");
    CHECK(shell_quoted("it's") == "'it'\\''s'");
}

TEST_CASE("only words that need it are quoted")
{
    std::vector<std::string> const command{"tianji", "run", "a b.yaml", "--set", "name=''", "x=1", ""};
    CHECK(as_typed(command) == "tianji run 'a b.yaml' --set 'name='\\'''\\''' x=1 ''");
}
