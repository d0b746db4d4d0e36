// What the outcomes of a policy are made of (evaluation.hpp), beside the usual measures: time, losses, who gets public
// money, and what each technology got.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/evaluation/evaluation.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <vector>

namespace tianji::ecosystem {

namespace {

using Out = std::vector<double>;

// One value per label.
void put(std::span<Money const> sums, Out& out)
{
    out.clear();
    for (Money sum : sums) out.push_back(in_millions(sum));
}

// Restricted mean: a technology that is not there yet counts with the time it has had so far.
double time_to_maturity(World const& world)
{
    Technologies const& t = world.population<Technologies>();
    double sum = 0.0, n = 0.0;
    for (std::uint32_t i = 0; i < t.size(); ++i) {
        if (t.appears[i] > world.clock.tick) continue;
        std::int64_t const until = t.reached_at[i] >= 0 ? t.reached_at[i] : world.clock.tick + 1;
        sum += static_cast<double>(std::max<std::int64_t>(0, until - t.appears[i]));
        n += 1.0;
    }
    return n > 0.0 ? sum / n : 0.0;
}

// Levels that lanes of programmes reached on a technology after another one of them had: those of lanes that have
// ended, and what lanes that run would add if they ended now.
double levels_duplicated(World const& world)
{
    auto const& p = world.population<Projects>();
    auto const& t = world.population<Technologies>();
    double duplicated = 0.0;
    for (std::int32_t const of_ended : t.duplicated.values()) duplicated += of_ended;
    std::unordered_map<std::uint32_t, std::array<std::uint16_t, highest_level + 1>> reached;
    for (std::uint32_t i = 0; i < p.size(); ++i) {
        if (!is_of_a_programme(p, i) || p.technology[i].is_none() || p.level[i] <= p.start_level[i]) continue;
        std::uint32_t const topic = (*p.technology[i]).index;
        auto const [place, is_new] = reached.try_emplace(topic);
        if (is_new) std::ranges::copy(t.lanes.row(topic), place->second.begin());
        for (std::int32_t level = p.start_level[i] + 1; level <= p.level[i]; ++level)
            duplicated += place->second[static_cast<std::size_t>(level)]++ > 0;
    }
    return duplicated;
}

double public_money_unused(World const& world)
{
    Projects const& p = world.population<Projects>();
    Money sum;
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (is_of_a_programme(p, i)) sum += share_of(Money{p.purse.balance[i]}, share_of_public(p.paid.row(i)));
    return in_millions(sum);
}

void observe_waste(Builder& b)
{
    b.measure("levels_duplicated", "1",
              "readiness levels that lanes of programmes reached after another lane had, since the start",
              levels_duplicated);
    Measure lost{"lost_by_payer",
                 "million",
                 "spent on lanes of programmes that ended below the readiness they promised, since the start",
                 1,
                 "payer",
                 {std::begin(funder_words), std::end(funder_words)},
                 {}};
    lost.observe = [](World const& world, Out& out) {
        std::array<Money, n_funders> sums{};
        auto const& programmes = world.population<Programmes>();
        for (std::uint32_t i = 0; i < programmes.size(); ++i)
            for (std::uint32_t f = 0; f < n_funders; ++f) sums[f] += programmes.lost.row(i)[f];
        put(sums, out);
    };
    b.measure(std::move(lost));
}

// Calls `see(kind, since, programme_received)` for everybody there is or was.
template <class See>
void for_all_receivers(Organisations const& o, See see)
{
    for (std::uint32_t i = 0; i < o.size(); ++i)
        if (o.is_alive(i)) see(o.kind[i], o.since[i], o.programme_received[i]);
    for (Organisations::Departed const& one : o.departed) see(one.kind, one.since, one.programme_received);
}

void observe_receivers(Builder& b)
{
    Measure by_kind{"public_money_by_kind",
                    "million",
                    "public money of programmes received since the start, by kind of organisation",
                    1,
                    "kind",
                    {std::begin(kind_words), std::end(kind_words)},
                    {}};
    by_kind.observe = [](World const& world, Out& out) {
        std::array<Money, n_kinds> sums{};
        for_all_receivers(world.population<Organisations>(), [&](Kind kind, std::int32_t, Money received) {
            sums[static_cast<std::size_t>(kind)] += received;
        });
        put(sums, out);
    };
    b.measure(std::move(by_kind));
    b.measure("public_money_of_newcomers", "million",
              "public money of programmes received since the start by organisations that were not active at the start",
              [](World const& world) {
                  Money sum;
                  for_all_receivers(world.population<Organisations>(), [&](Kind, std::int32_t since, Money received) {
                      if (since >= 0) sum += received;
                  });
                  return in_millions(sum);
              });
    Technologies const& t = b.world().population<Technologies>();
    Measure by_technology{
        "public_money_by_technology",
        "million",
        "public money paid to projects of programmes on each technology since the start, net of refunds",
        at_the_ends,
        "technology",
        {},
        {}};
    by_technology.labels = names_of(t);
    by_technology.observe = [&t](World const& world, Out& out) {
        auto const& p = world.population<Projects>();
        std::vector<Money> sums(t.public_money.values().begin(), t.public_money.values().end());
        for (std::uint32_t i = 0; i < p.size(); ++i)
            if (is_of_a_programme(p, i) && p.technology[i])
                sums[(*p.technology[i]).index] += net_public_money(p.paid.row(i), p.refunded.row(i));
        put(sums, out);
    };
    b.measure(std::move(by_technology));
}

} // namespace

void observe_what_policies_bring(Builder& b)
{
    b.measure("public_money_unused", "million", "public money in the accounts of projects of programmes",
              public_money_unused);
    b.measure("time_to_maturity", "tick",
              "from appearing to the readiness asked for, mean over technologies; those not there yet count until now",
              time_to_maturity);
    observe_waste(b);
    observe_receivers(b);
}

} // namespace tianji::ecosystem
