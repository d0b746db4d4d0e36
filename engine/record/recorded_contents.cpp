#include "engine/record/recorded_contents.hpp"

#include "engine/record/hdf5_call.hpp"
#include "engine/record/result_reader.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tianji {

using hdf5::checked;
using hdf5::Handle;
using hdf5::Id;

namespace {

constexpr std::size_t block_items = 128 * 1024;
constexpr std::array<std::string_view, 6> of_the_making{"/provenance", "/digest", "/audit",
                                                        "/profile",    "/state",  "/recorder"};

using Names = std::vector<std::string>;

// What NetCDF keeps of dimensions are references, which differ with the place in the file.
Names attributes_of(Id object)
{
    Names names;
    auto const note = [](hid_t, char const* name, H5A_info_t const*, void* list) -> herr_t {
        std::string_view const text = name;
        if (text != "REFERENCE_LIST" && text != "DIMENSION_LIST") static_cast<Names*>(list)->emplace_back(text);
        return 0;
    };
    H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, note, &names);
    std::ranges::sort(names);
    return names;
}

// Rows as bytes; texts one behind the other.
std::vector<std::byte> read_rows(Id dataset, Id type, std::size_t first, std::size_t rows, ResultReader const& file,
                                 std::string const& path)
{
    hdf5::Sizes size = hdf5::sizes_of(dataset), start(size.size(), 0);
    start[0] = first;
    size[0] = rows;
    Handle const space(H5Dget_space(dataset), H5Sclose);
    H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr);
    Handle const memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), H5Sclose);
    std::vector<std::byte> bytes(rows * hdf5::items_per_row(size) * H5Tget_size(type));
    checked(H5Dread(dataset, type, memory.id(), space.id(), H5P_DEFAULT, bytes.data()), file.path(),
            "cannot read '" + path + "'");
    if (H5Tis_variable_str(type) <= 0) return bytes;
    std::vector<std::byte> characters;
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(char*)) {
        char* text = nullptr;
        std::copy_n(bytes.data() + at, sizeof text, reinterpret_cast<std::byte*>(&text)); // NOLINT: HDF5 wrote it there
        for (char const* one = text; one && *one; ++one) characters.push_back(static_cast<std::byte>(*one));
        characters.push_back(std::byte{0});
        H5free_memory(text);
    }
    return characters;
}

bool is_same(std::optional<AttributeValue> const& one, std::optional<AttributeValue> const& two)
{
    auto const is_nan = [](std::optional<AttributeValue> const& value) {
        return value && std::holds_alternative<double>(*value) && std::isnan(std::get<double>(*value));
    };
    return one == two || (is_nan(one) && is_nan(two));
}

class Comparison {
public:
    Comparison(ResultReader const& file, ResultReader const& made, Unshared unshared)
        : file_(file), made_(made), unshared_(unshared)
    {
    }

    Contents compare()
    {
        compare_groups("");
        return std::move(contents_);
    }

private:
    bool is_over() const { return !contents_.difference.empty(); }
    void differ(std::string words) { contents_.difference = std::move(words); }

    void compare_groups(std::string const& group)
    {
        compare_attributes(group.empty() ? "/" : group);
        Names const here = file_.members(group.empty() ? "/" : group),
                    there = made_.members(group.empty() ? "/" : group);
        for (std::string const& name : there)
            if (!std::ranges::binary_search(here, name)) only_one(group + '/' + name, "is not in the file");
        for (std::string const& name : here) {
            std::string const path = group + '/' + name;
            if (is_over()) return;
            if (std::ranges::find(of_the_making, path) != of_the_making.end()) continue;
            if (!std::ranges::binary_search(there, name))
                only_one(path, "is not recorded now");
            else
                compare_objects(path);
        }
    }

    void only_one(std::string const& path, char const* what)
    {
        bool const is_of_the_making = std::ranges::find(of_the_making, path) != of_the_making.end();
        if (unshared_ == Unshared::differs && !is_of_the_making && !is_over())
            differ(fmt::format("'{}' {}", path, what));
    }

    void compare_objects(std::string const& path)
    {
        Handle const here(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        Handle const there(H5Oopen(made_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        checked(here.id(), file_.path(), "cannot read '" + path + "'");
        if (H5Iget_type(here.id()) != H5Iget_type(there.id()))
            return differ(fmt::format("'{}' is something else", path));
        if (H5Iget_type(here.id()) == H5I_GROUP) return compare_groups(path);
        compare_attributes(path);
        if (!is_over()) compare_values(path, here.id(), there.id());
        ++contents_.variables;
    }

    void compare_values(std::string const& path, Id here, Id there)
    {
        Handle const type(H5Dget_type(here), H5Tclose), other(H5Dget_type(there), H5Tclose);
        hdf5::Sizes const sizes = hdf5::sizes_of(here);
        if (H5Tequal(type.id(), other.id()) <= 0 || sizes != hdf5::sizes_of(there))
            return differ(fmt::format("'{}' has another size or type", path));
        if (H5Tget_class(type.id()) == H5T_REFERENCE) return;
        std::size_t const most =
            std::max<std::size_t>(1, block_items / std::max<std::size_t>(hdf5::items_per_row(sizes), 1));
        std::size_t const rows = sizes.empty() || hdf5::items_per_row(sizes) == 0 ? 0 : sizes[0];
        for (std::size_t first = 0; first < rows; first += most) {
            std::size_t const some = std::min(most, rows - first);
            if (read_rows(here, type.id(), first, some, file_, path) !=
                read_rows(there, type.id(), first, some, made_, path))
                return differ(fmt::format("'{}' holds other values", path));
        }
    }

    void compare_attributes(std::string const& path)
    {
        Handle const here(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        Handle const there(H5Oopen(made_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        if (attributes_of(here.id()) != attributes_of(there.id()))
            return unshared_ == Unshared::differs ? differ(fmt::format("'{}' has other attributes", path)) : void();
        for (std::string const& name : attributes_of(here.id()))
            if ((path != "/" || name != "status") &&
                !is_same(hdf5::read_attribute(here.id(), name), hdf5::read_attribute(there.id(), name)))
                return differ(fmt::format("the attribute '{}' of '{}' is another", name, path));
    }

    ResultReader const& file_;
    ResultReader const& made_;
    Unshared unshared_;
    Contents contents_;
};

} // namespace

Contents compare_contents(ResultReader const& file, ResultReader const& made, Unshared unshared)
{
    return Comparison(file, made, unshared).compare();
}

} // namespace tianji
