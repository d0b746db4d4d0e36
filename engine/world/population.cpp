#include "engine/world/population.hpp"

#include "engine/base/contract.hpp"
#include "engine/world/ledger.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tianji {

ColumnBase::ColumnBase(Population& owner, std::string_view name, std::string_view unit, std::string_view meaning,
                       std::uint32_t width)
    : name(name), unit(unit), meaning(meaning), width_(width)
{
    owner.columns_.push_back(this);
}

ColumnBase const* Population::find_column(std::string_view column) const
{
    auto const found =
        std::ranges::find(columns_, column, [](ColumnBase const* c) { return std::string_view(c->name); });
    return found == columns_.end() ? nullptr : *found;
}

void Population::populate(std::uint32_t n)
{
    expects(size_ == 0, "a population is populated once: " + name);
    resize(n);
    n_alive_ = founders_ = n;
}

void Population::resize(std::uint32_t rows)
{
    size_ = rows;
    for (ColumnBase* column : columns_) column->resize(rows);
    for (Purse* purse : purses_) purse->resize(rows);
}

void Population::make_mortal()
{
    if (!alive_.empty() || size_ == 0) return;
    alive_.assign(size_, Flag::yes);
    generations_.assign(size_, 0);
    keys_.resize(size_);
    std::iota(keys_.begin(), keys_.end(), std::uint64_t{0});
    for (std::uint32_t row = 0; row < size_; ++row) row_of_key_.emplace(keys_[row], row);
}

std::uint32_t Population::take_free_slot()
{
    if (!free_.empty()) {
        if (!free_is_sorted_) std::ranges::sort(free_, std::greater<>{});
        free_is_sorted_ = true;
        std::uint32_t const row = free_.back();
        free_.pop_back();
        return row;
    }
    // One more, and no reserve that the state would remember: the memory below grows in steps by itself.
    std::uint32_t const row = size_;
    resize(row + 1);
    alive_.push_back(Flag::no);
    generations_.push_back(0);
    keys_.push_back(0);
    return row;
}

std::uint32_t Population::bear(std::uint64_t key)
{
    make_mortal();
    expects(!row_of_key_.contains(key), "the key of a newborn is new: " + name);
    std::uint32_t const row = take_free_slot();
    alive_[row] = Flag::yes;
    keys_[row] = key;
    row_of_key_.emplace(key, row);
    ++n_alive_;
    return row;
}

void Population::bury(std::uint32_t row)
{
    make_mortal();
    expects(is_alive(row), "only the living die: " + name);
    alive_[row] = Flag::no;
    ++generations_[row];
    row_of_key_.erase(keys_[row]);
    keys_[row] = 0;
    for (ColumnBase* column : columns_) column->reset(row);
    --n_alive_;
    free_is_sorted_ = free_is_sorted_ && (free_.empty() || free_.back() > row);
    free_.push_back(row);
}

// Free slots and the rows of keys follow from flags and keys.
void Population::visit_lives(StateVisitor& visitor)
{
    std::string const path = "lives/" + name + '/';
    std::uint32_t rows = size_;
    visitor.value(path + "slots", rows);
    visitor.array(path + "alive", alive_);
    visitor.array(path + "generations", generations_);
    visitor.array(path + "keys", keys_);
    if (!visitor.is_loading()) return;
    resize(rows);
    free_.clear();
    free_is_sorted_ = true;
    row_of_key_.clear();
    for (std::uint32_t row = 0; row < alive_.size(); ++row)
        if (is_alive(row)) row_of_key_.emplace(keys_[row], row);
    for (std::uint32_t row = rows; row-- > 0;)
        if (!is_alive(row)) free_.push_back(row);
    n_alive_ = rows - static_cast<std::uint32_t>(free_.size());
}

void Population::visit(StateVisitor& visitor)
{
    visit_lives(visitor);
    for (ColumnBase* column : columns_) column->visit(visitor, "populations/" + name + '/');
    for (Purse* purse : purses_) {
        visitor.array("accounts/" + name + '/' + purse->name + "/balance", purse->balance);
        visitor.array("accounts/" + name + '/' + purse->name + "/incoming", purse->incoming);
    }
    visit_private(visitor, "private/" + name + '/');
    // Slots are never given up, so rows of the start that were not saved are those that a policy has added.
    if (visitor.is_loading() && founders_ > size_) add_rows(founders_);
}

void Population::add_rows(std::uint32_t rows)
{
    for (std::uint32_t row = size_; !alive_.empty() && row < rows; ++row) {
        alive_.push_back(Flag::yes);
        generations_.push_back(0);
        keys_.push_back(row);
        row_of_key_.emplace(row, row);
    }
    n_alive_ += rows - size_;
    resize(rows);
}

void Population::ensure_consistent() const
{
    if (alive_.empty()) return;
    ensures(std::ranges::count(alive_, Flag::yes) == n_alive_ && row_of_key_.size() == n_alive_ &&
                free_.size() == size_ - n_alive_,
            "every living agent of " + name + " has a key of its own, every other slot is free");
}

} // namespace tianji
