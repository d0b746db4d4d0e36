#include "models/ecosystem/measures/listings.hpp"

#include "models/ecosystem/state/calls.hpp"
#include "models/ecosystem/state/organisations.hpp"
#include "models/ecosystem/state/technologies.hpp"

namespace tianji::ecosystem {

namespace {

std::vector<std::string> const kinds{std::begin(kind_words), std::end(kind_words)};

// One life: a slot may be used again after a death.
struct OrganisationLine {
    std::int64_t slot = 0, born = 0, died = -1, first_win = -1;
    std::string key;
    Kind kind = Kind::firm;
    bool active = false;
    Money public_received;

    void declare(RowFields& f) const
    {
        f.integer(slot, "slot", "1", "number of its vertex in the graph");
        f.text(key, "key", "name or key in the input");
        f.code(static_cast<std::int32_t>(kind), "kind", "kind of organisation", kinds);
        f.integer(born, "born", "tick", "tick of its founding, 0 for those there at the start");
        f.integer(died, "died", "tick", "tick of its failure, -1 for those alive");
        f.integer(active, "active", "1", "1 if it has been seen in a project");
        f.integer(first_win, "first_win", "tick", "tick in which it became active, -1 for those active at the start");
        f.money(public_received, "public_received", "public research money received in the run");
    }
};

struct TechnologyLine {
    std::string key, field;
    std::int64_t appears = 0, start_level = 0, target_level = 0, level = 0, reached_tick = -1, feasible = 1;

    void declare(RowFields& f) const
    {
        f.text(key, "key", "name");
        f.text(field, "field", "field of knowledge");
        f.integer(appears, "appears", "tick", "tick from which it can be called");
        f.integer(start_level, "start_level", "1", "readiness at the start");
        f.integer(target_level, "target_level", "1", "readiness asked for");
        f.integer(level, "level", "1", "readiness at the end");
        f.integer(reached_tick, "reached_tick", "tick", "tick in which the target was reached, -1 for not");
        f.integer(feasible, "feasible", "1", "1 if it can be done at all");
    }
};

struct ProgrammeLine {
    std::string name, instrument;
    Money awarded, available, wasted;

    void declare(RowFields& f) const
    {
        f.text(name, "name", "name in the scenario");
        f.text(instrument, "instrument", "the preset it starts from");
        f.money(awarded, "awarded", "awarded by the first funder in the run");
        f.money(available, "available", "budget not awarded at the end");
        f.money(wasted, "wasted", "public money spent on lanes that were eliminated");
    }
};

std::vector<OrganisationLine> organisations(World const& world)
{
    auto const& o = world.population<Organisations>();
    std::vector<OrganisationLine> lines;
    for (std::uint32_t i = 0; i < o.size(); ++i)
        if (o.is_alive(i))
            lines.push_back({i, o.born[i], -1, o.since[i], o.names[i], o.kind[i], o.standing[i] == Standing::active,
                             o.public_received[i]});
    for (Organisations::Departed const& d : o.departed)
        lines.push_back(
            {d.slot, d.born, d.died, d.since, d.name, d.kind, d.standing == Standing::active, d.public_received});
    return lines;
}

} // namespace

void list(Builder& b, Founding const& founding)
{
    b.listing<OrganisationLine>("organisations", "organisation", "organisations, one row per life", organisations);
    b.listing<TechnologyLine>("technologies", "technology", "technologies", [&founding](World const& world) {
        auto const& t = world.population<Technologies>();
        std::vector<TechnologyLine> lines;
        for (std::uint32_t i = 0; i < t.size(); ++i)
            lines.push_back({name_of_technology(i), founding.fields[t.field[i]].name, t.appears[i], t.start_level[i],
                             t.target[i], t.level[i], t.reached_at[i], is_set(t.feasible[i])});
        return lines;
    });
    b.listing<
        ProgrammeLine>("programmes", "programme", "programmes, by the number that tables use", [](World const& world) {
        auto const& p = world.population<Programmes>();
        std::vector<ProgrammeLine> lines;
        for (std::uint32_t i = 0; i < p.size(); ++i)
            lines.push_back({p.terms.name(i), p.terms.latest(i).instrument, p.awarded[i], p.available[i], p.wasted[i]});
        return lines;
    });
}

} // namespace tianji::ecosystem
