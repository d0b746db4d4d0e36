// A small model with every kind of parameter, for the tests of this folder.
#pragma once

#include "engine/scenario/rules.hpp"
#include "engine/scenario/scenario.hpp"

#include <algorithm>
#include <array>

namespace tianji::sample {

enum class Rule : unsigned char { review, first_price, lottery };
enum class Kind : unsigned char { firm, university, lab };

struct Gate {
    std::int64_t after = 1;
    std::int64_t keep = 1;
    double noise = 0.5;

    void declare(Parameters& p)
    {
        p.integer(after, Field{"after", "tick", "ticks after the award"}.required(), at_least(1));
        p.integer(keep, {"keep", "1", "lanes that stay"}, at_least(1));
        p.number(noise, {"noise", "1", "standard deviation of the signal", "assumed"}, at_least(0));
    }
};

struct Race {
    std::vector<Gate> gates;
    bool shared = false;

    void declare(Parameters& p)
    {
        p.list(gates, {"gates", "", "when lanes are eliminated"});
        p.flag(shared, {"shared", "", "lanes see each other's results"});
    }
};

struct Selection {
    Rule rule = Rule::review;
    std::int64_t winners = 1;
    std::vector<double> weights;

    void declare(Parameters& p)
    {
        p.choice(rule, {"rule", "", "how bids are ranked"},
                 {{"review", Rule::review, "by noisy scores"},
                  {"first_price", Rule::first_price, "by price"},
                  {"lottery", Rule::lottery, "by lot"}});
        p.integer(winners, {"winners", "1", "lanes per topic"}, range(1, 100));
        p.numbers(weights, {"weights", "1", "of the criteria"}, range(0, 1));
    }
};

inline constexpr std::array<Preset, 2> instruments{
    Preset{"open_bidding", "揭榜挂帅: who solves the posted problem is paid",
           "selection: {rule: first_price, winners: 1}\n"},
    Preset{"racehorse", "赛马制: several lanes, the slow ones leave",
           "selection:\n  rule: review\n  winners: 3\nrace:\n  gates:\n    - {after: 4, keep: 2, noise: 1}\n"
           "    - {after: 8, keep: 1}\n"}};

struct Programme {
    std::string instrument;
    Money budget = millions(1);
    std::chrono::sys_days from = std::chrono::year(2018) / 1 / 1;
    std::vector<Kind> eligible{Kind::firm};
    std::vector<std::string> technologies;
    Selection selection;
    std::optional<Race> race;

    void declare(Parameters& p)
    {
        p.preset(instrument, {"instrument", "", "the composition it starts from"}, instruments);
        p.money(budget, {"budget", "million/year", "spent at most"}, range(0, 1'000'000));
        p.date(from, {"from", "", "first call"});
        p.choices(eligible, {"eligible", "", "who may bid"},
                  {{"firm", Kind::firm, "a company"},
                   {"university", Kind::university, "a teaching body"},
                   {"lab", Kind::lab, "a public laboratory"}});
        p.texts(technologies, {"technologies", "", "targets"});
        p.group(selection, {"selection", "", "who wins"});
        p.optional_group(race, {"race", "", "elimination between the winners"});
    }

    void validate(Parameters& p) const
    {
        if (race && selection.winners == 1)
            p.refuse("selection.winners", "a race with one lane", "gates eliminate lanes", "did you mean winners: 2");
    }
};

struct Technology {
    double difficulty = 1;

    void declare(Parameters& p)
    {
        p.number(difficulty, {"difficulty", "1", "relative to the mean", "Author 2001, eq. 3"}, above(0));
    }
};

struct Inputs {
    std::filesystem::path organisations;

    void declare(Parameters& p) { p.file(organisations, {"organisations", "", "table of organisations"}); }
};

class SampleRules : public Rules {
public:
    Inputs inputs;
    std::vector<std::pair<std::string, Technology>> technologies;
    std::vector<std::pair<std::string, Programme>> programmes;

    void declare(Parameters& p) override
    {
        p.group(inputs, {"inputs", "", "files"});
        p.table(technologies, {"technologies", "", "what is developed"});
        p.table(programmes, {"programmes", "", "public support"});
    }

    void validate(Parameters& p) const override
    {
        std::vector<std::string> names;
        for (auto const& [name, technology] : technologies) names.push_back(name);
        for (auto const& [name, programme] : programmes)
            for (std::size_t i = 0; i < programme.technologies.size(); ++i)
                if (std::find(names.begin(), names.end(), programme.technologies[i]) == names.end())
                    p.refuse_unknown("programmes." + name + ".technologies." + std::to_string(i), "technology",
                                     programme.technologies[i], names);
    }

    void build(Builder&) const override {}
};

inline std::vector<Model> models()
{
    Model sample{"sample",
                 "1.0",
                 "a model for tests",
                 [] { return std::make_unique<SampleRules>(); },
                 {{"luck", "Luck", "Every draw belongs to somebody."}},
                 {{"calm", "nothing happens", "technologies: {}\n"}}};
    return {sample};
}

inline std::string const start = "tianji: 1\nmodel: sample\ncalendar: {ticks: 40}\n"; // three lines

inline Scenario read(std::string const& text, std::vector<Override> const& overrides = {})
{
    return read_scenario_text(text, "a.yaml", ".", models(), overrides);
}

inline SampleRules const& rules_of(Scenario const& scenario)
{
    return dynamic_cast<SampleRules const&>(*scenario.rules);
}

} // namespace tianji::sample
