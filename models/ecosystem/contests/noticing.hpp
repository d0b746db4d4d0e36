// Which calls an organisation notices: a bounded number, however large the country is.
//
// The topics of each field are spread over bands by a hash. How many bands there are follows from how many
// organisations there are at the start, so that a band has as many topics and as many readers in a small country as in
// a large one. An organisation follows some bands of the fields it knows, more of them if it is larger; each tick it
// hears of one band from a partner and comes across one by chance. All of this belongs to the pair of organisation and
// technology, never to which other calls there are: one programme does not shift what is noticed of another.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "engine/simulation/network_views.hpp"
#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/programmes/programmes.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tianji::ecosystem {

// Into how many bands each field is divided; has no columns, so it is no part of the state.
struct Audience : Population {
    explicit Audience(std::uint32_t bands) : Population("audience"), bands(bands) {}
    std::uint32_t const bands;
};

// Bands of each field for so many organisations at the start.
std::uint32_t bands_for(std::uint32_t organisations, std::int64_t readers_per_band);

// How many bands of all fields an organisation of `staff` [FTE] follows: attention grows with the square root of its
// size, to four times that of an organisation of one researcher at most.
double bands_followed(BiddingRule const& rule, double staff);

// A call that is decided in this tick, with what those who look at it ask first.
struct Notice {
    Row<Calls> call;
    Row<Technologies> topic;
    std::uint64_t luck = 0; // key of the topic's luck
    Programme const* terms = nullptr;
};

// The calls that are decided in this tick, by field and band of their topic. Made when the process begins.
class NoticeBoard {
public:
    using IsView = void;
    explicit NoticeBoard(Wiring& w);
    NoticeBoard(NoticeBoard const&) = delete;
    NoticeBoard& operator=(NoticeBoard const&) = delete;

    std::uint32_t fields() const { return fields_; }
    std::uint32_t bands() const { return bands_; }
    std::span<Notice const> at(std::uint32_t field, std::uint32_t band) const
    {
        std::size_t const place = std::size_t{field} * bands_ + band;
        return {notices_.data() + first_[place], notices_.data() + first_[place + 1]};
    }
    // By which topics and readers are spread over bands: another in each replicate.
    std::uint64_t salt() const { return salt_; }
    std::uint64_t tick() const { return static_cast<std::uint64_t>(world_->clock.tick); }

private:
    void refresh();

    World const* world_;
    std::uint32_t bands_, fields_ = 0;
    std::uint64_t salt_ = 0;
    std::vector<Notice> notices_;      // by field and band, there in the order of the calls' rows
    std::vector<std::uint32_t> first_; // of each place
};

// What an organisation looks at in a tick.
class Noticing {
public:
    using IsView = void;
    explicit Noticing(Wiring& w) : board_(w), skill_(w), staff_(w), organisations_(w), network_(w) {}

    // Calls look(notice) for every call that it notices, once.
    template <class Look>
    void visit(Row<Organisations> row, BiddingRule const& rule, Look const& look) const
    {
        std::vector<Place> places;
        places.reserve(16);
        follow(row, rule, places);
        hear(row, places);
        come_across(row, places);
        std::ranges::sort(places);
        places.erase(std::unique(places.begin(), places.end()), places.end());
        for (Place const& place : places)
            for (Notice const& notice : board_.at(place.field, place.band)) look(notice);
    }

private:
    struct Place {
        std::uint32_t field, band;
        friend auto operator<=>(Place, Place) = default;
    };

    void follow(Row<Organisations> row, BiddingRule const& rule, std::vector<Place>& places) const;
    void hear(Row<Organisations> row, std::vector<Place>& places) const;
    void come_across(Row<Organisations> row, std::vector<Place>& places) const;
    // The j-th band of a field that an organisation follows.
    std::uint32_t band_of(std::uint64_t reader, std::uint32_t field, std::uint64_t j) const;

    NoticeBoard board_;
    Read<&Organisations::skill> skill_;
    Read<&Organisations::staff> staff_;
    Everyone<Organisations> organisations_;
    Network<Organisations> network_;
};

} // namespace tianji::ecosystem
