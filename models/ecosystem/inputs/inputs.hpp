// Where the starting state comes from: CSV files (scenarios/README.md has their dictionary) or a synthetic draw.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/world/clock.hpp"
#include "models/ecosystem/inputs/founding.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// What becomes of rows in which a cell that is needed is missing.
enum class Incomplete : std::uint8_t { refuse, leave_out };

struct CsvInputs {
    std::filesystem::path organisations, projects, participations, fields;
    // Topics and money of a year are those of the projects that started in the year before the run; a single project
    // above this is left out, as one outlier would be most of the budget.
    Money largest_project = millions(100);
    Incomplete incomplete = Incomplete::refuse;
    std::vector<std::string> keep; // columns of organisations that go to the result file

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    std::vector<std::string> field_names() const;
    // Throws InvalidInput for bad cells and dangling keys.
    Founding read(Clock const& clock) const;
};

// field1, field2 …
std::vector<std::string> numbered_fields(std::int64_t n);

struct SyntheticInputs {
    std::int64_t firms = 120, universities = 12, labs = 12, public_bodies = 8, intermediaries = 8, latent = 60;
    std::vector<std::string> fields = numbered_fields(4);
    std::int64_t projects = 80;    // running at the start
    double topics_per_year = 12.0; // of each field
    Money budget = millions(60);   // [million/year] over all fields
    // A project running at the start has something between the two, each amount as likely.
    Money smallest_project = millions(0.3), largest_project = millions(1.8);

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    Founding draw(Builder const& builder) const;
};

struct Inputs {
    std::optional<CsvInputs> csv;
    std::optional<SyntheticInputs> synthetic;
    // What either begins with: its defaults of money depend on the currency.
    CsvInputs csv_defaults;
    SyntheticInputs synthetic_defaults;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    Founding make(Builder const& builder) const;
    // The fields of knowledge there will be; none where the file of fields cannot be read, which make() tells.
    std::vector<std::string> field_names() const;
};

} // namespace tianji::ecosystem
