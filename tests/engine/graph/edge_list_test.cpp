#include "engine/base/message.hpp"
#include "engine/graph/edge_list.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

using namespace tianji;

namespace {

struct TemporaryFile {
    explicit TemporaryFile(std::string_view text) { std::ofstream(path) << text; }
    ~TemporaryFile() { std::filesystem::remove(path); }
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("tianji_" + std::to_string(::getpid()) + "_edge_list_test.csv");
};

std::vector<std::string_view> const names{"alpha", "beta", "gamma"};

std::vector<std::string> problems_of(std::string_view text, EdgeListColumns const& columns)
{
    TemporaryFile const file(text);
    try {
        read_edge_list(file.path, columns, VertexKeys(names));
    } catch (InvalidInput const& error) {
        std::vector<std::string> lines;
        for (Problem const& problem : error.problems())
            lines.push_back(to_string(problem).substr(file.path.string().size()));
        return lines;
    }
    return {};
}

} // namespace

TEST_CASE("ties are read from the columns named, keys become vertices")
{
    TemporaryFile const file("kind,to,from,year,w\nlab,beta,alpha,2015,2.5\nfirm,alpha,gamma,-3,1\n");
    auto const ties =
        read_edge_list(file.path, {"from", "to", "w", "year", "kind", {"firm", "lab"}}, VertexKeys(names));
    CHECK(ties == std::vector<Tie>{{0, 1, 2.5f, 2015, 1}, {2, 0, 1, -3, 0}});
    CHECK(read_edge_list(file.path, {"from", "to"}, VertexKeys(names)) == std::vector<Tie>{{0, 1}, {2, 0}});
}

TEST_CASE("unknown keys, self-ties and repeated ties are refused with their place")
{
    CHECK(problems_of("a,b\nalpha,beta\nalpha,delta\ngamma,gamma\nbeta,alpha\n,beta\n",
                      {.a = "a", .b = "b", .vertex_word = "organisation"}) ==
          std::vector<std::string>{":3:7: unknown organisation 'delta' (it is none of the 3 known)",
                                   ":4:7: organisation tied to itself (a tie joins two)",
                                   ":5:1: the same tie again (it stands in line 2 already)",
                                   ":6:1: empty cell in column 'a' (every row needs a value here)"});
    CHECK(problems_of("a,b,w\nalpha,beta,x\n", {"a", "b", "w"}) ==
          std::vector<std::string>{":2:12: 'x' is not a number (digits with a decimal point, as in 0.25 or 2.5e-3)"});
    CHECK(problems_of("a,c\nalpha,beta\n", {"a", "b"}) ==
          std::vector<std::string>{":1: column 'b' is missing (the header has: a, c)"});
}

TEST_CASE("weights are above 0")
{
    CHECK(problems_of("a,b,w\nalpha,beta,0\nbeta,gamma,-1.5\nalpha,gamma,1e-300\n", {"a", "b", "w"}) ==
          std::vector<std::string>{":2:12: 0 is out of range (must be above 0 and at most 3.4028234663852886e+38)",
                                   ":3:12: -1.5 is out of range (must be above 0 and at most 3.4028234663852886e+38)",
                                   ":4:13: weight 1e-300 is too small (it becomes 0 in single precision)"});
}

TEST_CASE("the same pair may be tied once per kind")
{
    std::string_view const text = "a,b,k\nalpha,beta,x\nbeta,alpha,y\n";
    CHECK(problems_of(text, {.a = "a", .b = "b", .kind = "k", .kinds = {"x", "y"}}).empty());
    CHECK(problems_of(text, {.a = "a", .b = "b"}).size() == 1);
}
