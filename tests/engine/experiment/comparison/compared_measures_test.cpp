#include "engine/base/message.hpp"
#include "engine/experiment/comparison/compared_measures.hpp"
#include "tests/engine/experiment/coin_model.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace tianji;

namespace {

using Names = std::vector<std::string>;

Measure several(std::string const& name, std::size_t values)
{
    Measure measure{name, "1", "what " + name + " is", 1, "kind", {}, {}};
    for (std::size_t i = 0; i < values; ++i) measure.labels.push_back(std::to_string(i));
    return measure;
}

MeasureLayout const layout{{"gain", "1", "gained", 1, "", {}, {}},
                           several("share", 3),
                           several("ties", 300),
                           {"cost", "1", "paid", 1, "", {}, {}}};

Plan planned(std::string const& rest)
{
    return plan_of(
        read_experiment_text("tianji: 1\nexperiment: e\nbase: tests/engine/experiment/CMakeLists.txt\n" + rest,
                             "e.yaml", coins::base),
        coins::models());
}

Names compared(std::string const& rest, MeasureLayout const& from = layout)
{
    Names names;
    for (ComparedMeasure const& one : compared_measures({from}, planned(rest)).compared)
        names.push_back(one.measure.name + (one.is_exploratory ? "?" : ""));
    return names;
}

Names left_out(std::string const& rest, MeasureLayout const& from = layout)
{
    Names names;
    for (LeftOut const& one : compared_measures({from}, planned(rest)).left_out) names.push_back(one.name);
    return names;
}

std::string refusal(std::string const& rest)
{
    try {
        validate_measures(planned(rest), {layout});
    } catch (InvalidInput const& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("single numbers are compared, and what has several values is said to be left out")
{
    CHECK(compared("") == Names{"gain", "cost"});
    CHECK(left_out("") == Names{"share", "ties"});
    CHECK(left_out("record: {measures: [heads]}\n").empty()); // not recorded, or not asked for
}

TEST_CASE("the values of a measure are compared one by one where it is named, or where there is nothing else")
{
    ComparedMeasures const named = compared_measures({layout}, planned("primary: [gain, share]\n"));
    REQUIRE(named.compared.size() == 5);
    CHECK(named.compared[1].measure.name == "share.0");
    CHECK(named.compared[1].measure.meaning == "what share is; kind 0");
    CHECK(named.compared[1].source == "share");
    CHECK(named.compared[1].label == "0");
    CHECK(compared("", {several("share", 2)}) == Names{"share.0", "share.1"});
    CHECK(left_out("", {several("share", 2)}).empty());
}

TEST_CASE("a great number of values is compared one by one only")
{
    CHECK(compared("primary: [ties.7]\n") == Names{"ties.7", "gain?", "cost?"});
    CHECK(left_out("primary: [ties.7]\n") == Names{"share"});
    CHECK(left_out("", {several("ties", 300)}) == Names{"ties"});
}

TEST_CASE("primary measures come first, and the others are exploratory")
{
    CHECK(compared("primary: [cost]\n") == Names{"cost", "gain?"});
    CHECK(compared("primary: [share.2, cost]\n") == Names{"share.2", "cost", "gain?"});
}

TEST_CASE("values that only some runs have are compared too")
{
    auto const both = compared_measures({{several("share", 2)}, {several("share", 3)}}, planned(""));
    CHECK(both.compared.size() == 3);
}

TEST_CASE("an experiment that is about, or stops by, what is not compared is refused")
{
    CHECK(refusal("primary: [gain, share.1]\n").empty());
    CHECK(refusal("primary: [cst]\n") ==
          "e.yaml:4:11: primary: no measure 'cst' that is recorded and a single number (it "
          "is not among those that are compared) did you mean 'cost'?");
    CHECK(refusal("primary: [ties]\n") ==
          "e.yaml:4:11: primary: 'ties' has several values (each would be a comparison of "
          "its own) name one of them, as ties.LABEL?");
    std::string const until = "replicates: {min: 20, max: 25, until: {measure: NAME, half_width: 1}}\n";
    auto const stopping_by = [&](std::string const& name) {
        return refusal(std::string(until).replace(until.find("NAME"), 4, name));
    };
    CHECK(stopping_by("gain").empty());
    CHECK(stopping_by("share.2").empty());
    CHECK(stopping_by("share").find("e.yaml: replicates.until: 'share' has several values (one number tells when") ==
          0);
    CHECK(stopping_by("gan").find("no measure 'gan' that is recorded and a single number") != std::string::npos);
    CHECK(stopping_by("gan").find("did you mean 'gain'") != std::string::npos);
}
