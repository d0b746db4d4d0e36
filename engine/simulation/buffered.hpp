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
    std::vector<T>& gathered()
    {
        all_.clear();
        for (std::vector<T>& block : blocks_) std::ranges::move(block, std::back_inserter(all_));
        return all_;
    }

private:
    std::vector<std::vector<T>> blocks_;
    std::vector<T> all_;
};

} // namespace detail

} // namespace tianji
