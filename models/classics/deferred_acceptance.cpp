// Deferred acceptance: proposers try their wishes one by one, receivers keep the best offer so far (Gale and Shapley
// 1962). The matching is stable, and of the stable ones the best for all proposers: projects and labs, firms and
// grants.
//
// The first tick is the market: rounds of proposals, repeated until all are matched. Nothing happens after it.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/preferences.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace tianji::classics {

namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

struct Proposers : Population {
    explicit Proposers(std::uint32_t n) : Population("proposers") { wish.set_width(n); }
    Column<std::uint32_t> wish{*this, "wish", "1", "receivers, the best first"};
    Column<std::uint32_t> proposals{*this, "proposals", "1", "made so far: the next goes to the wish of this number",
                                    0};
};

struct Receivers : Population {
    explicit Receivers(std::uint32_t n) : Population("receivers") { rank.set_width(n); }
    Column<std::uint32_t> rank{*this, "rank", "1", "place of each proposer in one's list, 0 the best"};
    Column<std::uint32_t> held{*this, "held", "1", "proposer whose offer is kept, or nobody", nobody};
};

struct Proposal {
    using Receiver = Receivers;
    static constexpr std::string_view name = "proposal";
    std::uint32_t proposer;
};

// Whose last offer is still held waits.
struct Propose {
    Read<&Proposers::wish> wish;
    Read<&Receivers::held> held;
    Own<&Proposers::proposals> proposals;
    Post<Proposal> post;

    void operator()(Self<Proposers> self) const
    {
        auto const wishes = wish.row(self);
        std::uint32_t& made = proposals[self];
        if (made > 0 && held[Row<Receivers>{wishes[made - 1]}] == self.index()) return;
        post.send(self, Row<Receivers>{wishes[made++]}, Proposal{self.index()});
    }
};

struct Consider {
    Read<&Receivers::rank> rank;
    Own<&Receivers::held> held;
    Inbox<Proposal> inbox;

    void operator()(Self<Receivers> self) const
    {
        auto const ranks = rank.row(self);
        for (Proposal const& proposal : inbox.messages(self))
            if (held[self] == nobody || ranks[proposal.proposer] < ranks[held[self]]) held[self] = proposal.proposer;
    }
};

// Everybody has a partner as soon as every receiver holds an offer: sides are of the same size.
bool all_matched(World const& world)
{
    auto const held = world.population<Receivers>().held.values();
    return std::ranges::find(held, nobody) == held.end();
}

double proposals_made(World const& world)
{
    double sum = 0.0;
    for (std::uint32_t made : world.population<Proposers>().proposals.values()) sum += made;
    return sum;
}

double mean_rank_of_receivers(World const& world)
{
    Receivers const& receivers = world.population<Receivers>();
    double sum = 0.0;
    for (std::uint32_t row = 0; row < receivers.size(); ++row) sum += receivers.rank.row(row)[receivers.held[row]] + 1;
    return sum / receivers.size();
}

Preferences preferences_in(World const& world)
{
    auto const& proposers = world.population<Proposers>();
    return {proposers.size(), proposers.wish.values(), world.population<Receivers>().rank.values()};
}

double is_matching_stable(World const& world)
{
    auto const held = world.population<Receivers>().held.values();
    std::vector<std::uint32_t> partner(held.size());
    for (std::uint32_t receiver = 0; receiver < held.size(); ++receiver) partner[held[receiver]] = receiver;
    return is_stable(preferences_in(world), partner) ? 1.0 : 0.0;
}

double stable_matchings(World const& world)
{
    constexpr std::uint32_t most = 8; // 8! matchings
    Preferences const preferences = preferences_in(world);
    return preferences.n <= most ? static_cast<double>(count_stable_matchings(preferences))
                                 : std::numeric_limits<double>::quiet_NaN();
}

struct DeferredAcceptance : Rules {
    std::int64_t pairs = 100;

    void declare(Parameters& p) override
    {
        p.integer(pairs, {"pairs", "1", "proposers, and as many receivers"}, range(1, 10'000));
    }

    void build(Builder& b) const override
    {
        auto const n = static_cast<std::uint32_t>(pairs);
        Proposers& proposers = b.population<Proposers>(n, n);
        Receivers& receivers = b.population<Receivers>(n, n);
        draw_preferences(b, proposers, receivers);

        b.rounds("match", static_cast<std::uint64_t>(pairs * pairs), all_matched, [](Builder& round) {
            round.each<Propose>("propose");
            round.each<Consider>("consider");
        });

        // The last proposal of each was accepted, so its number is the rank of the partner.
        b.measure("proposals", "1", "made until all were matched", proposals_made);
        b.measure("proposer_rank", "1", "mean place of the partner in a proposer's list, 1 the best",
                  [n](World const& world) { return proposals_made(world) / n; });
        b.measure("receiver_rank", "1", "mean place of the partner in a receiver's list, 1 the best",
                  mean_rank_of_receivers);
        b.measure("stable", "1", "1 if no two would rather have each other, else 0", is_matching_stable);
        b.measure("stable_matchings", "1", "number of stable matchings there are; missing above 8 pairs",
                  stable_matchings);
    }

    static void draw_preferences(Builder& b, Proposers& proposers, Receivers& receivers)
    {
        std::vector<std::uint32_t> list(proposers.size());
        auto const wishes = proposers.wish.values(), ranks = receivers.rank.values();
        for (std::uint32_t row = 0; row < proposers.size(); ++row) {
            Stream luck = b.luck("wishes", row);
            draw_order(wishes.subspan(std::size_t{row} * list.size(), list.size()), luck);
            luck = b.luck("ranks", row);
            draw_order(ranks.subspan(std::size_t{row} * list.size(), list.size()), luck);
        }
    }
};

} // namespace

Model deferred_acceptance()
{
    return {"deferred_acceptance", "1", "Deferred acceptance", [] { return std::make_unique<DeferredAcceptance>(); }};
}

} // namespace tianji::classics
