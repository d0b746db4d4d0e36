// Exploration and exploitation in organisational learning (March 1991): individuals learn the beliefs of their
// organisation's code, and the code learns from those who know better than it. Where individuals learn slowly, what
// they know differently lives long enough for the code to find it.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace tianji::classics {

namespace {

using Belief = std::int8_t; // true +1, false -1, none 0

struct OrganisationRule {
    std::int64_t organisations = 100;
    std::int64_t individuals = 50; // of each
    std::int64_t facts = 30;

    void declare(Parameters& p)
    {
        p.integer(organisations, {"organisations", "1", "independent organisations, of which means are taken"},
                  range(1, 1e6));
        p.integer(individuals, {"individuals", "1", "members of each (n)", "March 1991"}, range(1, 1e5));
        p.integer(facts, {"facts", "1", "dimensions of reality (m)", "March 1991"}, range(1, 1000));
    }
    void validate(Parameters& p) const
    {
        if (organisations * individuals * facts > std::int64_t{1} << 32)
            p.refuse("organisations", std::to_string(organisations) + " organisations of this size",
                     "all beliefs together would take more than 4 GiB", "fewer");
    }
};

struct LearningRule {
    double by_individuals = 0.5; // [1/tick] p1
    double by_code = 0.5;        // [1/tick] p2
    double turnover = 0.0;       // [1/tick] p3
    double turbulence = 0.0;     // [1/tick] p4

    void declare(Parameters& p)
    {
        p.number(by_individuals,
                 {"by_individuals", "1/tick", "an individual takes over a belief of the code (p1)", "March 1991"},
                 range(0, 1));
        p.number(by_code, {"by_code", "1/tick", "the code follows a majority of one (p2)", "March 1991"}, range(0, 1));
        p.number(turnover, {"turnover", "1/tick", "an individual is replaced by a naive one (p3)", "March 1991"},
                 range(0, 1));
        p.number(turbulence, {"turbulence", "1/tick", "a fact turns into its opposite (p4)", "March 1991"},
                 range(0, 1));
    }
};

// Row i is organisation i, with the reality it lives in.
struct Organisations : Population {
    explicit Organisations(std::uint32_t facts) : Population("organisations")
    {
        for (Column<Belief>* column : {&reality, &code, &next_code}) column->set_width(facts);
    }
    Column<Belief> reality{*this, "reality", "1", "facts, each 1 or -1", 0};
    Column<Belief> code{*this, "code", "1", "beliefs of the organisation", 0};
    Column<Belief> next_code{*this, "next_code", "1", "what the code has learned in this tick", 0};
};

// The members of organisation 0, then those of organisation 1, …
struct Individuals : Population {
    explicit Individuals(std::uint32_t facts) : Population("individuals") { beliefs.set_width(facts); }
    Column<Belief> beliefs{*this, "beliefs", "1", "1 true, -1 false, 0 no belief", 0};
};

// How many beliefs are right; none is not.
std::int32_t knowledge(std::span<Belief const> beliefs, std::span<Belief const> reality)
{
    std::int32_t right = 0;
    for (std::size_t i = 0; i < beliefs.size(); ++i) right += beliefs[i] == reality[i];
    return right;
}

Belief naive(Stream& luck) { return static_cast<Belief>(static_cast<std::int64_t>(luck.below(3)) - 1); }

// The majority of those who know more than the code convinces it, the sooner the larger: each of its lead by itself.
struct LearnFromIndividuals {
    double learning;
    std::uint32_t members;
    Read<&Individuals::beliefs> beliefs;
    Read<&Organisations::reality> reality;
    Read<&Organisations::code> code;
    Own<&Organisations::next_code> next_code;

    static constexpr std::uint32_t rows_per_block = 16;

    void operator()(Self<Organisations> self, Stream& luck) const
    {
        auto const known = reality.row(self), old = code.row(self);
        std::vector<std::int32_t> lead(known.size()); // those for +1 less those for -1
        std::int32_t const own = knowledge(old, known);
        for (std::uint32_t i = 0; i < members; ++i) {
            auto const theirs = beliefs.row({self.index() * members + i});
            if (knowledge(theirs, known) <= own) continue;
            for (std::size_t fact = 0; fact < lead.size(); ++fact) lead[fact] += theirs[fact];
        }
        for (std::size_t fact = 0; fact < lead.size(); ++fact) {
            Belief const majority = static_cast<Belief>((lead[fact] > 0) - (lead[fact] < 0));
            next_code.row(self)[fact] = old[fact];
            if (majority == 0 || majority == old[fact]) continue;
            if (luck.chance(1 - pow(1 - learning, std::abs(lead[fact])))) next_code.row(self)[fact] = majority;
        }
    }
};

// From the code as it was when the tick began.
struct LearnFromCode {
    double learning;
    std::uint32_t members;
    Read<&Organisations::code> code;
    Own<&Individuals::beliefs> beliefs;

