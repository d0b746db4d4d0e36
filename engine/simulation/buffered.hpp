// How effects on others are collected while bodies run in parallel.
#pragma once

#include "engine/simulation/process.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace tianji {

namespace detail {

// Things collected per block; put together in the order of the blocks, which is the order of the agents.
template <class T>
class Buffered : public Channel {
public:
    using Channel::Channel;

    void prepare(std::size_t blocks) override
    {
        if (blocks_.size() < blocks) blocks_.resize(blocks);
        for (std::vector<T>& block : blocks_) block.clear();
    }
    void push(std::uint32_t block, T thing) { blocks_[block].push_back(std::move(thing)); }
    std::uint32_t count(std::uint32_t block) const { return static_cast<std::uint32_t>(blocks_[block].size()); }

protected:
    std::size_t block_count() const { return blocks_.size(); }
    // Put together in the order of the blocks, which are empty afterwards. What a crowd once needed is given back: a
    // buffer keeps no more than twice what it holds.
    std::vector<T>& gathered()
    {
        all_.clear();
        if (blocks_.size() == 1) {
            all_.swap(blocks_.front());
        } else {
            std::size_t size = 0;
            for (std::vector<T> const& block : blocks_) size += block.size();
            if (all_.capacity() > 2 * size + least_kept) std::vector<T>().swap(all_);
            all_.reserve(size);
            for (std::vector<T>& block : blocks_) {
                std::ranges::move(block, std::back_inserter(all_));
                if (block.capacity() > least_kept)
                    std::vector<T>().swap(block);
                else
                    block.clear();
            }
        }
        return all_;
    }
    // Gives the memory back, where it is much, when what was gathered is no longer needed.
    void release()
    {
        if (all_.capacity() > least_kept) std::vector<T>().swap(all_);
    }

private:
    static constexpr std::size_t least_kept = 256;

    std::vector<std::vector<T>> blocks_;
    std::vector<T> all_;
};

// Where those who are being born will stand, once births have been applied.
class Newborns {
public:
    virtual ~Newborns() = default;
    virtual std::uint32_t row_of(std::uint32_t block, std::uint32_t index) const = 0;
};

} // namespace detail

// One who is being born: it becomes a row when the process ends, before its money and its ties.
template <class P>
struct Ticket {
    detail::Newborns const* newborns;
    std::uint32_t block, index;
};

} // namespace tianji
