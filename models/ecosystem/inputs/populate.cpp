#include "models/ecosystem/inputs/populate.hpp"

#include "engine/base/elementary.hpp"
#include "models/ecosystem/processes/lenses.hpp"
#include "models/ecosystem/state/calls.hpp"
#include "models/ecosystem/state/log.hpp"

#include <algorithm>
#include <map>

namespace tianji::ecosystem {

namespace {

// The founding, kept where the processes can read it; it has no columns, so it is no part of the state.
struct Origin : Population {
    explicit Origin(Founding founding) : Population("origin"), founding(std::move(founding)) {}
    Founding const founding;
};

bool is_running(FoundingProject const& project) { return project.ends >= 0; }

// The field whose technologies a project works on: its first that has any.
std::optional<std::uint32_t> technology_field(Founding const& founding, FoundingProject const& project)
{
    for (std::uint32_t field : project.fields)
        if (founding.fields[field].has_technologies) return field;
    return std::nullopt;
}

double life_of(FoundingProject const& project) { return static_cast<double>(project.ends - project.starts + 1); }

// Researchers that the money of a project pays for.
double staff_of(FoundingProject const& project, double cost_per_tick)
{
    return static_cast<double>(project.contribution.minor) / (cost_per_tick * life_of(project));
}

// --- technologies ------------------------------------------------------------------------------------------------

struct Topic {
    std::uint32_t field;
    std::int32_t appears;
};

// Technologies of projects in flight (one per two projects of a field and year of start), then those that will appear,
// spread over each year.
std::vector<Topic> topics_of(Builder const& b, Founding const& founding, std::vector<std::int32_t>& topic_of_project)
{
    std::vector<Topic> topics;
    std::map<std::pair<std::uint32_t, std::int64_t>, std::pair<std::int32_t, int>>
        open; // the latest topic, projects on it
    auto const year = static_cast<std::int64_t>(b.clock().ticks_per_year());
    topic_of_project.assign(founding.projects.size(), -1);
    for (std::size_t i = 0; i < founding.projects.size(); ++i) {
        FoundingProject const& project = founding.projects[i];
        auto const field = technology_field(founding, project);
        if (!is_running(project) || !field) continue;
        auto& [topic, count] = open.try_emplace({*field, (project.starts - year + 1) / year}, -1, 0).first->second;
        if (count % 2 == 0) {
            topic = static_cast<std::int32_t>(topics.size());
            topics.push_back({*field, 0});
        }
        ++count;
        topic_of_project[i] = topic;
    }
    for (std::uint32_t field = 0; field < founding.fields.size(); ++field) {
        auto const total = static_cast<std::int64_t>(founding.fields[field].topics_per_year *
                                                     static_cast<double>(b.ticks()) / static_cast<double>(year));
        for (std::int64_t i = 0; i < total; ++i)
            topics.push_back({field, static_cast<std::int32_t>(i * b.ticks() / total)});
    }
    return topics;
}

void make_technologies(Builder& b, EcosystemRules const& rules, Founding const& founding,
                       std::vector<Topic> const& topics)
{
    auto const d = static_cast<std::uint32_t>(founding.fields.size());
    Technologies& t = b.world().add_population<Technologies>();
    t.requirement.set_width(d);
    t.populate(static_cast<std::uint32_t>(topics.size()));
    std::vector<std::int32_t> latest(d, -1);
    for (std::uint32_t i = 0; i < topics.size(); ++i) {
        FieldOfKnowledge const& field = founding.fields[topics[i].field];
        Stream luck = b.luck("technology", i);
        t.field.values()[i] = static_cast<std::uint8_t>(topics[i].field);
        t.appears.values()[i] = topics[i].appears;
        t.start_level.values()[i] = t.level.values()[i] = field.start_level;
        auto const gain =
            field.gain_low +
            static_cast<std::int32_t>(luck.below(static_cast<std::uint64_t>(field.gain_high - field.gain_low + 1)));
        t.target.values()[i] = std::min(highest_level, field.start_level + gain);
        t.feasible.values()[i] = flag(luck.chance(rules.research.feasible));
        t.quality.values()[i] = luck.normal();
        std::span<double> const required = t.requirement.row(i);
        required[topics[i].field] = std::clamp(rules.technologies.own_field + luck.uniform(-0.2, 0.2), 0.0, 1.0);
        if (d > 1) {
            auto const other = (topics[i].field + 1 + luck.below(d - 1)) % d;
            required[other] = luck.uniform(0.0, rules.technologies.other_field);
        }
        if (luck.chance(rules.technologies.prerequisites)) t.prerequisite.values()[i] = latest[topics[i].field];
        t.foreign_access.values()[i] = rules.technologies.foreign_access;
        latest[topics[i].field] = static_cast<std::int32_t>(i);
    }
}

// --- organisations -----------------------------------------------------------------------------------------------

// k = 1 − e^(−n/2), n the projects in a field so far; projects of several fields count in parts.
void set_skills(Organisations& o, Founding const& founding)
{
    for (FoundingProject const& project : founding.projects)
        for (std::uint32_t member : project.members)
            for (std::uint32_t field : project.fields)
                o.skill.row(member)[field] += 1.0 / static_cast<double>(project.fields.size());
    for (double& k : o.skill.values()) k = 1.0 - exp(-k / 2.0);
}

// Latent organisations know something, too: a field drawn by luck, as after one project.
void set_latent_skills(Builder const& b, Organisations& o, std::size_t fields)
{
    for (std::uint32_t row = 0; row < o.size(); ++row)
        if (o.standing[row] == Standing::latent)
            o.skill.row(row)[b.luck("latent skill", row).below(fields)] = 1.0 - exp(-0.5);
}

void set_staff(Organisations& o, EcosystemRules const& rules, Founding const& founding, double cost_per_tick)
{
    auto const booked = o.booked.values();
    for (FoundingProject const& project : founding.projects)
        if (is_running(project))
            for (std::size_t i = 0; i < project.members.size(); ++i)
                booked[project.members[i]] += staff_of(project, cost_per_tick) * project.shares[i];
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        double const staff = std::max(1.0, booked[row] / rules.behaviour.utilisation);
        o.staff.values()[row] = staff;
        o.own_research.values()[row] = staff - booked[row];
    }
}

void make_organisations(Builder& b, EcosystemRules const& rules, Founding const& founding, double cost_per_tick)
{
    Organisations& o = b.world().add_population<Organisations>();
    o.skill.set_width(static_cast<std::uint32_t>(founding.fields.size()));
    o.populate(static_cast<std::uint32_t>(founding.organisations.size()));
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        o.kind.values()[row] = founding.organisations[row].kind;
        o.standing.values()[row] = founding.organisations[row].standing;
        o.names.push_back(founding.organisations[row].name);
    }
    set_skills(o, founding);
    set_latent_skills(b, o, founding.fields.size());
    set_staff(o, rules, founding, cost_per_tick);
}

