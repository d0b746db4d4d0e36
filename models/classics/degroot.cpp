// Reaching a consensus (DeGroot 1974): everybody's next opinion is the mean of all opinions, weighted by whom one
// trusts.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tianji::classics {

namespace {

struct MemberRule {
    double opinion = 0.0;
    std::vector<double> trust;

    void declare(Parameters& p)
    {
        p.number(opinion, {"opinion", "1", "opinion at the start"}, any_number());
        p.numbers(trust,
                  {"trust", "1",
                   "weight of each member's opinion, in the order of the list, oneself too; their sum is 1",
                   "DeGroot 1974, eq. 1"},
                  range(0, 1));
    }
};

struct Members : Population {
    explicit Members(std::uint32_t n) : Population("members") { trust.set_width(n); }
    Column<double> opinion{*this, "opinion", "1", "what a member holds to be the value"};
    Column<double> trust{*this, "trust", "1", "weight of each member's opinion"};
};

struct Listen {
    Read<&Members::trust> trust;
    ReadWrite<&Members::opinion> opinion;

    void operator()(Self<Members> self) const
    {
        double next = 0.0;
        for (std::uint32_t other = 0; other < trust.row(self).size(); ++other)
            next += trust.row(self)[other] * opinion[{other}];
        opinion.set(self, next);
    }
};

struct DeGroot : Rules {
    std::vector<MemberRule> members{{1, {.5, .5, 0}}, {0, {.25, .5, .25}}, {0, {0, .5, .5}}};

    void declare(Parameters& p) override { p.list(members, {"members", "", "who trusts whom"}); }

    void validate(Parameters& p) const override
    {
        if (members.empty()) p.refuse("members", "no members", "there is nobody to agree", "at least one");
        for (std::size_t i = 0; i < members.size(); ++i) {
            auto const& trust = members[i].trust;
            double sum = 0.0;
            for (double weight : trust) sum += weight;
            std::string const path = "members." + std::to_string(i) + ".trust";
            if (trust.size() != members.size())
                p.refuse(path,
                         std::to_string(trust.size()) + " weights for " + std::to_string(members.size()) + " members",
                         "everybody has a weight, if only 0", "one number per member");
            else if (sum < 1 - 1e-9 || sum > 1 + 1e-9)
                p.refuse(path, "weights whose sum is not 1", "an opinion is a mean of opinions",
                         "weights that add up to 1");
        }
    }

    void build(Builder& b) const override
    {
        auto const n = static_cast<std::uint32_t>(members.size());
        Members& people = b.population<Members>(n, n);
        for (std::uint32_t i = 0; i < n; ++i) {
            people.opinion.values()[i] = members[i].opinion;
            std::ranges::copy(members[i].trust, people.trust.row(i).begin());
        }
        people.trust.is_initialised = true;

        b.each<Listen>("listen");

        b.measure("opinion", "1", "mean opinion", [&people](World const&) {
            return ordered_sum(people.size(),
                               [&](std::size_t i) { return people.opinion[static_cast<std::uint32_t>(i)]; }) /
                   people.size();
        });
        b.measure("disagreement", "1", "highest opinion less the lowest", [&people](World const&) {
            auto const [low, high] = std::ranges::minmax(std::as_const(people.opinion).values());
            return high - low;
        });
    }
};

} // namespace

Model degroot()
{
    return {"degroot", "1", "Reaching a consensus (DeGroot)", [] { return std::make_unique<DeGroot>(); }};
}

} // namespace tianji::classics
