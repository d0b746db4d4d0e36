#include "engine/scenario/elsewhere.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

namespace {

ParameterEntry entry(std::vector<std::string> path, std::string meaning = {})
{
    ParameterEntry one;
    one.path = std::move(path);
    one.meaning = std::move(meaning);
    return one;
}

std::vector<ParameterEntry> const all{entry({"seed"}),
                                      entry({"network"}),
                                      entry({"network", "agents"}),
                                      entry({"learning", "by_code"}, "follows (p2)"),
                                      entry({"programmes", "*", "call", "budget"}),
                                      entry({"treasuries", "*", "budget"})};

std::string meant(std::string_view key, std::vector<std::string> const& here = {})
{
    return did_you_mean_elsewhere(key, here, all);
}

} // namespace

TEST_CASE("a key in the wrong place is found where it belongs, as it can be typed")
{
    CHECK(meant("agents") == "did you mean 'network.agents'");
    CHECK(meant("p2") == "did you mean 'learning.by_code'");
    CHECK(meant("budget", {"programmes", "chips"}) ==
          "did you mean 'programmes.chips.call.budget' or 'treasuries.*.budget'");
    CHECK(meant("seed") == "");
    CHECK(meant("p") == "");
    CHECK(meant("agent") == "");
}