    static constexpr std::uint32_t rows_per_block = 256;

    void operator()(Self<Individuals> self, Stream& luck) const
    {
        auto const taught = code.row({self.index() / members});
        auto const own = beliefs.row(self);
        for (std::size_t fact = 0; fact < own.size(); ++fact)
            if (taught[fact] != 0 && taught[fact] != own[fact] && luck.chance(learning)) own[fact] = taught[fact];
    }
};

struct PublishCode {
    Read<&Organisations::next_code> next_code;
    Own<&Organisations::code> code;
    void operator()(Self<Organisations> self) const { std::ranges::copy(next_code.row(self), code.row(self).begin()); }
};

struct ReplaceIndividuals {
    double turnover;
    Own<&Individuals::beliefs> beliefs;
    void operator()(Self<Individuals> self, Stream& luck) const
    {
        if (!luck.chance(turnover)) return;
        for (Belief& belief : beliefs.row(self)) belief = naive(luck);
    }
};

struct TurnReality {
    double turbulence;
    Own<&Organisations::reality> reality;
    void operator()(Self<Organisations> self, Stream& luck) const
    {
        for (Belief& fact : reality.row(self))
            if (luck.chance(turbulence)) fact = static_cast<Belief>(-fact);
    }
};

struct Exploration : Rules {
    OrganisationRule organisation;
    LearningRule learning;

    void declare(Parameters& p) override
    {
        p.group(organisation, {"organisation", "", "who learns"});
        p.group(learning, {"learning", "", "how they learn, and what stays to be learned"});
    }

    void build(Builder& b) const override
    {
        auto const members = static_cast<std::uint32_t>(organisation.individuals);
        auto const n = static_cast<std::uint32_t>(organisation.organisations);
        auto const facts = static_cast<std::uint32_t>(organisation.facts);
        Organisations& organisations = b.population<Organisations>(n, facts);
        Individuals& individuals = b.population<Individuals>(n * members, facts);
        draw_start(b, organisations, individuals);

        // Both learn from what there was when the tick began.
        b.each<LearnFromIndividuals>("learn_from_individuals", learning.by_code, members);
        b.each<LearnFromCode>("learn_from_code", learning.by_individuals, members);
        b.each<PublishCode>("publish_code");
        if (learning.turnover > 0) b.each<ReplaceIndividuals>("replace_individuals", learning.turnover);
        if (learning.turbulence > 0) b.each<TurnReality>("turn_reality", learning.turbulence);

        b.measure("knowledge", "1", "share of facts that an individual is right about, mean",
                  [&, members](World const&) {
                      std::int64_t right = 0;
                      for (std::uint32_t i = 0; i < individuals.size(); ++i)
                          right += knowledge(std::as_const(individuals).beliefs.row(i),
                                             std::as_const(organisations).reality.row(i / members));
                      return static_cast<double>(right) / static_cast<double>(individuals.beliefs.values().size());
                  });
        b.measure("code_knowledge", "1", "share of facts that the code is right about, mean", [&](World const&) {
            auto const code = std::as_const(organisations.code).values(),
                       reality = std::as_const(organisations.reality).values();
            return static_cast<double>(knowledge(code, reality)) / static_cast<double>(code.size());
        });
    }

    static void draw_start(Builder const& b, Organisations& organisations, Individuals& individuals)
    {
        for (std::uint32_t i = 0; i < organisations.size(); ++i) {
            Stream luck = b.luck("reality", i);
            for (Belief& fact : organisations.reality.row(i)) fact = luck.chance(0.5) ? Belief{1} : Belief{-1};
        }
        for (std::uint32_t i = 0; i < individuals.size(); ++i) {
            Stream luck = b.luck("beliefs", i);
            for (Belief& belief : individuals.beliefs.row(i)) belief = naive(luck);
        }
    }
};

} // namespace

Model exploration()
{
    return {"exploration", "1", "Exploration and exploitation in organisational learning",
            [] { return std::make_unique<Exploration>(); }};
}

} // namespace tianji::classics
