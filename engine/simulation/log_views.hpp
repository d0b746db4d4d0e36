// What is written down: rows of declared tables, and the log of events.
#pragma once

#include "engine/simulation/buffered.hpp"
#include "engine/simulation/self.hpp"
#include "engine/simulation/wiring.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace tianji {

namespace detail {

template <class T>
class RowChannel : public Buffered<T> {
public:
    explicit RowChannel(Records<T>& table) : Buffered<T>(ChannelOrder::rows), table_(&table) {}
    void apply(Step&) override
    {
        std::ranges::move(this->gathered(), std::back_inserter(table_->rows));
        this->release();
    }

private:
    Records<T>* table_;
};

} // namespace detail

// Appends rows to a table.
template <class T>
class Rows {
public:
    using IsView = void;
    explicit Rows(Wiring& wiring)
    {
        auto owned = std::make_unique<detail::RowChannel<T>>(wiring.world.table<T>());
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    template <class P>
    void add(Self<P> self, T row) const
    {
        channel_->push(self.block(), std::move(row));
    }

private:
    detail::RowChannel<T>* channel_;
};

// Appends to the log of events.
class Events {
public:
    using IsView = void;
    explicit Events(Wiring& wiring);
    template <class P>
    void add(Self<P> self, Event event) const
    {
        channel_->push(self.block(), event);
    }

private:
    detail::RowChannel<Event>* channel_;
};

} // namespace tianji
