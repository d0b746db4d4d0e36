#include "engine/experiment/design/factor.hpp"
#include "engine/scenario/yaml.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <string>

using namespace tianji;

namespace {

struct ReadFactor {
    Factor factor;
    std::vector<Problem> problems;
};

ReadFactor read(std::string const& value)
{
    Node const root = parse_yaml("tree.height: " + value + "\n", "x.yaml");
    ReadFactor read;
    read.factor = read_factor(root.children[0], read.problems);
    return read;
}

std::string refusal(std::string const& value)
{
    auto const problems = read(value).problems;
    return problems.size() == 1 ? to_string(problems[0]) : std::to_string(problems.size()) + " problems";
}

} // namespace

TEST_CASE("a list has its levels in order, each for an equal share of the unit interval")
{
    Factor const factor = read("[2, {a: 1, b: [x, \"y, z\"]}, quarter]").factor;
    CHECK(factor.path == "tree.height");
    CHECK_FALSE(factor.is_range());
    CHECK(factor.levels == std::vector<std::string>{"2", "{a: 1, b: [x, \"y, z\"]}", "quarter"});
    CHECK(factor.at(0.0) == "2");
    CHECK(factor.at(0.34) == factor.levels[1]);
    CHECK(factor.at(0.99) == "quarter");
    CHECK(factor.at(1.0) == "quarter");
}

TEST_CASE("a range is walked evenly along its scale, from its very beginning to its very end")
{
    Factor const linear = read("{min: 1, max: 3}").factor;
    CHECK(linear.at(0.0) == "1");
    CHECK(linear.at(0.25) == "1.5");
    CHECK(linear.at(1.0) == "3");
    Factor const log = read("{min: 0.5, max: 8, scale: log}").factor;
    CHECK(log.at(0.0) == "0.5");
    CHECK(std::stod(log.at(0.5)) == Approx(2.0).epsilon(1e-12)); // the geometric mean
    CHECK(log.at(1.0) == "8");
    Factor const whole = read("{min: 2, max: 5, whole: true}").factor;
    CHECK(whole.at(0.1) == "2");
    CHECK(whole.at(0.5) == "4"); // 3.5 rounded up
}

TEST_CASE("whole numbers of a range are equally likely, the ends too")
{
    auto const counted = [](Factor const& factor) {
        std::map<std::string, int> counts;
        for (int i = 0; i < 1200; ++i) ++counts[factor.at((i + 0.5) / 1200)];
        return counts;
    };
    for (auto const& [value, count] : counted(read("{min: 2, max: 5, whole: true}").factor)) {
        INFO(value);
        CHECK(count == 300);
    }
    CHECK(counted(read("{min: 2, max: 5, whole: true}").factor).size() == 4);
    // Along the logarithm each has the share of its own unit: 1 that of 0.5 to 1.5 among 0.5 to 4.5.
    auto const logarithmic = counted(read("{min: 1, max: 4, whole: true, scale: log}").factor);
    CHECK(logarithmic.size() == 4);
    CHECK(logarithmic.at("1") == Approx(1200 * std::log(3.0) / std::log(9.0)).margin(1));
    CHECK(logarithmic.at("4") == Approx(1200 * std::log(4.5 / 3.5) / std::log(9.0)).margin(1));
    CHECK(read("{min: 2, max: 5, whole: true}").factor.at(0.0) == "2");
    CHECK(read("{min: 2, max: 5, whole: true}").factor.at(1.0) == "5");
}

TEST_CASE("a path is within another if it is that or a part of it")
{
    CHECK(is_within("a.b", "a.b"));
    CHECK(is_within("a.b.c", "a.b"));
    CHECK_FALSE(is_within("a.bc", "a.b"));
    CHECK_FALSE(is_within("a", "a.b"));
}

TEST_CASE("a factor that cannot vary or cannot be read is refused where it stands")
{
    CHECK(refusal("[]") == "x.yaml:1:1: 'tree.height' has no level (a factor that has one value changes nothing)");
    CHECK(refusal("[3]") ==
          "x.yaml:1:1: 'tree.height' has one level (a factor that has one value changes nothing) write "
          "it into the policies or the base?");
    CHECK(refusal("[3, 4, 3]") == "x.yaml:1:21: 'tree.height' has the level 3 twice (each level is one design point)");
    CHECK(refusal("{min: 2, max: 2}") ==
          "x.yaml:1:28: the range is from 2 to 2 (a factor of one value changes nothing)");
    CHECK(refusal("{min: 3, max: 2}") == "x.yaml:1:28: the range is from 3 to 2 (max is less than min)");
    CHECK(refusal("{min: 0, max: 2, scale: log}") == "x.yaml:1:20: 'min' is 0 (a logarithmic scale is above zero)");
    CHECK(refusal("{min: 0.5, max: 4.25, whole: true}") == "2 problems");
    CHECK(refusal("{min: 0.75, max: 4, whole: true}") ==
          "x.yaml:1:20: 'min' is 0.75 (with 'whole' both ends are whole numbers) 1?");
    CHECK(refusal("{min: 0}") == "x.yaml:1:1: missing key 'max' (the largest value)");
    CHECK(refusal("7") == "x.yaml:1:14: 'tree.height' is '7' (a factor is a list of levels or a range) [2, 3, 5] or "
                          "{min: 0.5, max: 2}?");
}
