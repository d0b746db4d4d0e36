// Reads single attributes and whole variables of a result file, e.g. to compare digests.
#pragma once

#include "engine/record/hdf5_handle.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

class ResultReader {
public:
    // Throws InvalidInput where the file is missing, is no result file, or has another format version.
    explicit ResultReader(std::filesystem::path const& path);

    // Groups and variables are named by their path from the root: "/", "/provenance", "/digest/value".
    bool has(std::string const& path) const;
    // Names of the groups and variables in a group, sorted; none where there is no such group.
    std::vector<std::string> members(std::string const& group) const;

    std::filesystem::path const& path() const { return path_; }
    hdf5::Id id() const { return file_.id(); } // for engine/record only

    // Attributes: empty where there is none of that name and type.
    std::optional<std::string> text(std::string const& group, std::string const& name) const;
    std::optional<std::int64_t> integer(std::string const& group, std::string const& name) const;
    std::optional<double> number(std::string const& group, std::string const& name) const;

    // One-dimensional variables; throws InvalidInput where there is none of that name and kind. Integers, counts, flags
    // and codes are read by integers(), and with numbers by numbers().
    std::vector<double> numbers(std::string const& variable) const;
    std::vector<std::int64_t> integers(std::string const& variable) const;
    std::vector<std::string> texts(std::string const& variable) const;

    // Paths of the measures: doubles of the root over time, alone or by label.
    std::vector<std::string> measures() const;
    // One row after the other, each of `width` values, the product of the further dimensions (1 without any).
    std::vector<double> matrix(std::string const& variable, std::size_t& width) const;

private:
    enum class Kind { whole, any_number, text };
    struct Column {
        hdf5::Handle dataset;
        std::size_t rows = 0;
    };
    Column column(std::string const& variable, Kind kind) const;

    std::filesystem::path path_;
    hdf5::Handle file_;
};

} // namespace tianji
