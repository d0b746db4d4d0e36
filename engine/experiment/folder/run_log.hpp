// The runs that one process has finished, one record after the other in a file that only grows. Every record is
// sealed by a checksum, so whatever a killed process leaves behind is read up to its last whole record. Why no HDF5
// here: it keeps its own index, which a process that is killed in mid-write can leave torn; these files are read by
// tianji alone, and merged into one that everybody reads (merged_file.hpp).
#pragma once

#include "engine/simulation/measure.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tianji {

enum class RunStatus : std::uint32_t { done, failed };

struct RunRecord {
    std::string id; // 32 hexadecimal digits
    RunStatus status = RunStatus::done;
    std::int64_t seed = 0;
    std::uint64_t digest = 0; // of the final state
    double seconds = 0.0;     // on the clock
    std::int64_t ticks = 0;
    std::vector<double> values; // (ticks, values of all measures in the order of the layout)
    std::string words;          // of a failed run: why
};

// What the values of the records that follow are: names, units, meanings, labels. Functions are not kept.
using MeasureLayout = std::vector<Measure>;

class RunLog {
public:
    // Creates `path`. Throws InvalidInput where that cannot be.
    explicit RunLog(std::filesystem::path path);
    ~RunLog();
    RunLog(RunLog const&) = delete;
    RunLog& operator=(RunLog const&) = delete;

    // Throws InvalidInput where the disk is full or gone; what was whole before stays whole.
    void set_layout(MeasureLayout const& layout);
    void append(RunRecord const& record);
    // What was appended is on the disk when it returns.
    void sync();

private:
    void write(std::uint32_t kind, std::string const& body);

    std::filesystem::path path_;
    int file_ = -1;
    std::int64_t size_ = 0; // [byte] whole records
};

// Where a record stands, without its values.
struct RunPlace {
    std::filesystem::path file;
    std::int64_t offset = 0; // [byte]
    std::size_t layout = 0;  // of its values, among those of the log
    RunRecord head;          // no values
};

// Everything whole in a log, in its order; what follows the last whole record is ignored. Throws InvalidInput where the
// file is no such log.
struct RunLogContents {
    std::vector<RunPlace> runs;
    std::vector<MeasureLayout> layouts; // in general one
    bool is_torn = false;               // something follows the last whole record
};
RunLogContents read_run_log(std::filesystem::path const& path);
RunRecord read_run(RunPlace const& place);

} // namespace tianji
