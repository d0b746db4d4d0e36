#include "engine/scenario/binder.hpp"
#include "engine/scenario/calendar.hpp"
#include "engine/scenario/reference.hpp"
#include "engine/scenario/resolved.hpp"
#include "engine/scenario/schema_writer.hpp"
#include "engine/scenario/yaml.hpp"
#include "tests/engine/scenario/problems.hpp"

using namespace tianji;
using namespace std::chrono_literals;

namespace {

struct Subsidy {
    std::int64_t from = 0;
    std::int64_t until = -1;

    void declare(Parameters& p)
    {
        p.moment(from, {"from", "tick", "first tick with calls"}, range(0, 1000), Moment::begin);
        p.moment(until, {"until", "tick", "tick without calls; -1: none"}, range(-1, 1000), Moment::end);
    }
};

CalendarSettings const eight_quarters{2026y / std::chrono::January / 1, TickLength::quarter, 8};

Subsidy read(std::string const& text, CalendarSettings const& calendar = eight_quarters)
{
    Node root = parse_yaml(text, "a.yaml");
    Subsidy subsidy;
    Binder binder(root, ".", calendar);
    binder.visit(subsidy);
    binder.finish();
    return subsidy;
}

std::string refusal(std::string const& text, CalendarSettings const& calendar = eight_quarters)
{
    return to_string(problem_of([&] { read(text, calendar); }));
}

} // namespace

TEST_CASE("a point in time is a tick or a date on which one begins")
{
    CHECK(read("from: 3").from == 3);
    CHECK(read("from: 2026-10-01").from == 3);
    CHECK(read("from: 2026-10").from == 3);
    CHECK(read("from: 2026-Q4").from == 3);
    CHECK(read("from: 2026-01-01").from == 0);
    CHECK(read("until: 2027-Q4").until == 7);
    CHECK(read("until: -1").until == -1);
    CalendarSettings const weeks{2026y / std::chrono::January / 5, TickLength::week, 10};
    CHECK(read("from: 2026-01-19", weeks).from == 2);
}

TEST_CASE("what ends may end with the run, what begins begins within it")
{
    CHECK(read("until: 2028-01-01").until == 8);
    CHECK(refusal("from: 2028-01-01") ==
          "a.yaml:1:7: 'from' is '2028-01-01' (the run goes from 2026-01-01 to 2027-12-31)");
    CHECK(refusal("until: 2028-Q2") == "a.yaml:1:8: 'until' is '2028-Q2' (the run goes from 2026-01-01 to 2027-12-31)");
    CHECK(refusal("from: 2025-12-31") ==
          "a.yaml:1:7: 'from' is '2025-12-31' (the run goes from 2026-01-01 to 2027-12-31)");
}

TEST_CASE("a date on which no tick begins is refused with those that are near")
{
    CHECK(refusal("from: 2026-02-10") == "a.yaml:1:7: 'from' is '2026-02-10' (ticks begin on 2026-01-01, on 2026-04-01 "
                                         "and so on) did you mean 2026-01-01?");
    CHECK(refusal("from: 2026-03-10") == "a.yaml:1:7: 'from' is '2026-03-10' (ticks begin on 2026-01-01, on 2026-04-01 "
                                         "and so on) did you mean 2026-04-01?");
    CHECK(refusal("from: 2026/01/01") ==
          "a.yaml:1:7: 'from' is '2026/01/01' (a date is written 2018-01-01, 2018-01 or 2018-Q1)");
    CHECK(refusal("from: 2026-02-30") == "a.yaml:1:7: 'from' is '2026-02-30' (the calendar has no such day)");
    CHECK(refusal("from: 1001") == "a.yaml:1:7: 'from' is 1001 (must be between 0 and 1000 [tick])");
    CHECK(refusal("from: soon") == "a.yaml:1:7: 'from' is 'soon' (a number is written like 3, 0.25 or 1e-3)");
}

TEST_CASE("nothing is said about dates where the calendar cannot be read")
{
    CHECK(read("from: 2031-Q1", CalendarSettings{2026y / std::chrono::January / 1}).from == 20);
    CHECK(calendar_of(parse_yaml("calendar: {ticks: many, start: 2026-Q1}", "a.yaml")).ticks == 0);
    CHECK(calendar_of(parse_yaml("calendar: {ticks: 4, tick: year}", "a.yaml")).tick == TickLength::year);
}

TEST_CASE("resolved values, the reference and the schema know ticks and dates")
{
    Node root = parse_yaml("from: 2026-Q4", "a.yaml");
    Subsidy subsidy;
    Binder binder(root, ".", eight_quarters);
    binder.visit(subsidy);
    ResolvedWriter writer(root, ".", eight_quarters);
    writer.visit(subsidy);
    CHECK(canonical_text(writer.lines()) == "from: 3\nuntil: -1\n");
    CHECK(commented_text(writer.lines()) == "from: 3    # a.yaml:1, 2026-10-01\nuntil: -1  # default\n");

    Reference reference;
    reference.visit(subsidy);
    CHECK(reference.entries().front().type == "tick or date");
    SchemaWriter schema;
    schema.visit(subsidy);
    CHECK(schema.object().find("\"anyOf\"") != std::string::npos);
}
