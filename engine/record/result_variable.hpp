// One dataset of a result file and the rows that wait to be written to it. Used by result_file.cpp only.
#pragma once

#include "engine/record/hdf5_call.hpp"
#include "engine/record/hdf5_handle.hpp"
#include "engine/record/result_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tianji::hdf5 {

struct Axis {
    std::size_t size = 0; // of a growing axis: 0 at first
    bool grows = false;
    std::size_t expected_rows = 0; // of a growing axis; 0 means not known
};

// Rows per chunk, so that a chunk of large data has 64 KiB to 1 MiB and one of small data is no larger than the data.
std::size_t rows_per_chunk(std::size_t row_bytes, std::size_t expected_rows);

// The sizes of a chunk of so many rows of a dataset. Where a row alone is larger than a chunk may be, the chunk is cut
// along the axes that run slowest.
Sizes chunk_of(Sizes sizes, std::size_t rows, std::size_t item_bytes);

class ResultVariable {
public:
    ResultVariable(Id group, VariableSpec const& spec, std::vector<Axis> const& axes, Compression compression,
                   std::filesystem::path const& file);

    // `values` points at `count` items of the C++ type of the storage.
    void append(void const* values, std::size_t count);
    void append(std::span<std::string const> values);
    void write_pending();
    // Rows are filled up to `rows`.
    void extend(std::size_t rows);
    void seek(std::size_t row) { rows_ = row; }

    Storage storage() const { return storage_; }
    std::size_t row_items() const { return row_items_; }
    bool grows() const { return rows_axis_.grows; }
    std::size_t rows() const; // with those that wait
    Id dataset() const { return dataset_.id(); }
    void close() { dataset_.close(); }

private:
    void write_attributes(VariableSpec const& spec);
    void make_room(std::size_t rows);
    bool completes_chunk(std::size_t items) const;
    void write(void const* values, std::size_t items);
    std::size_t pending_items() const;

    std::filesystem::path file_;
    std::string name_;
    Storage storage_;
    Axis rows_axis_;
    std::size_t row_items_ = 1;
    std::size_t chunk_rows_ = 1;
    std::size_t rows_ = 0; // written
    Sizes sizes_;          // of the dataset
    std::vector<std::byte> pending_;
    std::vector<std::string> pending_texts_;
    Handle dataset_;
};

// A dimension without coordinates is a dataset that NetCDF-4 readers know by its name attribute and hide.
Handle create_bare_dimension(Id group, std::string const& name, Axis const& axis, std::filesystem::path const& file);

} // namespace tianji::hdf5
