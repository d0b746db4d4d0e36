#include "models/ecosystem/contests/noticing.hpp"

#include <cmath>

namespace tianji::ecosystem {

namespace {

// Which of n a 64-bit hash stands for.
std::uint32_t one_of(std::uint32_t n, std::uint64_t hash)
{
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint32_t>((static_cast<Wide>(hash) * n) >> 64);
}

double as_uniform(std::uint64_t hash) { return static_cast<double>(hash >> 11) * 0x1.0p-53; }

} // namespace

std::uint32_t bands_for(std::uint32_t organisations, std::int64_t readers_per_band)
{
    auto const bands = (organisations + readers_per_band - 1) / readers_per_band;
    return static_cast<std::uint32_t>(std::max<std::int64_t>(1, bands));
}

double bands_followed(BiddingRule const& rule, double staff)
{
    return rule.attention * std::clamp(std::sqrt(staff), 1.0, 4.0);
}

NoticeBoard::NoticeBoard(Wiring& w) : world_(&w.world), bands_(w.world.population<Audience>().bands)
{
    w.process.refreshers.emplace_back([this] { refresh(); });
}

void NoticeBoard::refresh()
{
    auto const& calls = world_->population<Calls>();
    auto const& technologies = world_->population<Technologies>();
    auto const& programmes = world_->population<Programmes>();
    fields_ = technologies.requirement.width();
    salt_ = Stream({world_->seed, world_->replicate, initial_tick, hash_of("attention")}, 0).word();
    first_.assign(std::size_t{fields_} * bands_ + 1, 0);
    std::vector<std::uint32_t> place_of_row(calls.size());
    auto const is_due = [&](std::uint32_t row) {
        return calls.is_alive(row) && calls.decides[row] == world_->clock.tick;
    };
    for (std::uint32_t row = 0; row < calls.size(); ++row) {
        if (!is_due(row)) continue;
        std::uint32_t const topic = calls.technology[row].index;
        place_of_row[row] = technologies.field[topic] * bands_ + one_of(bands_, mix(salt_, technologies.key(topic)));
        ++first_[place_of_row[row] + 1];
    }
    for (std::size_t place = 1; place < first_.size(); ++place) first_[place] += first_[place - 1];
    notices_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t row = 0; row < calls.size(); ++row) {
        if (!is_due(row)) continue;
        Row<Technologies> const topic = calls.technology[row];
        notices_[next[place_of_row[row]]++] = {Row<Calls>{row}, topic, technology_luck(technologies.key(topic.index)),
                                               &programmes.terms.latest(calls.programme[row].index)};
    }
}

std::uint32_t Noticing::band_of(std::uint64_t reader, std::uint32_t field, std::uint64_t j) const
{
    return one_of(board_.bands(), mix(mix(board_.salt(), reader), field, j));
}

// As many bands of each field as its share of what the organisation knows, rounded by luck that stays the same.
void Noticing::follow(Row<Organisations> row, BiddingRule const& rule, std::vector<Place>& places) const
{
    std::span<double const> const skill = skill_.row(row);
    double known = 0.0;
    for (double const k : skill) known += k;
    if (!(known > 0.0)) return;
    std::uint64_t const reader = organisations_.key(row);
    double const per_skill = bands_followed(rule, staff_[row]) / known;
    for (std::uint32_t field = 0; field < board_.fields(); ++field) {
        double const wanted = per_skill * skill[field] + as_uniform(mix(mix(board_.salt(), reader), ~field, 0));
        auto const n = static_cast<std::uint32_t>(std::min(wanted, static_cast<double>(board_.bands())));
        for (std::uint32_t j = 0; j < n; ++j)
            places.push_back({field, n == board_.bands() ? j : band_of(reader, field, j)});
    }
}

// What one partner follows in the field it knows best. Who that partner is belongs to the pair: it does not change
// with the number of partners.
void Noticing::hear(Row<Organisations> row, std::vector<Place>& places) const
{
    std::uint64_t const now = mix(board_.tick(), organisations_.key(row)), salt = board_.salt();
    std::uint64_t loudest = 0;
    MaybeRow<Organisations> source;
    for (Row<Organisations> const partner : network_.neighbours(row)) {
        std::uint64_t const voice = mix(salt, now, organisations_.key(partner));
        if (source && voice <= loudest) continue;
        loudest = voice;
        source = partner;
    }
    if (!source) return;
    std::span<double const> const skill = skill_.row(*source);
    auto const best = static_cast<std::uint32_t>(std::ranges::max_element(skill) - skill.begin());
    places.push_back({best, band_of(organisations_.key(*source), best, 0)});
}

void Noticing::come_across(Row<Organisations> row, std::vector<Place>& places) const
{
    std::uint64_t const hash = mix(mix(board_.salt(), ~board_.tick()), organisations_.key(row));
    places.push_back({one_of(board_.fields(), hash), one_of(board_.bands(), mix(hash, 1))});
}

} // namespace tianji::ecosystem