void make_ties(Builder& b, Founding const& founding)
{
    std::vector<Tie> ties;
    for (FoundingProject const& project : founding.projects)
        for (std::size_t i = 0; i < project.members.size(); ++i)
            for (std::size_t j = i + 1; j < project.members.size(); ++j)
                ties.push_back(
                    {project.members[i], project.members[j], 1.0F, static_cast<std::int32_t>(project.starts), 0});
    b.network<Organisations>({CollaborationGraph::Form::editable, founding.organisations.size(), ties});
}

// --- money -------------------------------------------------------------------------------------------------------

// Every account starts near the point where what it pays in a tick is what it gets.
void endow(Builder& b, EcosystemRules const& rules, double cost_per_tick)
{
    World& world = b.world();
    Organisations& o = world.population<Organisations>();
    std::int64_t sales = 0, base_funding = 0, overhead = 0;
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        double const own = o.own_research[row] * cost_per_tick, research = o.staff[row] * cost_per_tick;
        bool const is_firm = o.kind[row] == Kind::firm;
        Money const income = rounded(is_firm ? own / rules.market.research_intensity : own);
        Money const production =
            is_firm ? share_of(income, 1.0 - rules.market.research_intensity - rules.market.margin) : Money{};
        o.revenue.values()[row] = o.taken.values()[row] = income;
        (is_firm ? sales : base_funding) += income.minor;
        overhead += rounded(research * rules.market.overhead / (1.0 + rules.market.overhead)).minor;
        world.ledger.endow(world.account(&Organisations::cash, Row<Organisations>{row}),
                           share_of(rounded(research) + production, rules.market.cash_target));
    }
    for (std::uint32_t row = 0; row < o.size(); ++row)
        if (o.kind[row] == Kind::firm)
            o.share.values()[row] = static_cast<double>(o.revenue[row].minor) / static_cast<double>(sales);

    auto const domestic = [&](Domestic who) {
        return world.account(&DomesticSectors::purse, Row<DomesticSectors>{static_cast<std::uint32_t>(who)});
    };
    TreasuryRule const& t = rules.treasuries;
    double const per_tick = 1.0 / b.clock().ticks_per_year();
    Money const taxes = share_of(t.nation + t.province + t.city + t.county, per_tick);
    world.ledger.endow(domestic(Domestic::households), Money{sales + base_funding} + taxes);
    world.ledger.endow(domestic(Domestic::nation), t.nation + Money{base_funding});
    world.ledger.endow(domestic(Domestic::province), t.province);
    world.ledger.endow(domestic(Domestic::city), t.city);
    world.ledger.endow(domestic(Domestic::county), t.county);
    // Exports make up for imports, from the first tick on.
    world.ledger.endow(
        world.account(&ForeignSectors::purse, Row<ForeignSectors>{static_cast<std::uint32_t>(Foreign::outside)}),
        share_of(Money{sales}, rules.market.imports) + Money{overhead});
}

