// Organisations learn by working, successes and failures alike, and from their most knowledgeable partner; what is not
// used fades.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

namespace tianji::ecosystem {

namespace {

struct Learn {
    LearningRule rule;
    Network<Organisations> network;
    Inbox<Work> inbox;
    Read<&Technologies::requirement> requirement;
    ReadWrite<&Organisations::skill> skill;
    Receipts receipts;

    static constexpr std::uint32_t rows_per_block = 128;

    void operator()(Self<Organisations> self) const
    {
        std::span<double> const known = skill.next_row(self);
        for (Work const& work : inbox.messages(self)) {
            receipts.add(self, work.public_money, work.programme_money);
            if (work.technology) {
                auto const required = requirement.row(*work.technology);
                for (std::size_t d = 0; d < known.size(); ++d)
                    known[d] += rule.by_working * required[d] * (1.0 - known[d]);
            } else {
                for (std::size_t d = 0; d < known.size(); ++d)
                    if (work.fields >> d & 1u) known[d] += rule.by_working * (1.0 - known[d]);
            }
        }
        for (std::size_t d = 0; d < known.size(); ++d) {
            double best = known[d];
            for (Row<Organisations> partner : network.neighbours(self)) best = std::max(best, skill.row(partner)[d]);
            known[d] = (known[d] + rule.from_partners * (best - known[d])) * (1.0 - rule.forgetting);
        }
    }
};

} // namespace

void learn(Builder& b, LearningRule const& rule) { b.each<Learn>("learn", rule); }

} // namespace tianji::ecosystem
