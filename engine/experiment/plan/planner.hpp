// The scenarios of a plan, read one by one.
#pragma once

#include "engine/experiment/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tianji {

class Planner {
public:
    // Both outlive it.
    Planner(Plan const& plan, std::span<Model const> models);

    // How the model tells outcomes; null where it does not.
    Evaluation const* evaluation() const { return evaluation_; }

    // `values`: of all factors; only those that reach the policy are used. `scale` as in cell_of(). Throws
    // InvalidInput with what is wrong, in which policy and with which values.
    Cell cell(std::size_t policy, std::vector<std::string> const& values, double scale = 1.0) const;
    // Whatever else is wrong with the cell, and without the files that it reads.
    Header header(std::size_t policy, std::vector<std::string> const& values) const;
    // Of the cells of all policies.
    std::vector<std::string> ids(std::vector<std::string> const& values) const;

    // What is to be compared; empty: all.
    std::vector<std::string> const& asked() const { return asked_; }

private:
    // What of a cell holds from the first tick on, and what from the branch on.
    struct Changes {
        std::vector<Override> from_start, from_branch;
    };

    bool is_reached(std::size_t policy, std::size_t factor) const;
    bool may_change(std::string const& path) const;
    std::string in_which_cell(std::size_t policy, std::vector<std::string> const& values) const;
    Changes changes_of(std::size_t policy, std::vector<std::string> const& values) const;
    template <class Read>
    auto telling_which(std::size_t policy, std::vector<std::string> const& values, Read read) const;
    Cell world_beside(Cell const& policy, Changes changes, Arm arm, double scale) const;
    Cell read_cell(Changes const& changes) const;
    Scenario read(std::vector<Override> const& overrides, std::span<Policy const> policies) const;
    std::string identity(Cell const& cell) const;

    Plan const* plan_;
    std::span<Model const> models_;
    ScenarioSource base_;
    Evaluation const* evaluation_;
    std::vector<std::string> asked_, kept_; // measures; empty: all
    std::string program_;                   // part of every identity
};

} // namespace tianji
