#include "engine/record/hdf5_call.hpp"

#include "engine/base/message.hpp"

#include <hdf5.h>

#include <algorithm>
#include <cstdlib>
#include <type_traits>

namespace tianji::hdf5 {

namespace {

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

// Up to so many links and attributes stand in the header of their group. In a heap of their own, as HDF5 would keep
// more than eight, they take more room, and a damaged heap crashes HDF5 1.10 where a damaged header is refused.
constexpr unsigned most_in_header = 512, fewest_in_heap = 256;

// A node of the tree of chunks has room for twice as many, and small runs have one or two chunks in each variable.
constexpr unsigned chunks_in_node = 8;

void keep_in_header(Id properties)
{
    H5Pset_link_phase_change(properties, most_in_header, fewest_in_heap);
    H5Pset_attr_phase_change(properties, most_in_header, fewest_in_heap);
}

static_assert(std::is_same_v<hid_t, Id>, "Handle keeps HDF5 ids without including hdf5.h");

// The innermost entry of the stack that quotes errno; HDF5 writes: … error message = 'No space left on device', …
herr_t find_reason(unsigned, H5E_error2_t const* entry, void* found)
{
    std::string_view const text = entry->desc ? entry->desc : "";
    std::string_view const opening = "error message = '";
    std::size_t const start = text.find(opening);
    if (start != text.npos) {
        std::size_t const from = start + opening.size();
        *static_cast<std::string*>(found) = text.substr(from, text.find('\'', from) - from);
    }
    return 0;
}

herr_t innermost(unsigned, H5E_error2_t const* entry, void* found)
{
    if (entry->desc) *static_cast<std::string*>(found) = entry->desc;
    return 0;
}

// The library would believe its environment more than file_access(), and lock what we have locked.
bool begin_library() { return ::unsetenv("HDF5_USE_FILE_LOCKING") == 0 && H5dont_atexit() >= 0; }

Handle scalar() { return {H5Screate(H5S_SCALAR), H5Sclose}; }

// Attributes cannot be resized, so an existing one makes room.
Id create_attribute(Id object, std::string const& name, Id type, Id space)
{
    if (H5Aexists(object, name.c_str()) > 0) H5Adelete(object, name.c_str());
    return H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT);
}

Id write_scalar(Id object, std::string const& name, Id type, void const* value)
{
    Handle const space = scalar();
    Handle const attribute(create_attribute(object, name, type, space.id()), H5Aclose);
    return attribute.is_open() ? H5Awrite(attribute.id(), type, value) : -1;
}

AttributeValue read_text(Id attribute)
{
    Handle const type = type_of(Storage::text);
    char* text = nullptr;
    H5Aread(attribute, type.id(), &text);
    std::string const copy = text ? text : "";
    H5free_memory(text);
    return copy;
}

} // namespace

void prepare_library()
{
    static bool const is_ready = begin_library();
    static_cast<void>(is_ready);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string reason()
{
    std::string found;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, find_reason, &found);
    if (found.empty()) H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, innermost, &found);
    return found.empty() ? "HDF5 gives no reason" : found;
}

Id checked(Id result, std::filesystem::path const& file, std::string_view problem)
{
    if (result >= 0) return result;
    std::string const why = reason();
    bool const is_full =
        why.find("space") != why.npos || why.find("quota") != why.npos || why.find("large") != why.npos;
    Problem refused;
    refused.where.file = file.string();
    refused.problem = problem;
    refused.why = why;
    if (is_full) refused.suggestion = "free some space or write to another folder";
    throw InvalidInput(std::move(refused));
}

Handle file_access()
{
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_LATEST);
    H5Pset_file_locking(access.id(), false, true); // file_lock.hpp
    H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG);
    return access;
}

Handle create_file(std::filesystem::path const& path)
{
    Handle const creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    H5Pset_link_creation_order(creation.id(), creation_order);
    H5Pset_attr_creation_order(creation.id(), creation_order);
    keep_in_header(creation.id());
    H5Pset_istore_k(creation.id(), chunks_in_node);
    Handle const access = file_access();
    Id const id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id());
    return {checked(id, path, "cannot create the result file"), H5Fclose};
}

Id create_group(Id above, std::string const& name)
{
    Handle const properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_link_creation_order(properties.id(), creation_order);
    H5Pset_attr_creation_order(properties.id(), creation_order);
    keep_in_header(properties.id());
    return H5Gcreate2(above, name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT);
}

Handle type_of(Storage storage)
{
    switch (storage) {
    case Storage::number:
        return {H5Tcopy(H5T_IEEE_F64LE), H5Tclose};
    case Storage::integer:
        return {H5Tcopy(H5T_STD_I64LE), H5Tclose};
    case Storage::count:
    case Storage::code:
        return {H5Tcopy(H5T_STD_I32LE), H5Tclose};
    case Storage::flag:
        return {H5Tcopy(H5T_STD_I8LE), H5Tclose};
    case Storage::text:
        break;
    }
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

Sizes sizes_of(Id dataset)
{
    Handle const space(H5Dget_space(dataset), H5Sclose);
    Sizes sizes(static_cast<std::size_t>(std::max(H5Sget_simple_extent_ndims(space.id()), 0)));
    H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr);
    return sizes;
}

std::size_t items_per_row(Sizes const& sizes)
{
    std::size_t items = 1;
    for (std::size_t axis = 1; axis < sizes.size(); ++axis) items *= sizes[axis];
    return items;
}

Id write_attribute(Id object, std::string const& name, AttributeValue const& value)
{
    if (auto const* text = std::get_if<std::string>(&value)) {
        char const* const characters = text->c_str();
        return write_scalar(object, name, type_of(Storage::text).id(), &characters);
    }
    if (auto const* whole = std::get_if<std::int64_t>(&value)) return write_scalar(object, name, H5T_STD_I64LE, whole);
    return write_scalar(object, name, H5T_IEEE_F64LE, &std::get<double>(value));
}

Id write_attribute(Id object, std::string const& name, std::vector<std::int32_t> const& values)
{
    hsize_t const size = values.size();
    Handle const space(H5Screate_simple(1, &size, nullptr), H5Sclose);
    Handle const attribute(create_attribute(object, name, H5T_STD_I32LE, space.id()), H5Aclose);
    return attribute.is_open() ? H5Awrite(attribute.id(), H5T_NATIVE_INT32, values.data()) : -1;
}

std::optional<AttributeValue> read_attribute(Id object, std::string const& name)
{
    if (H5Aexists(object, name.c_str()) <= 0) return {};
    Handle const attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    Handle const type(H5Aget_type(attribute.id()), H5Tclose);
    Handle const space(H5Aget_space(attribute.id()), H5Sclose);
    if (H5Sget_simple_extent_npoints(space.id()) != 1) return {};
    H5T_class_t const kind = H5Tget_class(type.id());
    if (kind == H5T_STRING && H5Tis_variable_str(type.id()) > 0) return read_text(attribute.id());
    if (kind == H5T_INTEGER) {
        std::int64_t value = 0;
        H5Aread(attribute.id(), H5T_NATIVE_INT64, &value);
        return value;
    }
    if (kind != H5T_FLOAT) return {};
    double value = 0;
    H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value);
    return value;
}

} // namespace tianji::hdf5
