// Agents of one kind: rows, of which some may be free, and columns.
#pragma once

#include "engine/world/column.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tianji {

class Purse;

// A model derives from this and adds columns as members:
//
//     struct Consumers : Population {
//         Consumers() : Population("consumers") {}
//         Column<Flag> adopted{*this, "adopted", "1", "has adopted the innovation", Flag::no};
//     };
//
// Rows never move. A birth takes the lowest free slot; a death frees one, raises its generation and puts its row back
// to initial values, so that the state does not remember the dead.
class Population {
public:
    explicit Population(std::string_view name) : name(name) {}
    virtual ~Population() = default;
    Population(Population const&) = delete;
    Population& operator=(Population const&) = delete;

    std::string const name;
    // Whether births and deaths are events of the log: not where a model tells of them in words of its own.
    bool logs_lives = true;

    // Slots, free ones too.
    std::uint32_t size() const { return size_; }
    std::uint32_t n_alive() const { return n_alive_; }
    bool all_alive() const { return n_alive_ == size_; }
    bool is_alive(std::uint32_t row) const { return alive_.empty() || alive_[row] == Flag::yes; }
    std::uint32_t generation(std::uint32_t row) const { return generations_.empty() ? 0 : generations_[row]; }
    // The stable key of an agent's luck: its ordinal in the input, or for one born later a hash of where and when.
    std::uint64_t key(std::uint32_t row) const { return keys_.empty() ? row : keys_[row]; }
    // True while keys are 0, 1, 2 …: the fast case of a population without births.
    bool keys_are_ordinals() const { return keys_.empty(); }

    // The rows at the start; before the first tick.
    void populate(std::uint32_t n);
    // A row for a newborn with the given key, columns at their initial values. Refuses a key that is already in use.
    std::uint32_t bear(std::uint64_t key);
    void bury(std::uint32_t row);
    // Called when an agent dies, before its slot is free: a population may note who it was.
    virtual void depart(std::uint32_t /*row*/, std::int64_t /*tick*/) {}
    // What a population keeps besides its columns: names, lists of the dead … `path` ends with '/'.
    virtual void visit_private(StateVisitor& /*visitor*/, std::string const& /*path*/) {}
    // Names who lives, the columns, the accounts and what is private.
    void visit(StateVisitor& visitor);
    // Throws BrokenContract unless flags, keys and free slots agree.
    void ensure_consistent() const;

    std::vector<ColumnBase*> const& columns() const { return columns_; }
    std::vector<Purse*> const& purses() const { return purses_; }
    ColumnBase const* find_column(std::string_view column) const;
    // Fed to the digest: who lives, under which generation and key.
    std::vector<Flag> const& alive_flags() const { return alive_; }
    std::vector<std::uint32_t> const& generations() const { return generations_; }
    std::vector<std::uint64_t> const& keys() const { return keys_; }

private:
    friend class ColumnBase;
    friend class Purse;

    // Until the first birth or death, flags, generations and keys are implicit and cost nothing.
    void make_mortal();
    std::uint32_t take_free_slot();
    void visit_lives(StateVisitor& visitor);
    void add_rows(std::uint32_t rows); // alive, with declared initial values
    void resize(std::uint32_t rows);

    std::uint32_t size_ = 0;
    std::uint32_t n_alive_ = 0;
    std::uint32_t founders_ = 0; // rows at the start
    std::vector<Flag> alive_;
    std::vector<std::uint32_t> generations_;
    std::vector<std::uint64_t> keys_;
    std::vector<std::uint32_t> free_; // descending where it is sorted, so that the lowest is taken first
    bool free_is_sorted_ = true;      // deaths come in crowds: they are put in order when the next slot is taken
    std::unordered_map<std::uint64_t, std::uint32_t> row_of_key_;
    std::vector<ColumnBase*> columns_;
    std::vector<Purse*> purses_;
};

template <class P>
AgentId<P> id_of(P const& population, Row<P> row)
{
    return {row.index, population.generation(row.index)};
}

template <class P>
bool is_current(P const& population, AgentId<P> id)
{
    return !id.is_none() && id.slot < population.size() && population.is_alive(id.slot) &&
           population.generation(id.slot) == id.generation;
}

} // namespace tianji
