#include "engine/base/sha256.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/scenario/yaml.hpp"
#include "tests/engine/scenario/problems.hpp"
#include "tests/engine/scenario/sample_model.hpp"

#include <fstream>

using namespace tianji;
using namespace tianji::sample;

namespace {

Problem refusal(std::string const& after_start)
{
    INFO(after_start);
    return problem_of([&] { read(start + after_start); });
}

Problem refused_override(std::string const& path, std::string const& value, std::string const& text = "")
{
    return problem_of([&] { read(start + text, {{path, value}}); });
}

} // namespace

TEST_CASE("a scenario with the least keys has all defaults")
{
    Scenario const scenario = read(start);
    CHECK(scenario.header.model == "sample");
    CHECK(scenario.header.calendar.ticks == 40);
    CHECK(scenario.header.calendar.tick == TickLength::quarter);
    CHECK(scenario.header.currency == "none");
    CHECK(scenario.header.seed == 1);
    CHECK(scenario.header.record.events);
    CHECK(scenario.header.record.compression == Compression::none);
    CHECK(scenario.model.version == "1.0");
    CHECK(scenario.source_text == start);
    CHECK(scenario.sha256 == sha256(start));
    CHECK(rules_of(scenario).programmes.empty());
}

TEST_CASE("every kind of value is read")
{
    Scenario const scenario =
        read("tianji: 1\nmodel: sample\nname: 光刻 challenge\nseed: 9223372036854775807\ncurrency: CNY\n"
             "calendar: {start: 2018-Q3, tick: month, ticks: 12}\n"
             "record: {measures: [a, b], graph_every: 4, events: false, digest_every: 1, compression: gzip}\n"
             "technologies: {光源: {difficulty: 2.5}}\n"
             "programmes:\n  z: {budget: 0.1, from: 2019-02, eligible: [lab, firm], technologies: [光源]}\n"
             "  a: {from: 2020-02-29, selection: {rule: lottery, winners: 2, weights: [0.25, 1]}}\n");
    Header const& header = scenario.header;
    CHECK(header.name == "光刻 challenge");
    CHECK(header.seed == 9223372036854775807);
    CHECK(header.calendar.start == std::chrono::sys_days(std::chrono::year(2018) / 7 / 1));
    CHECK(header.record.measures == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(header.record.events);
    CHECK(header.record.compression == Compression::gzip);
    auto const& rules = rules_of(scenario);
    CHECK(rules.technologies.at(0).first == "光源");
    CHECK(rules.technologies.at(0).second.difficulty == 2.5);
    REQUIRE(rules.programmes.size() == 2);
    CHECK(rules.programmes[0].first == "z"); // the order of the file
    Programme const& z = rules.programmes[0].second;
    CHECK(z.budget.minor == 10'000'000); // 0.1 million in cents
    CHECK(z.from == std::chrono::sys_days(std::chrono::year(2019) / 2 / 1));
    CHECK(z.eligible == std::vector<Kind>{Kind::lab, Kind::firm});
    Programme const& a = rules.programmes[1].second;
    CHECK(a.selection.rule == Rule::lottery);
    CHECK(a.selection.weights == std::vector<double>{0.25, 1});
    CHECK(a.from == std::chrono::sys_days(std::chrono::year(2020) / 2 / 29));
}

TEST_CASE("all problems of a file are told together, in its order")
{
    auto const problems = problems_of([] {
        read("tianji: 1\nmodel: sample\nprogrammes:\n  x:\n    selction: {winners: 2}\n    budget: lots\n"
             "    eligible: [frim]\nsed: 3\ncurrency: [a]\n");
    });
    std::vector<std::string> places;
    for (Problem const& one : problems) places.push_back(place(one));
    CHECK(places == std::vector<std::string>{"1:1", "5:5", "6:13", "7:16", "8:1", "9:1"});
    CHECK(problems[0].problem == "missing key 'calendar.ticks'");
    CHECK(problems[1].problem == "unknown key 'selction' in 'programmes.x'");
    CHECK(problems[1].suggestion == "did you mean 'selection'");
    CHECK(problems[2].problem == "'budget' is 'lots'");
    CHECK(problems[3].suggestion == "did you mean 'firm'");
    CHECK(problems[4].suggestion == "did you mean 'seed'");
    CHECK(problems[5].problem == "'currency' is a list");
}

TEST_CASE("a key that is like none lists those that are allowed")
{
    Problem const found = refusal("programmes: {x: {selection: {colour: red}}}\n");
    CHECK(found.problem == "unknown key 'colour' in 'programmes.x.selection'");
    CHECK(found.why == "allowed here are: rule, winners, weights");
    CHECK(found.suggestion.empty());
    CHECK(place(found) == "4:30");
}

TEST_CASE("one doubtful value is refused with a reason and what was meant")
{
    struct Case {
        std::string text;
        std::string place;
        std::string problem;
        std::string why;
        std::string suggestion;
    };
    std::string const number = "a number is written like 3, 0.25 or 1e-3";
    std::vector<Case> const cases{
        {"seed: 010", "4:7", "'seed' is '010'", number, "did you mean 10"},
        {"seed: 0x1F", "4:7", "'seed' is '0x1F'", number, "did you mean 31"},
        {"seed: 1_000", "4:7", "'seed' is '1_000'", number, "did you mean 1000"},
        {"seed: +3", "4:7", "'seed' is '+3'", number, "did you mean 3"},
        {"seed: １２", "4:7", "'seed' is '１２'", number + "; '１' is a full-width digit, U+FF11; write '1'",
         "did you mean 12"},
        {"seed: −5", "4:7", "'seed' is '−5'", number + "; '−' is a minus sign, U+2212; write '-'", "did you mean -5"},
        {"seed: 0,03", "4:7", "'seed' is '0,03'", number, "did you mean 0.03"},
        {"seed: 1,500", "4:7", "'seed' is '1,500'", number, "did you mean 1500 or 1.500"},
        {"seed: 1,500,000", "4:7", "'seed' is '1,500,000'", number, "did you mean 1500000"},
        {"seed: 1.500,5", "4:7", "'seed' is '1.500,5'", number, "did you mean 1500.5"},
        {"seed: 1,500.5", "4:7", "'seed' is '1,500.5'", number, "did you mean 1500.5"},
        {"seed: 1e3", "4:7", "'seed' is '1e3'", "a whole number is written with digits only", "did you mean 1000"},
        {"seed: 1.5", "4:7", "'seed' is '1.5'", "a whole number is written with digits only", ""},
        {"seed: '7'", "4:7", "'seed' is the text \"7\"", "it stands in quotes, so it is text", "did you mean 7"},
        {"seed: 9223372036854775808", "4:7", "'seed' is '9223372036854775808'",
         "whole numbers go up to 9223372036854775807", ""},
        {"seed: -1", "4:7", "'seed' is -1", "must be at least 0", ""},
        {"seed:", "4:1", "'seed' has no value", "expected a whole number", ""},
        {"seed: ~", "4:7", "'seed' has no value", "expected a whole number", ""},
        {"seed: {a: 1}", "4:1", "'seed' is a map", "expected a whole number", ""},
        {"technologies: {t: {difficulty: .5}}", "4:32", "'difficulty' is '.5'", number, "did you mean 0.5"},
        {"technologies: {t: {difficulty: 5.}}", "4:32", "'difficulty' is '5.'", number, "did you mean 5"},
        {"technologies: {t: {difficulty: 30%}}", "4:32", "'difficulty' is '30%'", number, "did you mean 0.3"},
        {"technologies: {t: {difficulty: .inf}}", "4:32", "'difficulty' is '.inf'", "a number must be finite", ""},
        {"technologies: {t: {difficulty: nan}}", "4:32", "'difficulty' is 'nan'", "a number must be finite", ""},
        {"technologies: {t: {difficulty: 1e999}}", "4:32", "'difficulty' is '1e999'",
         "its size is beyond what a double can hold", ""},
        {"technologies: {t: {difficulty: 0}}", "4:32", "'difficulty' is 0", "must be more than 0 [1]", ""},
        {"\"seed\\u200B\": 1", "4:1", "unknown key 'seed\u200B'", "it holds a zero-width space, U+200B",
         "did you mean 'seed'"},
        {"技术: 1", "4:1", "unknown key '技术'",
         "allowed here are: tianji, model, name, calendar, currency, seed, record, inputs, technologies, programmes",
         ""},
        {"record: {events: yes}", "4:18", "'events' is 'yes'", "write true or false", "did you mean true"},
        {"record: {events: Off}", "4:18", "'events' is 'Off'", "write true or false", "did you mean false"},
        {"record: {events: 'true'}", "4:18", "'events' is the text \"true\"",
         "it stands in quotes, so it is text; write true or false", "did you mean true"},
        {"record: {compression: gzipp}", "4:23", "'compression' is 'gzipp'", "one of: none, gzip",
         "did you mean 'gzip'"},
        {"record: {measures: a}", "4:20", "'measures' is 'a'", "expected a list of words, like [a, b]", ""},
        {"record: [1]", "4:1", "'record' is a list", "expected a map of keys", ""},
        {"currency: cny", "4:11", "'currency' is 'cny'", "three capital letters, like CNY or EUR, or none",
         "did you mean 'CNY'"},
        {"programmes: {x: {budget: 1e6}, y: {budget: 1000001}}", "4:44", "'budget' is 1000001 million",
         "must be between 0 and 1000000 [million/year]", ""},
        {"programmes: {x: {budget: 1e9}}", "4:26", "'budget' is '1e9'",
         "in millions; amounts go up to 10000000 million", ""},
        {"programmes: {x: {from: 2018-02-30}}", "4:24", "'from' is '2018-02-30'", "the calendar has no such day", ""},
        {"programmes: {x: {from: 2018-Q5}}", "4:24", "'from' is '2018-Q5'",
         "a date is written 2018-01-01, 2018-01 or 2018-Q1", ""},
        {"programmes: {x: {from: 2018/01/01}}", "4:24", "'from' is '2018/01/01'",
         "a date is written 2018-01-01, 2018-01 or 2018-Q1", ""},
        {"programmes: {x: {from: 2018-1-1}}", "4:24", "'from' is '2018-1-1'",
         "a date is written 2018-01-01, 2018-01 or 2018-Q1", ""},
        {"programmes: {x: {eligible: [lab, lab]}}", "4:34", "'lab' stands twice in 'eligible'", "each word counts once",
         ""},
        {"programmes: {x: {selection: {weights: [0.5, 2]}}}", "4:45", "'weights' is 2", "must be between 0 and 1 [1]",
         ""},
        {"programmes: {x: {race: {gates: [{keep: 2}]}}}", "4:33", "missing key 'programmes.x.race.gates.0.after'",
         "ticks after the award [tick]", ""},
        {"programmes: {x: {race: {gates: [3]}}}", "4:33", "'gates.0' is '3'", "expected a map of keys", ""},
        {"programmes: {x: {race: {gates: {after: 3}}}}", "4:25", "'gates' is a map", "expected a list of groups", ""},
        {"programmes: {x.y: {}}", "4:14", "the name 'x.y' has a dot", "dots separate the parts of a path", ""},
        {"programmes: {x: }", "4:14", "'x' has no value", "expected a map of keys", ""},
        {"programmes: {x: {instrument: open_bid}}", "4:30", "no preset 'open_bid'", "", "did you mean 'open_bidding'"},
        {"programmes: {x: {instrument: prize}}", "4:30", "no preset 'prize'", "there are: open_bidding, racehorse", ""},
    };
    for (Case const& one : cases) {
        Problem const found = refusal(one.text);
        INFO(one.text);
        CHECK(place(found) == one.place);
        CHECK(found.problem == one.problem);
        CHECK(found.why == one.why);
        CHECK(found.suggestion == one.suggestion);
    }
}

TEST_CASE("a calendar that runs past four-digit years is refused")
{
    CHECK(problem_of([] { read("tianji: 1\nmodel: sample\ncalendar: {tick: year, ticks: 9000}\n"); }).problem ==
          "9000 ticks end after the year 9999");
}

TEST_CASE("another format, another root and an unknown model stop the reading")
{
    CHECK(problem_of([] { read("tianji: 2\nfoo: 1\n"); }).problem == "the scenario has format 2");
    CHECK(problem_of([] { read("- a\n"); }).problem == "a scenario is a map of keys");
    CHECK(problem_of([] { read("tianji: 1\n"); }).problem == "missing key 'model'");
    Problem const found = problem_of([] { read("tianji: 1\nmodel: smaple\n"); });
    CHECK(found.suggestion == "did you mean 'sample'");
    CHECK(place(found) == "2:8");
    CHECK(problems_of([] { read("tianji: 1\nmodel: smaple\n", {{"a..b", "1"}}); }).size() == 2);
}

TEST_CASE("the keys of a preset are checked like the user's, and named by the preset")
{
    Preset const misspelt{"calm", "", "winers: 2\n"};
    struct Group {
        Preset preset;
        std::string name = "calm";
        std::int64_t winners = 1;
        void declare(Parameters& p)
        {
            p.preset(name, {"instrument", "", ""}, {&preset, 1});
            p.integer(winners, {"winners", "", ""}, any_number());
        }
    };
    Node root = parse_yaml("{}", "a.yaml");
    Binder binder(root, ".");
    Group group{misspelt};
    binder.visit(group);
    Problem const found = problem_of([&] { binder.finish(); });
    CHECK(to_string(found) == "preset calm:1:1: unknown key 'winers' did you mean 'winners'?");
}

TEST_CASE("what the fields of a group forbid each other is refused at the key")
{
    Problem const found = refusal("programmes:\n  x:\n    selection: {winners: 1}\n    race: {}\n");
    CHECK(found.problem == "a race with one lane");
    CHECK(place(found) == "6:26");
    CHECK(refusal("programmes:\n  x:\n    race: {}\n").where.line == 5); // the nearest key that is there
}

TEST_CASE("a group with a mistake is not validated on top of it")
{
    CHECK(refusal("programmes: {x: {race: {}, selection: {winers: 2}}}\n").suggestion == "did you mean 'winners'");
}

TEST_CASE("a reference to nothing suggests what there is")
{
    Problem const found =
        refusal("technologies: {光源: {}, 光刻胶: {}}\nprogrammes: {x: {technologies: [光源, 光刻交]}}\n");
    CHECK(found.problem == "no technology '光刻交'");
    CHECK(found.suggestion == "did you mean '光刻胶'");
    CHECK(place(found) == "5:37");
    CHECK(refusal("programmes: {x: {technologies: [a]}}\n").why == "the scenario has no technology");
}

TEST_CASE("a preset lies below the user's keys: maps merge, lists and scalars replace")
{
    Scenario const scenario = read(start + "programmes:\n  x:\n    instrument: racehorse\n    selection: {winners: 5}\n"
                                           "  y: {instrument: racehorse, race: {gates: [{after: 2}]}}\n"
                                           "  z: {instrument: racehorse, race: ~, selection: {winners: 1}}\n");
    auto const& programmes = rules_of(scenario).programmes;
    Programme const& x = programmes[0].second;
    CHECK(x.selection.winners == 5);
    CHECK(x.selection.rule == Rule::review);
    REQUIRE(x.race);
    CHECK(x.race->gates.size() == 2);
    CHECK(x.race->gates[0].noise == 1);
    Programme const& y = programmes[1].second;
    CHECK(y.selection.winners == 3);
    REQUIRE(y.race->gates.size() == 1);
    CHECK(y.race->gates[0].noise == 0.5); // not merged with the preset's first gate
    CHECK_FALSE(programmes[2].second.race);
}

TEST_CASE("a conflict with a preset's value is told at the user's key and names the preset")
{
    Problem const found = refusal("programmes:\n  x: {instrument: open_bidding, race: {}}\n");
    CHECK(found.where.file == "a.yaml");
    CHECK(place(found) == "5:3");
    CHECK(found.why == "gates eliminate lanes; 'winners' comes from preset open_bidding");
}

TEST_CASE("an override replaces a value, wherever it came from")
{
    std::string const text = start + "programmes:\n  x: {instrument: racehorse, budget: 2}\n";
    Scenario const scenario = read(text, {{"programmes.x.budget", "3.5"},
                                          {"programmes.x.selection.winners", "4"},
                                          {"programmes.x.race.gates.1.keep", "2"},
                                          {"record", "{events: false}"},
                                          {"programmes.y", "{budget: 7}"},
                                          {"seed", "5"}});
    auto const& programmes = rules_of(scenario).programmes;
    CHECK(programmes[0].second.budget == millions(3.5));
    CHECK(programmes[0].second.selection.winners == 4);
    CHECK(programmes[0].second.race->gates[0].keep == 2);
    CHECK(programmes[0].second.race->gates[1].keep == 2);
    CHECK(programmes[0].second.race->gates[1].after == 8);
    CHECK(programmes[1].second.budget == millions(7));
    CHECK_FALSE(scenario.header.record.events);
    CHECK(scenario.header.seed == 5);
    CHECK(scenario.overrides.size() == 6);
    CHECK(scenario.source_text == text);
    CHECK_FALSE(rules_of(read(text, {{"programmes.x.race", "~"}})).programmes[0].second.race);
    CHECK(rules_of(read(text, {{"programmes.x.instrument", "open_bidding"}, {"programmes.x.selection.winners", "2"}}))
              .programmes[0]
              .second.selection.winners == 2);
}

TEST_CASE("a bad override is told at its column, with the nearest path")
{
    std::string const one = "programmes: {lithography: {instrument: racehorse}}\n";
    Problem key = refused_override("sed", "3");
    CHECK(to_string(key) == "--set sed=3:1:1: unknown key 'sed' did you mean 'seed'?");
    key = refused_override("calendar.tik", "day");
    CHECK(place(key) == "1:10");
    CHECK(key.suggestion == "did you mean 'tick'");
    key = refused_override("programmes.litography.budget", "3", one);
    CHECK(key.problem == "'programmes' has no 'litography'");
    CHECK(key.suggestion == "did you mean 'lithography'");
    CHECK(place(key) == "1:12");
    key = refused_override("programmes.lithography.race.gates.2.keep", "1", one);
    CHECK(key.problem == "no item '2' in 'gates'");
    CHECK(key.why == "the list has the items 0 to 1");
    CHECK(place(key) == "1:35");
    CHECK(refused_override("programmes.y.race.gates.0.keep", "1", "programmes: {y: {}}\n").problem ==
          "no item '0' in 'gates'");
    key = refused_override("seed", "many");
    CHECK(key.where.file == "--set seed=many");
    CHECK(place(key) == "1:6");
    CHECK(refused_override("seed", "'open").problem == "the quote ' is not closed on its line");
    CHECK(place(refused_override("seed", "[1, 2")) == "1:6");
    CHECK(refused_override("seed", "").problem == "is empty");
    CHECK(refused_override("record", "events: false").problem == "the value is no YAML in flow style");
    CHECK(refused_override("a..b", "1").problem == "the path has an empty part");
    CHECK(refused_override("", "1").problem == "the path is not complete");
    CHECK(refused_override("seed.", "1").problem == "the path is not complete");
    CHECK(place(refused_override("技术", "1")) == "1:1");
    CHECK(place(refused_override("programmes.项目", "三", "programmes: {项目: {}}\n")) == "1:15");
}

TEST_CASE("input files are found beside the scenario and fingerprinted")
{
    auto const folder = std::filesystem::temp_directory_path() / "tianji_scenario_test";
    std::filesystem::create_directories(folder / "data");
    std::ofstream(folder / "data" / "organisations.csv") << "key\n1\n";
    std::ofstream(folder / "a.yaml") << start << "inputs: {organisations: data/organisations.csv}\n";
    std::ofstream(folder / "b.yaml") << start << "inputs: {organisations: data/organisation.csv}\n";
    Scenario const scenario = read_scenario(folder / "a.yaml", models());
    CHECK(scenario.path == folder / "a.yaml");
    REQUIRE(scenario.inputs.size() == 1);
    CHECK(scenario.inputs[0].written == "data/organisations.csv");
    CHECK(scenario.inputs[0].path == folder / "data" / "organisations.csv");
    CHECK(scenario.inputs[0].sha256 == sha256("key\n1\n"));
    CHECK(rules_of(scenario).inputs.organisations == folder / "data" / "organisations.csv");
    CHECK(scenario.resolved.find("organisations: \"data/organisations.csv\"") != std::string::npos);
    Problem const missing = problem_of([&] { read_scenario(folder / "b.yaml", models()); });
    CHECK(missing.problem == "no file 'data/organisation.csv'");
    CHECK(missing.suggestion == "did you mean 'data/organisations.csv'");
    CHECK(missing.where.line == 4);
    Scenario const again = read_scenario_text(scenario.source_text, "result.h5", folder, models());
    CHECK(again.resolved == scenario.resolved);
    std::ofstream(folder / "c.yaml") << start << "inputs: {organisations: data}\n";
    CHECK(problem_of([&] { read_scenario(folder / "c.yaml", models()); }).problem == "'data' is no ordinary file");
    std::filesystem::remove_all(folder);
    CHECK_THROWS_AS(read_scenario(folder / "a.yaml", models()), InvalidInput);
}
