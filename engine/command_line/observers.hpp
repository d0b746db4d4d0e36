// Several observers as one, told in their order.
#pragma once

#include "engine/simulation/observer.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <vector>

namespace tianji::command_line {

class Observers : public Observer {
public:
    // Null: nobody.
    Observers(std::initializer_list<Observer*> list)
    {
        std::ranges::remove_copy(list, std::back_inserter(list_), nullptr);
    }

    void begin(World const& world) override
    {
        for (Observer* one : list_) one->begin(world);
    }
    void observe(World const& world) override
    {
        for (Observer* one : list_) one->observe(world);
    }
    void audited(World const& world, std::string_view process, std::uint64_t digest) override
    {
        for (Observer* one : list_) one->audited(world, process, digest);
    }
    void end(World const& world) override
    {
        for (Observer* one : list_) one->end(world);
    }
    bool wants_to_stop() const override
    {
        return std::ranges::any_of(list_, [](Observer const* one) { return one->wants_to_stop(); });
    }

private:
    std::vector<Observer*> list_;
};

} // namespace tianji::command_line
