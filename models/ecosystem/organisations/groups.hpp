// Organisations in groups by a hash of their key: whoever looks for one among all looks into a single group, so that
// looking costs as much in a large country as in a small one. To which group an organisation belongs is its own; which
// group is looked into belongs to who looks.
#pragma once

#include "engine/base/stream.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji::ecosystem {

class Groups {
public:
    // As many groups as there are `size` of them among `all`, at least one.
    Groups(std::int64_t all, std::int64_t size)
        : groups_(static_cast<std::size_t>(std::max<std::int64_t>(1, all / size)))
    {
    }

    void add(Row<Organisations> row, std::uint64_t key) { groups_[mix(key, 1) % groups_.size()].push_back(row); }
    // The group for a hash, or the next one that is not empty; empty where all are.
    std::vector<Row<Organisations>> const& at(std::uint64_t hash) const
    {
        std::size_t const first = hash % groups_.size();
        for (std::size_t i = 0; i < groups_.size(); ++i)
            if (auto const& group = groups_[(first + i) % groups_.size()]; !group.empty()) return group;
        return groups_[first];
    }

private:
    std::vector<std::vector<Row<Organisations>>> groups_;
};

} // namespace tianji::ecosystem
