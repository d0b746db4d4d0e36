#include "engine/record/earlier_rows.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/hdf5_call.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/record/result_variable.hpp"

#include <hdf5.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>

namespace tianji {

using hdf5::checked;
using hdf5::Handle;
using hdf5::Id;

namespace {

constexpr std::size_t block_items = 128 * 1024;

std::string path_of(Id dataset)
{
    std::string path(static_cast<std::size_t>(std::max<ssize_t>(H5Iget_name(dataset, nullptr, 0), 0)), ' ');
    H5Iget_name(dataset, path.data(), path.size() + 1);
    return path;
}

// Rows of a dataset, if it is like the one they are to go to.
std::size_t rows_of(Id from, hdf5::ResultVariable const& into, std::string const& name, ResultReader const& file)
{
    Handle const type(H5Dget_type(from), H5Tclose);
    hdf5::Sizes const there = hdf5::sizes_of(from), here = hdf5::sizes_of(into.dataset());
    bool const has_like_rows =
        there.size() == here.size() && std::equal(there.begin() + 1, there.end(), here.begin() + 1);
    if (!has_like_rows || H5Tequal(type.id(), hdf5::type_of(into.storage()).id()) <= 0)
        refuse_file(file.path().string(), "'" + name + "' is not what the run records",
                    "the file is not one this program wrote for it");
    return there[0];
}

void read_rows(Id from, Id type, std::size_t first, std::size_t rows, void* values, ResultReader const& file)
{
    hdf5::Sizes size = hdf5::sizes_of(from), start(size.size(), 0);
    size[0] = rows;
    start[0] = first;
    Handle const space(H5Dget_space(from), H5Sclose);
    H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr);
    Handle const memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), H5Sclose);
    checked(H5Dread(from, type, memory.id(), space.id(), H5P_DEFAULT, values), file.path(),
            "cannot read '" + path_of(from) + "'");
}

} // namespace

void hdf5::append_earlier_rows(ResultReader const& from, ResultVariable& into)
{
    std::string const name = path_of(into.dataset());
    if (!from.has(name)) refuse_file(from.path().string(), "there is no variable '" + name + "'", "the run records it");
    Handle const dataset(H5Dopen2(from.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    std::size_t const rows = rows_of(dataset.id(), into, name, from);
    std::size_t const most = std::max<std::size_t>(1, block_items / std::max<std::size_t>(into.row_items(), 1));
    Handle const type = type_of(into.storage());
    std::vector<std::byte> bytes(most * into.row_items() * H5Tget_size(type.id()));
    for (std::size_t first = 0; first < rows; first += most) {
        std::size_t const some = std::min(most, rows - first), items = some * into.row_items();
        read_rows(dataset.id(), type.id(), first, some, bytes.data(), from);
        if (into.storage() != Storage::text) {
            into.append(bytes.data(), items);
            continue;
        }
        auto** const characters = reinterpret_cast<char**>(bytes.data()); // NOLINT: what HDF5 wrote there
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < items; ++i) {
            texts.emplace_back(characters[i] ? characters[i] : "");
            H5free_memory(characters[i]);
        }
        into.append(texts);
    }
}

std::vector<GraphSnapshot> earlier_networks(ResultReader const& from)
{
    std::vector<GraphSnapshot> networks;
    for (std::string const& name : from.members("/graph")) {
        std::string const group = "/graph/" + name;
        auto const whole = [&](char const* variable, auto& into) {
            for (std::int64_t value : from.integers(group + variable))
                into.push_back(static_cast<typename std::remove_cvref_t<decltype(into)>::value_type>(value));
        };
        GraphSnapshot& graph = networks.emplace_back();
        graph.tick = from.integer(group, "tick").value_or(0);
        whole("/vertex", graph.vertices);
        whole("/indptr", graph.indptr);
        whole("/indices", graph.indices);
        whole("/kind", graph.kind);
        whole("/since", graph.since);
        graph.weight = from.numbers(group + "/weight");
    }
    std::ranges::sort(networks, {}, &GraphSnapshot::tick);
    return networks;
}

} // namespace tianji
