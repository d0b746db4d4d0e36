// Whether two files of one run hold the same: every dataset and attribute, bit by bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tianji {

class ResultReader;

// Of what only one file has, in files of different programs: another version may record more or less.
enum class Unshared : std::uint8_t { differs, is_ignored };

struct Contents {
    std::size_t variables = 0; // that both have
    std::string difference;    // the first that was found, in words; empty where there is none
};

// Without what belongs to the making: status, provenance, digests (which are compared tick by tick), the audit
// and the state of a checkpoint. Throws InvalidInput where a file cannot be read.
Contents compare_contents(ResultReader const& file, ResultReader const& made, Unshared unshared);

} // namespace tianji
