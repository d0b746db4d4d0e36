#include "engine/base/text_table.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("columns are as wide as their widest word, the first flush left")
{
    CHECK(in_columns({{"policy", "mean"}, {"赛马制", "12.5"}, {"a", "… 1234"}}) ==
          std::vector<std::string>{"  policy    mean", "  赛马制       12.5", "  a       … 1234"});
}

TEST_CASE("a line does not end in spaces")
{
    CHECK(in_columns({{"long name", "x"}, {"b", ""}}) == std::vector<std::string>{"  long name  x", "  b"});
    CHECK(in_columns({}).empty());
}
