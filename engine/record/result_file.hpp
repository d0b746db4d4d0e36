// Writes a result file: HDF5 that is also valid NetCDF-4. This layer knows groups, dimensions and variables, not what a
// model measures; the layout of a run's file is in FORMAT.md. Not thread-safe: all calls from one thread.
#pragma once

#include "engine/scenario/header.hpp"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tianji {

class ResultReader;

inline constexpr std::string_view result_format = "tianji result";
inline constexpr std::int64_t result_format_version = 2;

// Entries of rows nobody wrote: NaN in numbers, -1 in integers, counts and codes, 0 in flags, "" in texts.
enum class Storage {
    number,  // double
    integer, // int64
    count,   // int32
    flag,    // int8, 0 or 1
    text,    // UTF-8 of any length
    code     // int32, an index into `meanings`
};

using AttributeValue = std::variant<std::string, std::int64_t, double>;

struct Attribute {
    std::string name;
    AttributeValue value;
};

struct VariableSpec {
    std::string name;
    Storage storage = Storage::number;
    std::string unit;                    // "1" for pure numbers, words and codes; never empty
    std::string long_name;               // what it is, in words; never empty
    std::vector<std::string> dimensions; // one to three; only the first may grow; of this group or above
    std::vector<std::string> meanings;   // of codes 0, 1, …: words without blanks; only for Storage::code
    std::vector<Attribute> attributes;   // anything else a reader should know, e.g. {"cadence", 4}
};

// The coordinate `time(time)` [days since the first day of the run], which readers turn into dates.
VariableSpec time_axis(std::chrono::sys_days first_day);

enum class Overwrite { no, yes };
enum class Finish { complete, interrupted };

struct VariableId {
    std::size_t index = 0;
};

template <class T>
concept Storable = std::same_as<T, double> || std::same_as<T, std::int64_t> || std::same_as<T, std::int32_t> ||
    std::same_as<T, std::int8_t> || std::same_as<T, std::string>;

class ResultFile {
public:
    // Writes to `path`.part; finish() gives the file its name. Throws InvalidInput, before anything is written, where
    // the file exists (Overwrite::no), its folder does not, cannot be written, or another run is writing the same file.
    static ResultFile create(std::filesystem::path const& path, Overwrite overwrite,
                             Compression compression = Compression::gzip);
    ResultFile(ResultFile&&) noexcept;
    ResultFile& operator=(ResultFile&&) noexcept;
    // Without finish() what was flushed stays in `path`.part with status "incomplete".
    ~ResultFile();

    // --- declare ---------------------------------------------------------------------------------------------------
    // Groups are named by their path ("/", "/tables/awards") and made, with those above, when first named.
    void add_group(std::string_view group);
    void set_attribute(std::string_view group, std::string const& name, AttributeValue const& value);
    void add_dimension(std::string_view group, std::string const& name, std::size_t size);
    // With its labels as coordinates.
    void add_dimension(std::string_view group, std::string const& name, std::vector<std::string> const& labels);
    // Grows as rows are appended. `expected_rows` only sizes chunks; 0 means not known.
    void add_unlimited_dimension(std::string_view group, std::string const& name, std::size_t expected_rows = 0);
    // No variable has the name of a dimension of a group above its own. A variable named like its only dimension holds
    // that dimension's coordinates and is added before others use it.
    VariableId add_variable(std::string_view group, VariableSpec const& spec);

    // --- write -----------------------------------------------------------------------------------------------------
    // Whole rows: one value per row, or one per entry of the further dimensions, of which the last runs fastest. Values
    // are buffered.
    template <Storable T>
    void append(VariableId variable, std::span<T const> values);
    template <Storable T>
    void append(VariableId variable, std::vector<T> const& values)
    {
        append(variable, std::span<T const>(values));
    }
    template <Storable T>
    void append(VariableId variable, T const& value)
    {
        append(variable, std::span<T const>(&value, 1));
    }
    // Writes rows again from `first_row` on; rows beyond the last are added.
    template <Storable T>
    void replace(VariableId variable, std::size_t first_row, std::span<T const> values);

    // The rows that every variable that grows has in another file of the same layout. Throws InvalidInput where that
    // lacks one.
    void append_rows_of(ResultReader const& earlier);

    // Everything so far reaches the operating system, so that a killed run leaves a readable file: call it once when
    // all variables are declared, then every few seconds. Shorter variables are filled to the length of their
    // dimension.
    void flush();
    // Flushes, notes the status, closes and renames. Nothing may be written afterwards.
    void finish(Finish status);

    std::filesystem::path const& path() const;
    std::filesystem::path const& part_path() const; // where the data is until finish()

private:
    struct Impl;
    explicit ResultFile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace tianji
