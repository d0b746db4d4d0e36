// Logit choice: everybody takes the option whose utility and luck together are largest (McFadden 1974).
//
// With luck from a Gumbel distribution an option is taken with probability exp(β u) / Σ exp(β u): the choice of
// technologies, partners or suppliers by people who see utilities imperfectly.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>

namespace tianji::classics {

namespace {

struct Choosers : Population {
    Choosers() : Population("choosers") {}
    Column<std::uint32_t> choice{*this, "choice", "1", "option taken, counted from 0", 0};
};

struct LogitRule {
    std::vector<double> utilities{1.0, 1.5, 2.0};
    double intensity = 2.0; // [1] β

    void declare(Parameters& p)
    {
        p.numbers(utilities, {"utilities", "1", "of each option"}, any_number());
        p.number(intensity, {"intensity", "1", "intensity of choice (β); 0 is blind", "McFadden 1974"}, range(0, 1e6));
    }

    void validate(Parameters& p) const
    {
        if (utilities.empty()) p.refuse("utilities", "there is no option", "", "utilities: [1, 2]");
    }
};

struct Choose {
    LogitRule rule;
    Own<&Choosers::choice> choice;

    void operator()(Self<Choosers> self, Stream& luck) const
    {
        double best = 0.0;
        for (std::uint32_t option = 0; option < rule.utilities.size(); ++option) {
            double const score = rule.intensity * rule.utilities[option] + luck.gumbel();
            if (option > 0 && score <= best) continue;
            best = score;
            choice[self] = option;
        }
    }
};

struct LogitChoice : Rules {
    std::int64_t choosers = 10'000;
    LogitRule rule;

    void declare(Parameters& p) override
    {
        p.integer(choosers, {"choosers", "1", "who choose anew in each tick"}, range(1, 100e6));
        p.group(rule, {"choice", "", "among what, and how well"});
    }

    void build(Builder& b) const override
    {
        b.population<Choosers>(static_cast<std::uint32_t>(choosers));
        b.each<Choose>("choose", rule);

        std::vector<std::string> labels;
        for (std::size_t option = 0; option < rule.utilities.size(); ++option) labels.push_back(std::to_string(option));
        b.measure({"share", "1", "share of choosers who took each option", 1, "option", std::move(labels),
                   [options = rule.utilities.size()](World const& world, std::vector<double>& out) {
                       auto const choices = world.population<Choosers>().choice.values();
                       out.assign(options, 0.0);
                       for (std::uint32_t choice : choices) ++out[choice];
                       for (double& share : out) share /= static_cast<double>(choices.size());
                   }});
    }
};

} // namespace

Model logit_choice()
{
    return {"logit_choice", "1", "Logit choice among options", [] { return std::make_unique<LogitChoice>(); }};
}

} // namespace tianji::classics
