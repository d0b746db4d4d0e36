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

TEST_CASE("a word is quoted where a shell would not take it as it is")
{
    CHECK(as_typed(std::string("results/first-2.h5")) == "results/first-2.h5");
    CHECK(as_typed(std::string("we ird;$(touch X)/sw")) == "'we ird;$(touch X)/sw'");
    CHECK(as_typed(std::string("it's")) == "'it'\\''s'");
    CHECK(as_typed(std::string()) == "''");
}
