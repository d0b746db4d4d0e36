#include "engine/scenario/yaml.hpp"
#include "tests/engine/scenario/problems.hpp"

#include <filesystem>
#include <fstream>
#include <random>

using namespace tianji;

namespace {

Problem refusal(std::string const& text)
{
    INFO(text.substr(0, 200));
    return problem_of([&] { parse_yaml(text, "a.yaml"); });
}

std::string repeated(std::string_view piece, std::size_t bytes)
{
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
}

} // namespace

TEST_CASE("a document becomes a tree in the order of the file, with lines and columns from 1")
{
    Node const root = parse_yaml("b: 1\na:\n  - x\n  - {c: 'two', d: ~}\n", "a.yaml");
    REQUIRE(root.kind == Node::Kind::map);
    REQUIRE(root.children.size() == 2);
    CHECK(root.children[0].key == "b");
    CHECK(root.children[0].where.line == 1);
    CHECK(root.children[0].where.column == 4);
    CHECK(root.children[1].key_where.line == 2);
    Node const* two = find_path(root, "a.1.c");
    REQUIRE(two);
    CHECK(two->text == "two");
    CHECK(two->quoted);
    CHECK(two->where.line == 4);
    CHECK(two->where.column == 9);
    CHECK(find_path(root, "a.1.d")->kind == Node::Kind::null);
    CHECK(find_path(root, "a.1.d")->text == "~");
    CHECK(find_path(root, "a.7") == nullptr);
    CHECK(find_path(parse_yaml("[b: 1, {c}]", "a.yaml"), "0.b")->text == "1");
}

TEST_CASE("columns count characters, so Chinese text moves nothing")
{
    Node const root = parse_yaml("企业: {名称: 华为, 地区: 深圳}\n", "a.yaml");
    CHECK(find_path(root, "企业.地区")->key_where.column == 14);
    CHECK(find_path(root, "企业.地区")->where.column == 18);
    CHECK(place(refusal("企业: {名称: 1, 名称: 2}")) == "1:13");
}

TEST_CASE("a byte-order mark and Windows line ends are tolerated")
{
    Node const root = parse_yaml("\xEF\xBB\xBF"
                                 "a: x\r\nb: |\r\n  one\r\n  two\r\n",
                                 "a.yaml");
    CHECK(root.find("a")->text == "x");
    CHECK(root.find("a")->where.column == 4);
    CHECK(root.find("b")->text == "one\ntwo\n");
    CHECK(root.find("b")->quoted);
}

TEST_CASE("a null that is written differs from a value that is missing")
{
    Node const root = parse_yaml("a: ~\nb: null\nc:\nnullable: 1\nd:\n", "a.yaml");
    CHECK(root.find("a")->text == "~");
    CHECK(root.find("b")->text == "null");
    CHECK(root.find("c")->kind == Node::Kind::null);
    CHECK(root.find("c")->text.empty());
    CHECK(place_of(*root.find("c")).line == 3);
    CHECK(place_of(*root.find("d")).line == 5);
}

