// The network: one's neighbours, and ties formed, strengthened and ended.
#pragma once

#include "engine/simulation/buffered.hpp"
#include "engine/simulation/self.hpp"
#include "engine/simulation/wiring.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tianji {

namespace detail {

// A wish whose other end may not be born yet.
struct TieWish {
    TieEdit edit;
    Newborns const* newborns = nullptr;
    std::uint32_t block = 0, index = 0;
};

class TieChannel : public Buffered<TieWish> {
public:
    TieChannel() : Buffered(ChannelOrder::ties) {}
    void apply(Step& step) override;
};

// Refuses a process that asks for the ties of a population whose ties the graph does not hold.
void expect_vertices(Wiring const& wiring, Population const& population);

} // namespace detail

// Neighbours on the graph as they were when the process began.
template <class P>
class Network {
public:
    using IsView = void;
    explicit Network(Wiring& wiring) : graph_(&wiring.world.graph)
    {
        detail::expect_vertices(wiring, wiring.world.population<P>());
    }

    // A range of rows.
    class Neighbours {
    public:
        explicit Neighbours(std::span<std::uint32_t const> vertices) : vertices_(vertices) {}
        std::size_t size() const { return vertices_.size(); }
        bool empty() const { return vertices_.empty(); }
        Row<P> operator[](std::size_t i) const { return {vertices_[i]}; }
        struct Iterator {
            std::uint32_t const* at;
            Row<P> operator*() const { return {*at}; }
            Iterator& operator++()
            {
                ++at;
                return *this;
            }
            bool operator==(Iterator const&) const = default;
        };
        Iterator begin() const { return {vertices_.data()}; }
        Iterator end() const { return {vertices_.data() + vertices_.size()}; }

    private:
        std::span<std::uint32_t const> vertices_;
    };
    Neighbours neighbours(Row<P> row) const { return Neighbours(graph_->neighbours(row.index)); }
    CollaborationGraph const& graph() const { return *graph_; }

private:
    CollaborationGraph const* graph_;
};

// Forms, strengthens and ends ties; committed together when the process ends, removals first.
template <class P>
class Ties {
public:
    using IsView = void;
    explicit Ties(Wiring& wiring) : world_(&wiring.world)
    {
        detail::expect_vertices(wiring, wiring.world.population<P>());
        wiring.process.edits_ties = true;
        auto owned = std::make_unique<detail::TieChannel>();
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    void add(Self<P> self, Row<P> other, std::uint8_t kind, float weight, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::add, kind, weight, reason);
    }
    // To one who is being born in this process.
    void add(Self<P> self, Ticket<P> other, std::uint8_t kind, float weight, std::uint8_t reason = 0) const
    {
        push(self, {edit(self, TieEdit::Action::add, kind, weight, reason), other.newborns, other.block, other.index});
    }
    void end(Self<P> self, Row<P> other, std::uint8_t kind, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::end, kind, 0.0F, reason);
    }
    void reweight(Self<P> self, Row<P> other, std::uint8_t kind, float weight, std::uint8_t reason = 0) const
    {
        push(self, other, TieEdit::Action::reweight, kind, weight, reason);
    }

private:
    void push(Self<P> self, Row<P> other, TieEdit::Action action, std::uint8_t kind, float weight,
              std::uint8_t reason) const
    {
        TieEdit wish = edit(self, action, kind, weight, reason);
        wish.b = other.index;
        push(self, {wish});
    }
    void push(Self<P> self, detail::TieWish wish) const { channel_->push(self.block(), wish); }
    TieEdit edit(Self<P> self, TieEdit::Action action, std::uint8_t kind, float weight, std::uint8_t reason) const
    {
        TieEdit edit{};
        edit.action = action;
        edit.a = self.index();
        edit.kind = kind;
        edit.weight = weight;
        edit.since = static_cast<std::int32_t>(world_->clock.tick);
        edit.key = (std::uint64_t{self.index()} << 32) | channel_->count(self.block());
        edit.reason = reason;
        return edit;
    }
    World const* world_;
    detail::TieChannel* channel_;
};

} // namespace tianji
