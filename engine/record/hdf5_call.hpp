// Failed HDF5 calls become messages a user can act on; attributes and types are read and written in one way.
#pragma once

#include "engine/record/hdf5_handle.hpp"
#include "engine/record/result_file.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tianji::hdf5 {

// To be called before any other HDF5 call. HDF5 would print its error stack to stderr, where ours is the only message
// the user should see, and would close what a full disk left half-closed when the program exits, which crashes in 1.10.
void prepare_library();

// What the operating system said about the last failed call, e.g. "No space left on device".
std::string reason();

// Returns the result of an HDF5 call on `file`; throws InvalidInput where it is negative. `problem`: "cannot write …".
Id checked(Id result, std::filesystem::path const& file, std::string_view problem);

// How all files are opened.
Handle file_access();

// A new file that NetCDF-4 readers accept; its attributes and groups keep the order in which they were made.
Handle create_file(std::filesystem::path const& path);
Id create_group(Id above, std::string const& name);

// What HDF5 writes for a value of this storage; text is variable-length UTF-8.
Handle type_of(Storage storage);

// Of the axes of a dataset, as HDF5 takes them (hsize_t).
using Sizes = std::vector<unsigned long long>;
Sizes sizes_of(Id dataset);
// Items in a row: in one step along the first axis.
std::size_t items_per_row(Sizes const& sizes);

// Writes or replaces an attribute; negative if that failed.
Id write_attribute(Id object, std::string const& name, AttributeValue const& value);
Id write_attribute(Id object, std::string const& name, std::vector<std::int32_t> const& values);
// Empty where there is no attribute of that name and type.
std::optional<AttributeValue> read_attribute(Id object, std::string const& name);

} // namespace tianji::hdf5