TEST_CASE("hostile or doubtful YAML is refused where it stands")
{
    struct Case {
        std::string text;
        std::string place;
        std::string problem;
    };
    std::vector<Case> const cases{
        {"a: 1\nb: 2\na: 3\n", "3:1", "the key 'a' stands here a second time"},
        {"x: {k: 1, k: 2}\n", "1:11", "the key 'k' stands here a second time"},
        {"a: 'open\nb: 2\n", "1:4", "the quote ' is not closed on its line"},
        {"a: \"open\nb: 2\n", "1:4", "the quote \" is not closed on its line"},
        {"a: [x, 'open\n]\n", "1:8", "the quote ' is not closed on its line"},
        {"a: 'open\nb: 'x'\n", "1:4", "the quote ' is not closed on its line"},
        {"a: 1\n---\nb: 2\n", "2:1", "a second document"},
        {"a: 1\n...\nrubbish\n", "3:1", "something after the end of the document"},
        {"{a: 1} xx\n", "1:8", "something after the end of the document"},
        {"{a: 1},\n", "1:7", "something after the end of the document"},
        {",a: x", "1:1", "something after the end of the document"},
        {"a: 1\n]\n", "2:1", "a closing bracket that closes nothing"},
        {"a: \"x\" y\n", "1:8", "something after a value that is complete"},
        {"a: [1] 2\n", "1:8", "something after a value that is complete"},
        {"a: &x 1\n", "1:4", "an anchor"},
        {"a: *x\n", "1:4", "an alias"},
        {"a: !!str 1\n", "1:4", "a tag"},
        {"a: ! 'x'\n", "1:4", "a tag"},
        {"a: !<x> {b: 1}\n", "1:4", "a tag"},
        {"? [a, b]\n: 1\n", "1:3", "a key that is no word"},
        {"? {a: b}\n: 1\n", "1:3", "a key that is no word"},
        {"~: 1\n", "1:1", "a key that is no word"},
        {"'': 1\n", "1:1", "a key that is no word"},
        {"<<: 1\n", "1:1", "the key '<<'"},
        {"%YAML 1.2\n---\na: 1\n", "1:1", "a line that begins with '%'"},
        {"a:\n\tb: 1\n", "2:1", "a tab in the indentation"},
        {"a:\n  \tb: 1\n", "2:3", "a tab in the indentation"},
        {std::string("a: 1\0\n", 6), "1:5", "a NUL character"},
        {"a: \"x\\0y\"\n", "1:4", "an escape that stands for no character"},
        {"a: \x04\n", "1:4", "the control character 0x04"},
        {"a: 1\rb: 2", "1:5", "the control character 0x0D"},
        {"企业: \xFF\n", "1:5", "byte 0xFF is not UTF-8"},
        {"\xFF\xFE"
         "a",
         "1:1", "byte 0xFF is not UTF-8"},
        {"", "0:0", "is empty"},
        {"# nothing\n\n  # here\n", "0:0", "is empty"},
        {"---\n", "0:0", "is empty"},
        {"~\n", "0:0", "is empty"},
        {"a: [1, 2\nb: 3\n", "1:4", "the '[' is not closed"},
        {"a: {b: 1\n", "1:4", "the '{' is not closed"},
        {"a: [{b: [1, 2}]\n", "1:14", "a closing bracket that closes nothing"},
        {"a: b: c\n", "1:5", "a ':' where no key can have a value"},
        {"a: 1\n b: 2\n", "2:3", "a ':' where no key can have a value"},
        {"a: x\n  y\n", "1:4", "text without quotes that goes over several lines"},
        {"a: - b\n", "1:4", "a '-' where no list can start"},
        {"a: @b\n", "1:4", "a character that cannot start a value"},
    };
    for (Case const& one : cases) {
        Problem const found = refusal(one.text);
        INFO(one.text);
        CHECK(found.problem == one.problem);
        CHECK(place(found) == one.place);
        CHECK(found.where.file == "a.yaml");
    }
}

TEST_CASE("a second key names the line of the first") { CHECK(refusal("a: 1\nb: 2\na: 3\n").why == "first in line 1"); }

TEST_CASE("a character that only looks like one of YAML's is named where it stands")
{
    struct Case {
        std::string text;
        std::string place;
        std::string problem;
    };
    std::vector<Case> const cases{
        {"a：1\nb: 2\n", "1:2", "a full-width colon '：' (U+FF1A)"},
        {"a: x\n企业： 1\nb: {c: 2}\n", "2:3", "a full-width colon '：' (U+FF1A)"},
        {"a: ｛b: 4｝\nc: 1\n", "1:4", "a full-width brace '｛' (U+FF5B)"},
        {"a: {b: 4｝\nc: 1\n", "1:9", "a full-width brace '｝' (U+FF5D)"},
        {"a: {b: 4，c: 5}\n", "1:9", "a full-width comma '，' (U+FF0C)"},
        {"a: {b: 'x，y'，c: 5}\n", "1:13", "a full-width comma '，' (U+FF0C)"},
        {"a: ［b: 4］\n", "1:4", "a full-width bracket '［' (U+FF3B)"},
        {"a: “b: c”\n", "1:4", "a curly quote '“' (U+201C)"},
        {"a: b ＃ c: d\n", "1:6", "a full-width number sign '＃' (U+FF03)"},
        {"－ a\n－ b\n", "1:1", "a full-width hyphen '－' (U+FF0D)"},
        {"a:\u00A05\nb: 1\n", "1:3", "a no-break space (U+00A0)"},
        {"b: 1\na:\u30005\n", "2:3", "an ideographic space (U+3000)"},
        {"a:\n  b: 1\n\u00A0 c: 2\n", "3:1", "a no-break space (U+00A0)"},
        {"a: 5\u200B\n", "1:5", "a zero-width space (U+200B)"},
        {"a\u200D: 5\n", "1:2", "a zero-width joiner (U+200D)"},
        {"a: 1\n\uFEFFb: 5\n", "2:1", "a byte-order mark (U+FEFF)"},
        {"a: [1, 2\u2060]\n", "1:9", "a word joiner (U+2060)"},
    };
    for (Case const& one : cases) {
        Problem const found = refusal(one.text);
        INFO(one.text);
        CHECK(found.problem == one.problem);
        CHECK(place(found) == one.place);
    }
    CHECK(refusal("a：1\nb: 2\n").suggestion == "write ': ', or put the text in quotes");
    CHECK(refusal("a: 5\u200B\n").suggestion == "delete it, or put the text in quotes");
    CHECK(refusal("a:\u00A05\n").suggestion == "write an ordinary blank, or put the text in quotes");
}

