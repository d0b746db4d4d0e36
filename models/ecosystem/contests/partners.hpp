// Whom a lead asks to join its team: partners, some partners of partners, some strangers.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "engine/simulation/network_views.hpp"
#include "models/ecosystem/contests/contests.hpp"
#include "models/ecosystem/contests/rules.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tianji::ecosystem {

// A lead and its partners.
class Team {
public:
    explicit Team(Row<Organisations> lead) { members_[0] = lead; }

    void add(Row<Organisations> member)
    {
        expects(size_ < most_members, "a team has room for its members");
        members_[size_++] = member;
    }
    std::uint32_t size() const { return size_; }
    Row<Organisations> operator[](std::size_t i) const { return members_[i]; }

private:
    std::array<Row<Organisations>, most_members> members_{};
    std::uint32_t size_ = 1;
};

// What a team is sought for.
struct Need {
    std::uint64_t luck = 0;           // key of the topic's luck
    std::span<double const> required; // knowledge, (n_fields)
    AgentId<Organisations> owner;     // does not answer its own call
    bool is_unpaid = false;           // on own account: only those join who would pay
    std::uint32_t partners = 0;       // wanted
};

class PartnerSearch {
public:
    using IsView = void;
    explicit PartnerSearch(Wiring& w);
    PartnerSearch(PartnerSearch const&) = delete;
    PartnerSearch& operator=(PartnerSearch const&) = delete;

    // The lead, then partners one by one: each the best by what it adds, by old ties and by luck (logit; Gumbel-max).
    // `luck`: of the lead in this tick; `pair`: of the lead and the topic; `mismatch`: ϑ of the research rule.
    Team form_team(Row<Organisations> lead, Stream const& luck, PairStream& pair, Need const& need,
                   BiddingRule const& rule, double mismatch) const;
    // Researchers it can still promise [FTE].
    double room(Row<Organisations> row) const { return cards_[row.index].room; }

private:
    // What is asked of a candidate first, side by side: candidates are far apart in memory.
    struct Card {
        double room = 0.0;
        std::uint64_t key = 0;
        std::uint32_t generation = 0;
        bool is_alive = false, is_latent = false, would_pay = false;
    };
    struct Candidate {
        Row<Organisations> row;
        double appeal; // without what depends on the team so far, and without luck
        double chance; // a uniform number in (0, 1), or the Gumbel variate drawn with it
        bool is_drawn = false;
    };
    // Rows met on the way, beyond the lead's own partners.
    struct Met {
        static constexpr std::uint32_t of_each_sort = 6;
        std::array<Row<Organisations>, of_each_sort> of_partners, strangers;
        std::uint32_t n_of_partners = 0;
    };

    void refresh();
    Met look_around(Row<Organisations> lead, PairStream& pair) const;
    std::vector<Candidate> find_candidates(Row<Organisations> lead, Stream const& luck, PairStream& pair,
                                           Need const& need, BiddingRule const& rule) const;
    std::size_t best_of(std::span<Candidate> candidates, std::span<double const> required,
                        std::span<double const> known, double weight) const;

    Organisations const* organisations_;
    Network<Organisations> network_;
    Read<&Organisations::skill> skill_;
    Read<&Organisations::kind> kind_;
    Read<&Organisations::standing> standing_;
    Read<&Organisations::staff> staff_;
    Read<&Organisations::booked> booked_;
    std::vector<Card> cards_;
};

} // namespace tianji::ecosystem
