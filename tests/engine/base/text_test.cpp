#include "engine/base/text.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace tianji;

TEST_CASE("characters are code points, not bytes")
{
    CHECK(count_characters("企业 firm") == 7);
    CHECK(count_characters("") == 0);
    CHECK(characters("é𝄞") == U"é𝄞");
    CHECK(to_utf8(U"aé企𝄞") == "aé企𝄞");
}

TEST_CASE("the first byte that is not UTF-8 is found")
{
    CHECK_FALSE(first_invalid_utf8("揭榜挂帅, café, 𝄞"));
    CHECK(first_invalid_utf8("ab\xFFz") == 2u);
    CHECK(first_invalid_utf8("企\x80") == 3u);
    CHECK(first_invalid_utf8("a\xC0\xAF") == 1u);        // overlong
    CHECK(first_invalid_utf8("\xED\xA0\x80") == 0u);     // surrogate
    CHECK(first_invalid_utf8("\xE4\xBC") == 0u);         // cut off
    CHECK(first_invalid_utf8("\xF5\x80\x80\x80") == 0u); // beyond U+10FFFF
    CHECK(count_characters("a\xFFz") == 3);
}

TEST_CASE("the edit distance counts a swap of neighbours once, and Chinese characters as one each")
{
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("budget", "budget") == 0);
    CHECK(edit_distance("budgt", "budget") == 1);
    CHECK(edit_distance("bugdet", "budget") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("揭榜挂师", "揭榜挂帅") == 1);
    CHECK(edit_distance("", "企业") == 2);
}

TEST_CASE("the nearest word is offered, and none when nothing is near")
{
    std::vector<std::string> const words{"winners", "rule", "weights", "technologies", "open_bidding", "企业", "地区"};
    CHECK(nearest("winers", words) == "winners");
    CHECK(nearest("Open-Bidding", words) == "open_bidding");
    CHECK(nearest("tech", words) == "technologies");
    CHECK(nearest("企业业", words) == "企业");
    CHECK(nearest("地域", words) == "地区");
    CHECK_FALSE(nearest("colour", words));
    CHECK_FALSE(nearest("x", words));
    CHECK_FALSE(nearest("w", words)); // fits two
    CHECK(did_you_mean("rul", words) == "did you mean 'rule'");
    CHECK(did_you_mean("zzz", words).empty());
}

TEST_CASE("of two equally near words the first is offered")
{
    CHECK(nearest("bat", std::vector<std::string>{"cat", "hat"}) == "cat");
    CHECK(nearest("bat", std::vector<std::string>{"hat", "cat"}) == "hat");
}
