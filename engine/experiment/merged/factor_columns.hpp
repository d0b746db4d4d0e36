// The group /factors of a merged file: what each run had of every factor, and how the design chose it, so that who
// reads the file can find blocks of points and places in the cube again (engine/record/FORMAT.md).
#pragma once

#include "engine/record/result_file.hpp"

#include <cstdint>
#include <vector>

namespace tianji {

struct Plan;
struct PlannedRun;

class FactorColumns {
public:
    // Along the dimension run of `file`, which lies in `/`.
    FactorColumns(ResultFile& file, Plan const& plan);

    void append(ResultFile& file, Plan const& plan, PlannedRun const& run) const;

private:
    std::vector<VariableId> columns_;
    std::vector<std::uint8_t> is_number_; // by factor
};

} // namespace tianji
