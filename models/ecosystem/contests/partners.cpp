#include "models/ecosystem/contests/partners.hpp"

#include "engine/base/stream.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/technologies/science.hpp"

#include <algorithm>

namespace tianji::ecosystem {

namespace {

// How much of the gap a candidate closes.
double closes(std::span<double const> required, std::span<double const> known, std::span<double const> skill)
{
    double closed = 0.0;
    for (std::size_t d = 0; d < required.size(); ++d)
        if (skill[d] > known[d] && required[d] > known[d]) closed += std::min(skill[d], required[d]) - known[d];
    return closed;
}

template <class T>
void fetch_ahead(T const* place)
{
    __builtin_prefetch(place);
}

} // namespace

PartnerSearch::PartnerSearch(Wiring& w)
    : organisations_(&w.world.population<Organisations>()),
      network_(w),
      skill_(w),
      kind_(w),
      standing_(w),
      staff_(w),
      booked_(w)
{
    w.process.refreshers.emplace_back([this] { refresh(); });
}

void PartnerSearch::refresh()
{
    cards_.resize(organisations_->size());
    for (std::uint32_t i = 0; i < cards_.size(); ++i) {
        Row<Organisations> const row{i};
        cards_[i] = {ecosystem::room(staff_[row], booked_[row]),
                     organisations_->key(i),
                     organisations_->generation(i),
                     organisations_->is_alive(i),
                     standing_[row] == Standing::latent,
                     sells(kind_[row])};
    }
}

Team PartnerSearch::form_team(Row<Organisations> lead, Stream const& luck, PairStream& pair, Need const& need,
                              BiddingRule const& rule, double mismatch) const
{
    Team team(lead);
    if (need.partners == 0) return team;
    std::vector<Candidate> candidates = find_candidates(lead, luck, pair, need, rule);
    std::array<double, most_fields> knowledge;
    std::span<double> const known{knowledge.data(), need.required.size()};
    std::ranges::copy(skill_.row(lead), known.begin());
    double const weight = rule.complementarity * mismatch / static_cast<double>(known.size());
    while (team.size() <= need.partners && !candidates.empty()) {
        std::size_t const best = best_of(candidates, need.required, known, weight);
        team.add(candidates[best].row);
        add_knowledge(known, skill_.row(candidates[best].row));
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return team;
}

// Who could not win whatever it adds is passed over before its luck is turned into a Gumbel variate.
std::size_t PartnerSearch::best_of(std::span<Candidate> candidates, std::span<double const> required,
                                   std::span<double const> known, double weight) const
{
    double const most = std::max(0.0, weight * knowledge_gap(required, known));
    std::size_t best = 0;
    double best_score = -1e300;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        Candidate& one = candidates[i];
        double const chance = one.is_drawn ? one.chance : gumbel_bound(one.chance);
        if (one.appeal + chance + most < best_score - 1e-9) continue; // the margin covers rounding
        if (!one.is_drawn) one.chance = gumbel_of(one.chance);
        one.is_drawn = true;
        double const score = one.appeal + one.chance + weight * closes(required, known, skill_.row(one.row));
        if (score > best_score) best = i, best_score = score;
    }
    return best;
}

// Everybody's row is drawn before anybody is looked at, so that memory can be fetched meanwhile.
PartnerSearch::Met PartnerSearch::look_around(Row<Organisations> lead, PairStream& pair) const
{
    Met met;
    auto const partners = network_.neighbours(lead);
    for (Row<Organisations> const partner : partners) fetch_ahead(&cards_[partner.index]);
    for (std::uint32_t i = 0; i < Met::of_each_sort && !partners.empty(); ++i) {
        auto const theirs = network_.neighbours(partners[pair.below(partners.size())]);
        if (theirs.empty()) continue;
        Row<Organisations> const row = theirs[pair.below(theirs.size())];
        fetch_ahead(&cards_[row.index]);
        met.of_partners[met.n_of_partners++] = row;
    }
    for (Row<Organisations>& stranger : met.strangers) {
        stranger = {static_cast<std::uint32_t>(pair.below(cards_.size()))};
        fetch_ahead(&cards_[stranger.index]);
    }
    return met;
}

// Those who have people to spare.
std::vector<PartnerSearch::Candidate> PartnerSearch::find_candidates(Row<Organisations> lead, Stream const& luck,
                                                                     PairStream& pair, Need const& need,
                                                                     BiddingRule const& rule) const
{
    Met const met = look_around(lead, pair);
    auto const partners = network_.neighbours(lead);
    std::uint64_t const own_key = mix(cards_[lead.index].key, need.luck);
    std::vector<Candidate> candidates;
    candidates.reserve(partners.size() + std::size_t{2} * Met::of_each_sort);
    auto const add = [&](Row<Organisations> row, double appeal) {
        Card const& card = cards_[row.index];
        if (row == lead || !card.is_alive || card.room < 0.5) return;
        if (need.owner == AgentId<Organisations>{row.index, card.generation}) return;
        if (need.is_unpaid && !card.would_pay && rule.institution_value < 1.0) return;
        if (card.is_latent) appeal += rule.newcomer;
        fetch_ahead(skill_.row(row).data());
        candidates.push_back({row, appeal, PairStream(luck.key(), own_key, card.key).open_uniform()});
    };
    auto const is_known = [&](Row<Organisations> row) {
        return std::ranges::find(candidates, row, &Candidate::row) != candidates.end();
    };
    for (Row<Organisations> const partner : partners) add(partner, rule.repeat);
    for (std::uint32_t i = 0; i < met.n_of_partners; ++i)
        if (!is_known(met.of_partners[i])) add(met.of_partners[i], rule.closure);
    for (Row<Organisations> const stranger : met.strangers)
        if (!is_known(stranger)) add(stranger, 0.0);
    return candidates;
}

} // namespace tianji::ecosystem