void make_sectors(Builder& b, EcosystemRules const& rules)
{
    b.population<DomesticSectors>(n_domestic);
    b.population<ForeignSectors>(n_foreign);
    Economy& economy = b.population<Economy>(1);
    economy.wage.fill(rules.treasuries.wage);
    Organisations const& o = b.world().population<Organisations>();
    double staff = 0.0;
    for (double one : o.staff.values()) staff += one;
    economy.staff.fill(staff);
    economy.staff_at_start.fill(staff);
}

// --- projects ----------------------------------------------------------------------------------------------------

// Those in flight, with what remains of their money and of their time.
void make_projects(Builder& b, Founding const& founding, std::vector<std::int32_t> const& topic_of_project,
                   double cost_per_tick)
{
    World& world = b.world();
    Organisations const& o = world.population<Organisations>();
    Technologies& t = world.population<Technologies>();
    std::size_t team = 8, running = 0;
    for (FoundingProject const& project : founding.projects) {
        team = std::max(team, project.members.size());
        running += is_running(project);
    }
    Projects& p = world.add_population<Projects>();
    p.members.set_width(static_cast<std::uint32_t>(team));
    p.shares.set_width(static_cast<std::uint32_t>(team));
    for (Column<Money>* money : {&p.promised, &p.paid, &p.refunded}) money->set_width(n_funders);
    p.populate(static_cast<std::uint32_t>(running));
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < founding.projects.size(); ++i) {
        FoundingProject const& project = founding.projects[i];
        if (!is_running(project)) continue;
        Projects::Birth birth{-1,
                              topic_of_project[i],
                              0,
                              {},
                              project.shares,
                              {},
                              0,
                              staff_of(project, cost_per_tick),
                              0,
                              static_cast<std::int32_t>(project.ends),
                              0,
                              0,
                              0.0,
                              {},
                              {},
                              Funder::european_union};
        for (std::uint32_t member : project.members) birth.members.push_back(id_of(o, Row<Organisations>{member}));
        for (std::uint32_t field : project.fields) birth.fields |= 1u << field;
        birth.price = birth.cost =
            share_of(project.contribution, static_cast<double>(project.ends + 1) / life_of(project));
        if (birth.technology >= 0) {
            auto const topic = static_cast<std::uint32_t>(birth.technology);
            birth.start_level = t.start_level[topic];
            birth.target = t.target[topic];
            birth.quality = b.luck("approach in flight", i).normal();
            ++t.running.values()[topic];
        }
        p.place(Row<Projects>{row}, birth);
        p.state.values()[row++] = ProjectState::running;
    }
}

void make_log(World& world)
{
    world.ledger.declare_purposes({std::begin(purpose_words), std::end(purpose_words)});
    world.add_table<Application>("applications", "every bid for a call and what became of it");
    world.add_table<Award>("awards", "every award and who promised how much");
    world.add_table<PaymentRow>("payments", "every payment to or from a project");
    world.add_table<Review>("reviews", "every lane at every gate of a race");
    world.add_table<ProjectOutcome>("outcomes", "every project that has ended");
    world.event_words.insert(world.event_words.end(), std::begin(event_words), std::end(event_words));
    world.reasons.insert(world.reasons.end(), std::begin(reason_words), std::end(reason_words));
}

} // namespace

Founding const& populate(Builder& b, EcosystemRules const& rules)
{
    World& world = b.world();
    Founding const& founding = world.add_population<Origin>(rules.inputs.make(b)).founding;
    double const cost_per_tick = cost_per_staff(rules.treasuries.wage, rules.market);
    std::vector<std::int32_t> topic_of_project;
    std::vector<Topic> const topics = topics_of(b, founding, topic_of_project);

    make_log(world);
    make_technologies(b, rules, founding, topics);
    make_organisations(b, rules, founding, cost_per_tick);
    make_ties(b, founding);
    make_sectors(b, rules);
    make_projects(b, founding, topic_of_project, cost_per_tick);
    Terms const terms(rules);
    b.population<Programmes>(terms.programmes(), terms, b.world().population<Projects>());
    b.population<Calls>(0);
    endow(b, rules, cost_per_tick);
    return founding;
}

} // namespace tianji::ecosystem
