// CollaborationGraph::apply: a batch of edits becomes changes of the graph in an order that depends on the edits alone.
#include "engine/base/contract.hpp"
#include "engine/graph/collaboration_graph.hpp"
#include "engine/graph/radix_sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <tuple>
#include <utility>

namespace tianji {

namespace {

using Action = TieEdit::Action;
using Outcome = CommittedEdit::Outcome;
using Half = EditableTies::Half;
using Slot = EditableTies::Slot;

// An edit's place in the order; the edit itself is looked at only where two of the batch mean the same tie.
struct Place {
    std::uint64_t pair; // smaller end << 32 | larger end
    std::uint32_t edit;
    TieKind kind;

    Vertex a() const { return static_cast<Vertex>(pair >> 32); }
    Vertex b() const { return static_cast<Vertex>(pair); }
    bool same_tie(Place const& other) const { return pair == other.pair && kind == other.kind; }
};

class Commit {
public:
    Commit(EditableTies& ties, std::span<TieEdit const> edits)
        : ties_(ties), edits_(edits), vertex_bits_(static_cast<unsigned>(std::bit_width(ties.vertex_count())))
    {
        expects(edits.size() < std::size_t{1} << 32, "fewer than 2^32 edits at a time");
        for (std::uint32_t i = 0; i < edits.size(); ++i) {
            TieEdit const& edit = edits[i];
            expects(edit.a < ties.vertex_count() && edit.b < ties.vertex_count(),
                    "edits of ties between vertices that exist");
            expects(edit.a != edit.b, "nobody is tied to itself");
            expects(std::isfinite(edit.weight), "finite weights");
            auto const [a, b] = std::minmax(edit.a, edit.b);
            of(edit.action).push_back({std::uint64_t{a} << 32 | b, i, edit.kind});
        }
        for (auto& places : places_) sort(places);
        done_.reserve(edits.size());
    }

    std::vector<CommittedEdit> run() &&
    {
        std::vector<Slot> ended = end_ties();
        reweight_ties();
        add_ties();
        std::sort(ended.begin(), ended.end());
        ties_.release_slots(ended); // last, so that no id means two ties in one batch
        return std::move(done_);
    }

private:
    std::vector<Place>& of(Action action) { return places_[static_cast<std::size_t>(action)]; }

    // By pair; then, where edits of the batch mean the same pair, by all that distinguishes them.
    void sort(std::vector<Place>& places) const
    {
        radix_sort(places, vertex_bits_, [](Place const& place) { return place.b(); });
        radix_sort(places, vertex_bits_, [](Place const& place) { return place.a(); });
        auto const total = [&](Place const& place) {
            TieEdit const& edit = edits_[place.edit];
            return std::tuple(place.kind, edit.key, edit.since, edit.weight, edit.reason);
        };
        for (auto first = places.begin(); first != places.end();) {
            auto last = first + 1;
            while (last != places.end() && last->pair == first->pair) ++last;
            if (last - first > 1)
                std::sort(first, last, [&](Place const& x, Place const& y) { return total(x) < total(y); });
            first = last;
        }
    }

    std::vector<Slot> end_ties()
    {
        std::vector<Half> halves;
        std::vector<Slot> ended;
        Place const* previous = nullptr;
        for (Place const& place : of(Action::end)) {
            fetch_ahead(place, of(Action::end));
            bool const again = previous != nullptr && previous->same_tie(place);
            auto const slot = again ? std::nullopt : ties_.find(place.a(), place.b(), place.kind);
            previous = &place;
            note(place, slot ? Outcome::ended : Outcome::absent, slot);
            if (!slot) continue;
            halves.push_back({place.a(), place.b(), *slot, place.kind});
            ended.push_back(*slot);
        }
        ties_.remove(halves);
        ties_.remove(seen_from_larger_end(halves));
        return ended;
    }

    void reweight_ties()
    {
        for (Place const& place : of(Action::reweight)) {
            fetch_ahead(place, of(Action::reweight));
            auto const slot = ties_.find(place.a(), place.b(), place.kind);
            if (slot) ties_.tie(*slot).weight = edits_[place.edit].weight;
            note(place, slot ? Outcome::reweighted : Outcome::absent, slot);
        }
    }

    void add_ties()
    {
        std::vector<Half> halves;
        for (Place const& place : of(Action::add)) {
            fetch_ahead(place, of(Action::add));
            TieEdit const& edit = edits_[place.edit];
            bool const just_formed = !halves.empty() && std::uint64_t{halves.back().place()} == place.pair &&
                                     halves.back().kind == place.kind;
            auto slot = just_formed ? halves.back().slot : ties_.find(place.a(), place.b(), place.kind);
            if (slot) {
                ties_.tie(*slot).weight += edit.weight;
                note(place, Outcome::strengthened, slot);
                continue;
            }
            slot = ties_.take_slot({place.a(), place.b(), edit.weight, edit.since, place.kind});
            halves.push_back({place.a(), place.b(), *slot, place.kind});
            note(place, Outcome::formed, slot);
        }
        ties_.insert(halves);
        ties_.insert(seen_from_larger_end(halves));
    }

    // Sorted by (smaller end, larger end, kind) before, so a stable sort by the larger end is all that is needed.
    std::span<Half const> seen_from_larger_end(std::vector<Half>& halves) const
    {
        for (Half& half : halves) std::swap(half.from, half.to);
        radix_sort(halves, vertex_bits_, [](Half const& half) { return half.from; });
        return halves;
    }

    void fetch_ahead(Place const& place, std::vector<Place> const& places) const
    {
        constexpr std::ptrdiff_t ahead = EditableTies::steps_ahead;
        if (&places.back() - &place >= 2 * ahead) ties_.fetch((&place)[ahead].a(), (&place)[2 * ahead].a());
    }

    void note(Place const& place, Outcome outcome, std::optional<Slot> slot)
    {
        TieEdit const& edit = edits_[place.edit];
        CommittedEdit done{outcome,     place.kind, edit.reason, place.a(), place.b(),
                           edit.weight, edit.since, no_tie,      edit.key};
        if (slot) {
            done.tie = *slot;
            done.weight = ties_.tie(*slot).weight;
            done.since = ties_.tie(*slot).since;
        }
        done_.push_back(done);
    }

    EditableTies& ties_;
    std::span<TieEdit const> edits_;
    unsigned vertex_bits_;
    std::array<std::vector<Place>, 3> places_; // by action
    std::vector<CommittedEdit> done_;
};

} // namespace

std::vector<CommittedEdit> CollaborationGraph::apply(std::span<TieEdit const> edits)
{
    expects(!is_frozen(), "an editable graph");
    std::vector<CommittedEdit> done = Commit(editable_, edits).run();
    for (CommittedEdit const& edit : done) {
        if (edit.outcome == Outcome::formed) ++tie_count_;
        if (edit.outcome == Outcome::ended) --tie_count_;
    }
    return done;
}

} // namespace tianji