TEST_CASE("characters that look like YAML's are text in quotes, in comments and inside of text")
{
    Node const root = parse_yaml("a: '\u00A0：'\nb: 揭榜：甲，乙 # \u200B\nc: |\n  ｛\u00A0｝\n", "a.yaml");
    CHECK(root.find("a")->text == "\u00A0：");
    CHECK(root.find("b")->text == "揭榜：甲，乙");
    CHECK(root.find("c")->text == "｛\u00A0｝\n");
    CHECK(refusal("a: 揭榜：甲，乙\nb: 3: 4\n").problem == "a ':' where no key can have a value");
}

TEST_CASE("a comma before decimals is recognised between brackets, where it ends a value")
{
    auto const problems = problems_of([] { parse_yaml("a: {b: 0,03, c: 1,500, d: -0,03}\n", "a.yaml"); });
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].problem == "'0,03' is not one value");
    CHECK(place(problems[0]) == "1:8");
    CHECK(problems[0].suggestion == "did you mean 0.03");
    CHECK(problems[1].suggestion == "did you mean 1500 or 1.500");
    CHECK(problems[2].suggestion == "did you mean -0.03");
    CHECK(refusal("a: [0,03, 1]\n").problem == "'0,03' is not one value");
    CHECK(parse_yaml("a: [0,5]\nb: {1: 2,3: 4, x1,5}\n", "a.yaml").find("a")->children.size() == 2);
}

TEST_CASE("all refusals that leave the rest readable come together")
{
    auto const problems = problems_of([] { parse_yaml("a: &x 1\nb: !t 2\na: 3\n", "a.yaml"); });
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].problem == "an anchor");
    CHECK(problems[1].problem == "a tag");
    CHECK(place(problems[2]) == "3:1");
}

TEST_CASE("deep nesting is refused and 32 levels are not")
{
    std::string const open(32, '[');
    std::string const shut(32, ']');
    CHECK_NOTHROW(parse_yaml(open + "1" + shut, "a.yaml"));
    CHECK(refusal('[' + open + "1" + shut + ']').problem == "nested more than 32 levels deep");
    for (std::string_view piece : {"[", "{", "- ", "? ", "{a: ", "[a, ", "? - ", "{? "})
        CHECK(refusal(repeated(piece, 100'000)).problem == "nested more than 32 levels deep");
}

TEST_CASE("more values than a scenario can need are refused")
{
    CHECK(refusal("a: [" + repeated("1, ", 3 * most_nodes) + "1]").problem == "more than 200000 values");
}

TEST_CASE("an alias bomb is refused at its first alias or anchor")
{
    std::string bomb = "a: &a [x, x]\n";
    for (char c = 'b'; c < 'z'; ++c)
        bomb += std::string(1, c) + ": &" + c + " [*" + char(c - 1) + ", *" + char(c - 1) + "]\n";
    auto const problems = problems_of([&] { parse_yaml(bomb, "a.yaml"); });
    CHECK(problems.front().problem == "an anchor");
}

TEST_CASE("missing, unreadable and oversized files are refused by name")
{
    auto const folder = std::filesystem::temp_directory_path() / "tianji_yaml_test";
    std::filesystem::create_directories(folder);
    CHECK(problem_of([&] { read_yaml(folder / "none.yaml"); }).problem == "does not exist");
    CHECK(problem_of([&] { read_yaml(folder); }).problem == "is a folder");
    CHECK(problem_of([&] { read_yaml("/dev/null"); }).problem == "is no ordinary file");
    auto const large = folder / "large.yaml";
    std::ofstream(large) << "a: 1\n";
    std::filesystem::resize_file(large, 100'000'000); // sparse: reading it would find NULs, its size is told first
    Problem const found = problem_of([&] { read_yaml(large); });
    CHECK(found.problem == "is 100000000 bytes long");
    CHECK(found.where.file == large.string());
    std::filesystem::remove_all(folder);
}

TEST_CASE("text that is too long is refused without a file too")
{
    CHECK(refusal(std::string(5'000'000, 'a')).problem == "is 5000000 bytes long");
}

TEST_CASE("no mutation of a document hangs or crashes the reader")
{
    std::string const seed = "a: {b: [1, 'x', \"y\\n\"], c: ~}\n企业:\n  - name: |\n      text\n    v: 2 # c\n  - z\n";
    std::string const pieces = "'\"[]{},:-?#&*!|>%@`\n\t ~a1\\\xE4\xBC";
    std::mt19937 random(1);
    std::size_t read = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = seed;
        for (auto edits = random() % 6 + 1; edits > 0; --edits) {
            std::size_t const at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 5);
            else
                text.insert(at, 1, pieces[random() % pieces.size()]);
            if (text.empty()) text.assign(1, pieces[0]);
        }
        try {
            read += parse_yaml(text, "a.yaml").kind != Node::Kind::null;
        } catch (InvalidInput const& error) {
            REQUIRE_FALSE(error.problems().empty());
        }
    }
    CHECK(read > 100);
}
