// Programmes open calls for the technologies that have appeared in their fields.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/organisations/groups.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/programmes/verbs.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/words/events.hpp"

#include <algorithm>
#include <optional>

namespace tianji::ecosystem {

namespace {

struct OpenCalls {
    std::vector<FieldOfKnowledge> const* fields;
    std::int64_t firms_at_start, owners_considered;
    Contracts contracts;
    Now now;
    Everyone<Programmes> programmes;
    Everyone<Calls> calls;
    Everyone<Technologies> technologies;
    Everyone<Organisations> organisations;
    Budgets budgets;
    Read<&Technologies::field> field;
    Read<&Technologies::appears> appears;
    Read<&Technologies::level> level;
    Read<&Technologies::target> target;
    Read<&Technologies::running> running;
    Read<&Technologies::requirement> requirement;
    CallDates called;
    Read<&Calls::technology> asked_for;
    Read<&Organisations::kind> kind;
    Read<&Organisations::standing> standing;
    Read<&Organisations::skill> skill;
    Births<Calls> births;
    Events events;

    // Those that pay first, in their order. Teams look for topics on their own account among what is left: what they do
    // never keeps a programme from calling, and while a call is open they wait for its decision.
    void operator()(Once const& once) const
    {
        std::vector<std::uint8_t> is_asked_for(technologies.slots());
        for (Row<Calls> call : calls) is_asked_for[asked_for[call].index] = 1;
        std::vector<Row<Technologies>> const topics = callable_topics(once);
        std::optional<Groups> firms;
        for (Row<Programmes> row : programmes) {
            if (!calls_now(row) || contracts.current(row)->is_on_own_account()) continue;
            Programme const& programme = *contracts.current(row);
            if (programme.call.owner == Call::Owner::firm && !firms) firms = group_firms();
            budgets.grant(once.as(row), round_budget(programme));
            for (Row<Technologies> technology : topics) {
                if (!is_called(programme, once.as(technology))) continue;
                open(once, row, programme, technology, firms ? &*firms : nullptr);
                called.set(once.as(technology), now.tick());
                is_asked_for[technology.index] = 1;
            }
        }
        for (Row<Programmes> row : programmes) {
            if (!calls_now(row) || !contracts.current(row)->is_on_own_account()) continue;
            Programme const& programme = *contracts.current(row);
            for (Row<Technologies> technology : topics)
                if (is_asked_for[technology.index] == 0 && is_called(programme, once.as(technology)))
                    open(once, row, programme, technology, nullptr);
        }
    }

    // Those that some programme may call: looked for once, not once per programme.
    std::vector<Row<Technologies>> callable_topics(Once const& once) const
    {
        bool is_anything_repeated = false;
        for (Row<Programmes> row : programmes)
            if (Programme const* programme = contracts.current(row))
                is_anything_repeated |= programme->call.repeat_after > 0;
        std::vector<Row<Technologies>> topics;
        for (Row<Technologies> technology : technologies)
            if (appears[technology] <= now.tick() && running[technology] == 0 &&
                (is_anything_repeated || called.last(once.as(technology)) < 0))
                topics.push_back(technology);
        return topics;
    }

    bool calls_now(Row<Programmes> row) const
    {
        Programme const* programme = contracts.current(row);
        if (programme == nullptr) return false;
        std::int64_t const since = now.tick() - programme->from;
        bool const is_over = programme->until >= 0 && now.tick() >= programme->until;
        return since >= 0 && !is_over && since % programme->call.every == 0;
    }

    // The yearly budget in parts, one per round of calls.
    Money round_budget(Programme const& programme) const
    {
        Money yearly = programme.call.budget;
        if (yearly == Money{})
            for (FieldOfKnowledge const& one : *fields)
                if (calls_field(programme, one.name)) yearly += one.budget_per_year;
        double const years = static_cast<double>(programme.call.every) / now.clock().ticks_per_year();
        return share_of(yearly, programme.call.budget_scale * years);
    }

    static bool calls_field(Programme const& programme, std::string const& name)
    {
        return programme.call.fields.empty() ||
               std::ranges::find(programme.call.fields, name) != programme.call.fields.end();
    }

    // Of callable topics.
    bool is_called(Programme const& programme, Self<Technologies> technology) const
    {
        if (!calls_field(programme, (*fields)[field[technology]].name)) return false;
        if (level[technology] >= target_of(programme, technology)) return false;
        if (called.last(technology) < 0) return true;
        return programme.call.repeat_after > 0 && now.tick() - called.last(technology) >= programme.call.repeat_after;
    }

    std::int32_t target_of(Programme const& programme, Row<Technologies> technology) const
    {
        return programme.call.level > 0 ? static_cast<std::int32_t>(programme.call.level) : target[technology];
    }

    void open(Once const& once, Row<Programmes> programme_row, Programme const& programme, Row<Technologies> technology,
              Groups const* firms) const
    {
        Self<Technologies> const self = once.as(technology);
        AgentId<Organisations> const owner = programme.call.owner == Call::Owner::firm
                                                 ? choose_owner(once, *firms, technology)
                                                 : AgentId<Organisations>::none();
        births.bear(self, mix(hash_of(contracts.name(programme_row)), technology_luck(technologies.key(technology))),
                    {programme_row, technology, owner, static_cast<std::int32_t>(now.tick() + programme.call.decision),
                     target_of(programme, technology)});
        if (programme.is_on_own_account()) return; // nobody has called
        events.add(self, {static_cast<std::int32_t>(now.tick()), code(EcosystemEvent::call_opened), -1,
                          owner.is_none() ? -1 : static_cast<std::int32_t>(owner.slot),
                          static_cast<std::int32_t>(technology.index)});
    }

    // The firm that needs the technology: a logit choice over how much its knowledge overlaps with it, among the firms
    // of one group.
    AgentId<Organisations> choose_owner(Once const& once, Groups const& groups, Row<Technologies> technology) const
    {
        std::uint64_t const topic = technology_luck(technologies.key(technology));
        AgentId<Organisations> best = AgentId<Organisations>::none();
        double best_score = 0.0;
        for (Row<Organisations> firm : groups.at(topic)) {
            double const fit = overlap(requirement.row(technology), skill.row(firm));
            double const u = once.pair_luck(topic, organisations.key(firm)).open_uniform();
            if (!best.is_none() && 4.0 * fit + gumbel_bound(u) <= best_score) continue;
            double const score = 4.0 * fit + gumbel_of(u);
            if (!best.is_none() && score <= best_score) continue;
            best = organisations.id(firm);
            best_score = score;
        }
        return best;
    }

    // Made once in a tick, and only where a programme looks for owners.
    Groups group_firms() const
    {
        Groups groups(firms_at_start, owners_considered);
        for (Row<Organisations> firm : organisations)
            if (sells(kind[firm]) && standing[firm] == Standing::active) groups.add(firm, organisations.key(firm));
        return groups;
    }
};

} // namespace

void open_calls(Builder& b, std::vector<FieldOfKnowledge> const& fields, BiddingRule const& rule)
{
    auto const& organisations = b.world().population<Organisations>();
    auto const firms = std::ranges::count_if(organisations.kind.values(), sells);
    b.once<OpenCalls>("open_calls", &fields, static_cast<std::int64_t>(firms), rule.owners_considered);
}

} // namespace tianji::ecosystem
