#include "engine/base/look_alikes.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("characters that look like others are found and named")
{
    auto const colon = first_look_alike("企业：a");
    REQUIRE(colon);
    CHECK(colon->offset == 6);
    CHECK(colon->what.meant == ":");
    CHECK(to_string(colon->what) == "a full-width colon '：' (U+FF1A)");
    CHECK_FALSE(first_look_alike("企业: a, {b}"));
    CHECK(look_alike_in("企业") == "");
    CHECK(look_alike_in("5％") == "'％' is a full-width percent sign, U+FF05; write '%'");
    CHECK(look_alike_in("a\u200B") == "it holds a zero-width space, U+200B");
}

TEST_CASE("what cannot be seen is told from what only looks like another")
{
    auto const found = first_invisible("：\u00A0");
    REQUIRE(found);
    CHECK(found->offset == 3);
    CHECK(to_string(found->what) == "a no-break space (U+00A0)");
    CHECK_FALSE(found->what.is_visible());
    CHECK(first_invisible("\uFEFF")->what.name == "a byte-order mark");
    CHECK_FALSE(first_invisible("a b：，"));
}
