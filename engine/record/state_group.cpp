#include "engine/record/state_group.hpp"

#include "engine/record/hdf5_call.hpp"

#include <hdf5.h>

#include <array>
#include <vector>

namespace tianji::hdf5 {

namespace {

Id type_of(Scalar scalar)
{
    switch (scalar) {
    case Scalar::int8:
        return H5T_STD_I8LE;
    case Scalar::uint8:
        return H5T_STD_U8LE;
    case Scalar::int16:
        return H5T_STD_I16LE;
    case Scalar::uint16:
        return H5T_STD_U16LE;
    case Scalar::int32:
        return H5T_STD_I32LE;
    case Scalar::uint32:
        return H5T_STD_U32LE;
    case Scalar::int64:
        return H5T_STD_I64LE;
    case Scalar::uint64:
        return H5T_STD_U64LE;
    case Scalar::float32:
        return H5T_IEEE_F32LE;
    case Scalar::float64:
        break;
    }
    return H5T_IEEE_F64LE;
}

void write_array(Id group, StateArray const& array, std::filesystem::path const& path)
{
    std::string const problem = "cannot write '" + array.path + "' of the state";
    std::array<hsize_t, 2> const size = {array.rows(), array.shape.width};
    Handle const space(H5Screate_simple(array.shape.width > 1 ? 2 : 1, size.data(), nullptr), H5Sclose);
    Handle const links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(links.id(), 1);
    Id const type = type_of(array.shape.scalar);
    Handle const dataset(
        checked(H5Dcreate2(group, array.path.c_str(), type, space.id(), links.id(), H5P_DEFAULT, H5P_DEFAULT), path,
                problem),
        H5Dclose);
    if (array.bytes.empty()) return;
    checked(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.bytes.data()), path, problem);
}

RowShape shape_of(Id dataset, std::size_t& rows)
{
    Handle const type(H5Dget_type(dataset), H5Tclose);
    Handle const space(H5Dget_space(dataset), H5Sclose);
    RowShape shape;
    for (int i = 0; i <= static_cast<int>(Scalar::float64); ++i)
        if (H5Tequal(type.id(), type_of(static_cast<Scalar>(i))) > 0) shape.scalar = static_cast<Scalar>(i);
    std::array<hsize_t, 2> size = {0, 1};
    if (H5Sget_simple_extent_ndims(space.id()) <= 2) H5Sget_simple_extent_dims(space.id(), size.data(), nullptr);
    rows = size[0];
    shape.width = static_cast<std::uint32_t>(size[1]);
    return shape;
}

StateArray read_array(Id group, std::string const& name, std::filesystem::path const& path)
{
    std::string const problem = "cannot read '" + name + "' of the state";
    Handle const dataset(checked(H5Dopen2(group, name.c_str(), H5P_DEFAULT), path, problem), H5Dclose);
    StateArray array{name, {}, {}};
    std::size_t rows = 0;
    array.shape = shape_of(dataset.id(), rows);
    array.bytes.resize(rows * array.shape.bytes());
    if (array.bytes.empty()) return array;
    checked(H5Dread(dataset.id(), type_of(array.shape.scalar), H5S_ALL, H5S_ALL, H5P_DEFAULT, array.bytes.data()), path,
            problem);
    return array;
}

herr_t note_dataset(hid_t group, char const* name, H5L_info_t const*, void* names)
{
    Handle const object(H5Oopen(group, name, H5P_DEFAULT), H5Oclose);
    if (H5Iget_type(object.id()) == H5I_DATASET) static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return object.is_open() ? 0 : -1;
}

} // namespace

void write_state(Id file, std::string const& group, SavedState const& state, std::filesystem::path const& path)
{
    Handle const into(checked(create_group(file, group), path, "cannot write the state"), H5Gclose);
    for (StateArray const& array : state) write_array(into.id(), array, path);
}

SavedState read_state(Id file, std::string const& group, std::filesystem::path const& path)
{
    Handle const from(checked(H5Gopen2(file, group.c_str(), H5P_DEFAULT), path, "cannot read the state"), H5Gclose);
    std::vector<std::string> names;
    checked(H5Lvisit(from.id(), H5_INDEX_NAME, H5_ITER_INC, note_dataset, &names), path, "cannot read the state");
    SavedState state;
    for (std::string const& name : names) state.push_back(read_array(from.id(), name, path));
    return state;
}

} // namespace tianji::hdf5
