// Views of columns: Read (anybody's row), Own (one's own row, in place), ReadWrite (read everybody as they were when
// the process began, write one's own row).
#pragma once

#include "engine/base/contract.hpp"
#include "engine/simulation/self.hpp"
#include "engine/simulation/wiring.hpp"

#include <span>

namespace tianji {

namespace detail {

template <class Pointer>
struct MemberOf;
template <class P, class T>
struct MemberOf<Column<T> P::*> {
    using Owner = P;
    using Value = T;
};
template <class P>
struct MemberOf<Purse P::*> {
    using Owner = P;
};

template <auto Member>
using OwnerOf = typename MemberOf<decltype(Member)>::Owner;
template <auto Member>
using ValueOf = typename MemberOf<decltype(Member)>::Value;

// Views name their owner as a type too: g++ 12 gives a template over a member of a population in an unnamed namespace
// external linkage, and would take the columns of two models with the same names for one.

// A column as a view finds it: registers the access and keeps the data pointer fresh.
template <auto Member, class P>
struct BoundColumn {
    using T = ValueOf<Member>;
    Column<T>* column;
    T* data = nullptr;
    T* next = nullptr;
    std::uint32_t width = 1;

    BoundColumn(Wiring& wiring, AccessMode mode) : column(&(wiring.world.population<P>().*Member))
    {
        P const& population = wiring.world.population<P>();
        wiring.declare(population.name, column->name, mode);
        expects(column->is_initialised, "process '" + wiring.process.name + "' reads the column '" + population.name +
                                            '.' + column->name + "', so somebody initialises it");
        bool const doubled = mode == AccessMode::read_write && wiring.kind == ProcessKind::each;
        if (doubled) wiring.process.double_buffered.push_back(column);
        wiring.process.refreshers.emplace_back([this, doubled] {
            if (doubled) column->make_next();
            data = column->data();
            next = doubled ? column->next_data() : column->data();
            width = column->width();
        });
    }
    // One value per agent: with more, [] would reach into the rows of others.
    void expect_scalar() const { expects(width == 1, "a column of several fields is used by row()"); }
    // Stays where it was made: the process refreshes it there.
    BoundColumn(BoundColumn const&) = delete;
    BoundColumn& operator=(BoundColumn const&) = delete;
};

} // namespace detail

// Reads any row of a column that this process does not write.
template <auto Member, class P = detail::OwnerOf<Member>>
class Read {
public:
    using IsView = void;
    using T = detail::ValueOf<Member>;
    explicit Read(Wiring& wiring) : bound_(wiring, AccessMode::read) {}

    T const& operator[](Row<P> row) const
    {
        bound_.expect_scalar();
        return bound_.data[row.index];
    }
    std::span<T const> row(Row<P> row) const
    {
        return {bound_.data + std::size_t{row.index} * bound_.width, bound_.width};
    }

private:
    detail::BoundColumn<Member, P> bound_;
};

// Reads and writes one's own row in place; nobody else's.
template <auto Member, class P = detail::OwnerOf<Member>>
class Own {
public:
    using IsView = void;
    using T = detail::ValueOf<Member>;
    explicit Own(Wiring& wiring) : bound_(wiring, AccessMode::own) {}

    T& operator[](Self<P> self) const
    {
        bound_.expect_scalar();
        return bound_.data[self.index()];
    }
    std::span<T> row(Self<P> self) const
    {
        return {bound_.data + std::size_t{self.index()} * bound_.width, bound_.width};
    }

private:
    detail::BoundColumn<Member, P> bound_;
};

// Reads any row as it was when the process began; writes one's own. A row that is not written keeps its value. In a
// `once` process there is no second buffer: a row that was written reads as its new value.
template <auto Member, class P = detail::OwnerOf<Member>>
class ReadWrite {
public:
    using IsView = void;
    using T = detail::ValueOf<Member>;
    explicit ReadWrite(Wiring& wiring) : bound_(wiring, AccessMode::read_write) {}

    T const& operator[](Row<P> row) const
    {
        bound_.expect_scalar();
        return bound_.data[row.index];
    }
    std::span<T const> row(Row<P> row) const
    {
        return {bound_.data + std::size_t{row.index} * bound_.width, bound_.width};
    }
    void set(Self<P> self, T value) const
    {
        bound_.expect_scalar();
        bound_.next[self.index()] = value;
    }
    // One's own new row, which starts as the old one.
    std::span<T> next_row(Self<P> self) const
    {
        return {bound_.next + std::size_t{self.index()} * bound_.width, bound_.width};
    }

private:
    detail::BoundColumn<Member, P> bound_;
};

// Who is there: living rows in the order of their slots, ids and keys.
template <class P>
class Everyone {
public:
    using IsView = void;
    explicit Everyone(Wiring& wiring) : population_(&wiring.world.population<P>()) {}

    std::uint32_t count() const { return population_->n_alive(); }
    std::uint32_t slots() const { return population_->size(); }
    bool is_alive(Row<P> row) const { return population_->is_alive(row.index); }
    AgentId<P> id(Row<P> row) const { return id_of(*population_, row); }
    bool is_current(AgentId<P> id) const { return tianji::is_current(*population_, id); }
    std::uint64_t key(Row<P> row) const { return population_->key(row.index); }

    struct End {};
    class Iterator {
    public:
        Iterator(P const* population, std::uint32_t row) : population_(population), row_(row) { skip(); }
        Row<P> operator*() const { return {row_}; }
        Iterator& operator++()
        {
            ++row_;
            skip();
            return *this;
        }
        bool operator==(End) const { return row_ >= population_->size(); }

    private:
        void skip()
        {
            while (row_ < population_->size() && !population_->is_alive(row_)) ++row_;
        }
        P const* population_;
        std::uint32_t row_;
    };
    Iterator begin() const { return {population_, 0}; }
    End end() const { return {}; }

private:
    P const* population_;
};

// Luck that belongs to somebody for good, in whichever tick and process it is asked for.
class Fate {
public:
    using IsView = void;
    explicit Fate(Wiring& wiring) : world_(&wiring.world) {}
    Stream of(std::string_view purpose, std::uint64_t key) const
    {
        return Stream({world_->seed, world_->replicate, initial_tick, hash_of(purpose)}, key);
    }

private:
    World const* world_;
};

// When it is.
class Now {
public:
    using IsView = void;
    explicit Now(Wiring& wiring) : clock_(&wiring.world.clock) {}
    std::int64_t tick() const { return clock_->tick; }
    Clock const& clock() const { return *clock_; }

private:
    Clock const* clock_;
};

} // namespace tianji
