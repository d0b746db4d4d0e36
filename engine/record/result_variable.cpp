#include "engine/record/result_variable.hpp"

#include "engine/base/contract.hpp"
#include "engine/record/hdf5_call.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <limits>

namespace tianji::hdf5 {

namespace {

constexpr std::size_t smallest_chunk = 64 * 1024;  // [byte]
constexpr std::size_t largest_chunk = 1024 * 1024; // [byte]
constexpr std::size_t contiguous_below = 4 * 1024; // [byte] a fixed-size dataset this small is not worth a chunk
constexpr std::size_t fewest_rows = 16;            // buffered per chunk, where that stays below the largest chunk

std::size_t item_bytes(Storage storage)
{
    switch (storage) {
    case Storage::number:
    case Storage::integer:
        return 8;
    case Storage::count:
    case Storage::code:
        return 4;
    case Storage::flag:
        return 1;
    case Storage::text:
        break;
    }
    return 16; // a reference into the heap where the characters are
}

void fill_with_unknown(Id properties, Storage storage)
{
    double const not_a_number = std::numeric_limits<double>::quiet_NaN();
    std::int64_t const unknown = -1;
    if (storage == Storage::number) H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &not_a_number);
    if (storage == Storage::integer || storage == Storage::count || storage == Storage::code)
        H5Pset_fill_value(properties, H5T_NATIVE_INT64, &unknown);
}

// NetCDF-4 readers want the order in which attributes were made.
Handle ordered_properties()
{
    Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_attr_creation_order(properties.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return properties;
}

// HDF5 has no chunks along a fixed axis of size 0.
bool is_unlimited(Axis const& axis) { return axis.grows || axis.size == 0; }

Sizes initial_sizes(std::vector<Axis> const& axes)
{
    Sizes sizes;
    for (Axis const& axis : axes) sizes.push_back(axis.size);
    return sizes;
}

Handle dataspace(std::vector<Axis> const& axes)
{
    Sizes const now = initial_sizes(axes);
    Sizes most = now;
    for (std::size_t i = 0; i < axes.size(); ++i)
        if (is_unlimited(axes[i])) most[i] = H5S_UNLIMITED;
    return {H5Screate_simple(static_cast<int>(axes.size()), now.data(), most.data()), H5Sclose};
}

void set_chunks(Id properties, Sizes const& chunk, Storage storage, Compression compression)
{
    H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
    // The characters of a text lie in a heap that no filter reaches.
    if (storage == Storage::text) return;
    if (compression == Compression::gzip) {
        H5Pset_shuffle(properties);
        H5Pset_deflate(properties, 1);
    }
    H5Pset_fletcher32(properties); // who reads a chunk in which a bit has changed is told
}

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (std::string const& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

} // namespace

std::size_t rows_per_chunk(std::size_t row_bytes, std::size_t expected_rows)
{
    row_bytes = std::max<std::size_t>(row_bytes, 1);
    std::size_t rows = std::max(fewest_rows, smallest_chunk / row_bytes);
    rows = std::min(rows, std::max<std::size_t>(1, largest_chunk / row_bytes));
    if (expected_rows == 0) return rows;
    std::size_t const chunks = (expected_rows + rows - 1) / rows;
    return (expected_rows + chunks - 1) / chunks; // of the same size, so that the last is not mostly empty
}

Sizes chunk_of(Sizes sizes, std::size_t rows, std::size_t item_bytes)
{
    sizes[0] = rows;
    hsize_t left = largest_chunk / item_bytes;
    for (std::size_t axis = sizes.size(); axis-- > 0;) {
        sizes[axis] = std::clamp<hsize_t>(sizes[axis], 1, left);
        left = std::max<hsize_t>(1, left / sizes[axis]);
    }
    return sizes;
}

ResultVariable::ResultVariable(Id group, VariableSpec const& spec, std::vector<Axis> const& axes,
                               Compression compression, std::filesystem::path const& file)
    : file_(file), name_(spec.name), storage_(spec.storage), rows_axis_(axes[0]), sizes_(initial_sizes(axes))
{
    row_items_ = items_per_row(sizes_);
    std::size_t const row_bytes = row_items_ * item_bytes(storage_);
    chunk_rows_ = rows_per_chunk(row_bytes, rows_axis_.grows ? rows_axis_.expected_rows : rows_axis_.size);
    Handle const properties = ordered_properties();
    if (std::any_of(axes.begin(), axes.end(), is_unlimited) || rows_axis_.size * row_bytes >= contiguous_below)
        set_chunks(properties.id(), chunk_of(sizes_, chunk_rows_, item_bytes(storage_)), storage_, compression);
    fill_with_unknown(properties.id(), storage_);
    Handle const space = dataspace(axes);
    Id const id =
        H5Dcreate2(group, name_.c_str(), type_of(storage_).id(), space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT);
    dataset_ = Handle(checked(id, file_, "cannot create variable '" + name_ + "'"), H5Dclose);
    write_attributes(spec);
}

void ResultVariable::write_attributes(VariableSpec const& spec)
{
    std::string const problem = "cannot write the attributes of '" + name_ + "'";
    std::vector<Attribute> attributes = {{"units", spec.unit}, {"long_name", spec.long_name}};
    bool const is_coordinate = spec.name == spec.dimensions[0]; // has no missing values, says CF
    if (storage_ == Storage::number && !is_coordinate)
        attributes.push_back({"_FillValue", std::numeric_limits<double>::quiet_NaN()});
    attributes.insert(attributes.end(), spec.attributes.begin(), spec.attributes.end());
    for (Attribute const& attribute : attributes)
        checked(write_attribute(dataset_.id(), attribute.name, attribute.value), file_, problem);
    if (spec.meanings.empty()) return;
    std::vector<std::int32_t> codes(spec.meanings.size());
    for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::int32_t>(i);
    checked(write_attribute(dataset_.id(), "flag_values", codes), file_, problem);
    checked(write_attribute(dataset_.id(), "flag_meanings", joined(spec.meanings)), file_, problem);
}

void ResultVariable::append(void const* values, std::size_t count)
{
    expects(row_items_ > 0 ? count % row_items_ == 0 : count == 0, "whole rows are appended to " + name_);
    if (pending_.empty() && completes_chunk(count)) return write(values, count); // nothing to wait for, nothing to copy
    auto const* const bytes = static_cast<std::byte const*>(values);
    pending_.insert(pending_.end(), bytes, bytes + count * item_bytes(storage_));
    if (completes_chunk(pending_items())) write_pending();
}

void ResultVariable::append(std::span<std::string const> values)
{
    expects(row_items_ > 0 ? values.size() % row_items_ == 0 : values.empty(), "whole rows are appended to " + name_);
    pending_texts_.insert(pending_texts_.end(), values.begin(), values.end());
    if (completes_chunk(pending_items())) write_pending();
}

std::size_t ResultVariable::pending_items() const
{
    return storage_ == Storage::text ? pending_texts_.size() : pending_.size() / item_bytes(storage_);
}

std::size_t ResultVariable::rows() const { return rows_ + pending_items() / std::max<std::size_t>(row_items_, 1); }

// Up to the border of the chunk that the first waiting row falls in, so that a chunk is compressed once.
bool ResultVariable::completes_chunk(std::size_t items) const
{
    return items / std::max<std::size_t>(row_items_, 1) >= chunk_rows_ - rows_ % chunk_rows_;
}

void ResultVariable::make_room(std::size_t rows)
{
    if (rows <= sizes_[0]) return;
    expects(rows_axis_.grows, "no more rows than the dimension of " + name_ + " has");
    sizes_[0] = rows;
    checked(H5Dset_extent(dataset_.id(), sizes_.data()), file_, "cannot write '" + name_ + "'");
}

void ResultVariable::write_pending()
{
    std::vector<char const*> characters;
    for (std::string const& text : pending_texts_) characters.push_back(text.c_str());
    bool const is_text = storage_ == Storage::text;
    write(is_text ? static_cast<void const*>(characters.data()) : pending_.data(), pending_items());
    pending_.clear();
    pending_texts_.clear();
}

void ResultVariable::write(void const* values, std::size_t items)
{
    if (items == 0) return;
    std::size_t const rows = items / row_items_;
    make_room(rows_ + rows);
    Sizes start(sizes_.size(), 0), size = sizes_;
    start[0] = rows_;
    size[0] = rows;
    Handle const file_space(H5Dget_space(dataset_.id()), H5Sclose);
    H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr);
    Handle const memory_space(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), H5Sclose);
    checked(H5Dwrite(dataset_.id(), type_of(storage_).id(), memory_space.id(), file_space.id(), H5P_DEFAULT, values),
            file_, "cannot write '" + name_ + "'");
    rows_ += rows;
}

void ResultVariable::extend(std::size_t rows)
{
    if (rows_axis_.grows) make_room(rows);
}

Handle create_bare_dimension(Id group, std::string const& name, Axis const& axis, std::filesystem::path const& file)
{
    Handle const properties = ordered_properties();
    if (is_unlimited(axis)) {
        hsize_t const chunk = 1024; // never written, so it takes no space
        H5Pset_chunk(properties.id(), 1, &chunk);
    }
    Handle const space = dataspace({axis});
    Handle scale(
        checked(H5Dcreate2(group, name.c_str(), H5T_IEEE_F32BE, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                file, "cannot create dimension '" + name + "'"),
        H5Dclose);
    std::string digits = std::to_string(axis.size);
    digits.insert(0, 10 - std::min<std::size_t>(digits.size(), 10), ' ');
    std::string const label = "This is a netCDF dimension but not a netCDF variable. " + digits;
    checked(H5DSset_scale(scale.id(), label.c_str()), file, "cannot create dimension '" + name + "'");
    return scale;
}

} // namespace tianji::hdf5
