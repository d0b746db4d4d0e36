// What a run observes of organisations and their ties.
#include "engine/graph/metrics.hpp"
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/words/events.hpp"

#include <algorithm>
#include <limits>
#include <utility>

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
    std::string org_id = {};
    std::vector<std::pair<std::string, std::string>> labels = {}; // name and value

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
        f.text(org_id, "org_id", "key in the file of organisations; empty for those that were not read");
        for (auto const& [name, value] : labels) f.text(value, name, "column of the file of organisations");
    }
};

// What the file says of those that were there at the start: only then is the slot that of a row.
void add_labels(OrganisationLine& line, Founding const& founding)
{
    auto const row = static_cast<std::size_t>(line.slot);
    bool const was_read = line.born == 0 && row < founding.organisations.size();
    if (was_read) line.org_id = founding.organisations[row].key;
    for (std::size_t i = 0; i < founding.label_names.size(); ++i)
        line.labels.emplace_back(founding.label_names[i], was_read ? founding.organisations[row].labels[i] : "");
}

std::vector<OrganisationLine> lives(World const& world, Founding const& founding)
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
    for (OrganisationLine& line : lines) add_labels(line, founding);
    return lines;
}

// Gini coefficient of non-negative numbers; 0 if all are zero.
double gini(std::vector<std::int64_t> values)
{
    std::ranges::sort(values);
    double weighted = 0.0, sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        weighted += static_cast<double>(i + 1) * static_cast<double>(values[i]);
        sum += static_cast<double>(values[i]);
    }
    auto const n = static_cast<double>(values.size());
    return sum > 0.0 ? 2.0 * weighted / (n * sum) - (n + 1.0) / n : 0.0;
}

bool is_seen(Organisations const& o, std::uint32_t row)
{
    return o.is_alive(row) && o.standing[row] == Standing::active;
}

void observe_lives(Builder& b)
{
    Organisations const& o = b.world().population<Organisations>();
    b.measure("organisations_alive", "1", "organisations that are active", [&o](World const&) {
        double n = 0.0;
        for (std::uint32_t i = 0; i < o.size(); ++i) n += is_seen(o, i);
        return n;
    });
    b.measure("funding_gini", "1",
              "concentration of public research money received since the start, over active organisations",
              [&o](World const&) {
                  std::vector<std::int64_t> received;
                  for (std::uint32_t i = 0; i < o.size(); ++i)
                      if (is_seen(o, i)) received.push_back(o.public_received[i].minor);
                  return gini(std::move(received));
              });
}

// The share of a mechanism among the pairs that began to work together in this tick.
void observe_new_ties(Builder& b)
{
    struct Mechanism {
        char const* name;
        char const* meaning;
        Reason reason;
    };
    for (Mechanism m :
         {Mechanism{"new_ties_repeat", "share of new joint projects between pairs that had a tie", Reason::repeat},
          Mechanism{"new_ties_closure", "share of them between pairs with a partner in common", Reason::closure},
          Mechanism{"new_ties_newcomer", "share of them with a newcomer", Reason::newcomer},
          Mechanism{"new_ties_farther", "share of them between all other pairs", Reason::farther}})
        b.measure(m.name, "1", m.meaning, [m](World const& world) {
            double all = 0.0, such = 0.0;
            for (Event const& event : world.events.rows) {
                if (event.kind > static_cast<std::int32_t>(EventWord::tie_strengthened)) continue;
                all += 1.0;
                such += event.reason == code(m.reason);
            }
            return all > 0.0 ? such / all : std::numeric_limits<double>::quiet_NaN();
        });
}

void observe_network(Builder& b)
{
    auto const yearly = std::max<std::int64_t>(1, static_cast<std::int64_t>(b.clock().ticks_per_year()));
    Organisations const& o = b.world().population<Organisations>();
    auto const seen = [&o] {
        std::vector<std::uint8_t> mask(o.size());
        for (std::uint32_t i = 0; i < o.size(); ++i) mask[i] = is_seen(o, i);
        return mask;
    };
    b.measure(
        "giant_component", "1", "share of active organisations in the largest component",
        [seen](World const& w) { return connected_components(simple_projection(w.graph, seen()).graph).giant_share(); },
        yearly);
    b.measure(
        "clustering", "1", "average local clustering (Watts and Strogatz 1998)",
        [seen](World const& w) { return clustering(simple_projection(w.graph, seen()).graph).average_local; }, yearly);
    b.measure(
        "assortativity", "1", "degree assortativity (Newman 2002)",
        [seen](World const& w) {
            return degree_assortativity(simple_projection(w.graph, seen()).graph)
                .value_or(std::numeric_limits<double>::quiet_NaN());
        },
        yearly);
}

} // namespace

void observe_organisations(Builder& b, Founding const& founding)
{
    observe_lives(b);
    observe_new_ties(b);
    observe_network(b);
    b.listing<OrganisationLine>("organisations", "organisation", "organisations, one row per life",
                                [&founding](World const& world) { return lives(world, founding); });
}

} // namespace tianji::ecosystem
