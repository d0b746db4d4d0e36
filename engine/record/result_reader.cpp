#include "engine/record/result_reader.hpp"

#include "engine/base/message.hpp"
#include "engine/record/file_lock.hpp"
#include "engine/record/hdf5_call.hpp"

#include <hdf5.h>

namespace tianji {

using hdf5::Handle;

namespace {

[[noreturn]] void refuse(std::filesystem::path const& path, std::string problem, std::string why,
                         std::string suggestion = {})
{
    throw InvalidInput(Problem{{path.string()}, std::move(problem), std::move(why), std::move(suggestion)});
}

Handle open_file(std::filesystem::path const& path)
{
    hdf5::prepare_library();
    if (!std::filesystem::exists(path)) refuse(path, "cannot read the result file", "it does not exist");
    if (std::filesystem::is_directory(path)) refuse(path, "cannot read the result file", "it is a folder");
    if (use_of(path) == FileUse::being_written)
        refuse(path, "cannot read the result file", "a run is writing it", "wait for its end");
    Handle const access = hdf5::file_access();
    Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    if (!file.is_open()) refuse(path, "cannot read the result file", "it is not HDF5, or is damaged");
    return file;
}

// H5Lexists wants every group on the way to be there.
bool is_there(hdf5::Id file, std::string const& path)
{
    if (path.empty() || path == "/") return true;
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        if (H5Lexists(file, path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
        if (end == path.npos) return true;
    }
}

template <class T>
std::optional<T> attribute(hdf5::Id file, std::string const& group, std::string const& name)
{
    if (!is_there(file, group)) return {};
    Handle const object(H5Oopen(file, group.c_str(), H5P_DEFAULT), H5Oclose);
    auto const value = hdf5::read_attribute(object.id(), name);
    if (!value || !std::holds_alternative<T>(*value)) return {};
    return std::get<T>(*value);
}

} // namespace

ResultReader::ResultReader(std::filesystem::path const& path) : path_(path), file_(open_file(path))
{
    if (text("/", "format") != result_format)
        refuse(path, "this is not a result file", "it has no attribute format = '" + std::string(result_format) + "'");
    std::int64_t const version = integer("/", "format_version").value_or(0);
    if (version != result_format_version)
        refuse(path, "the result file has format version " + std::to_string(version),
               "this program reads version " + std::to_string(result_format_version),
               "use the program version that wrote it");
}

bool ResultReader::has(std::string const& path) const { return is_there(file_.id(), path); }

std::vector<std::string> ResultReader::members(std::string const& group) const
{
    std::vector<std::string> names;
    if (!has(group)) return names;
    Handle const object(H5Gopen2(file_.id(), group.c_str(), H5P_DEFAULT), H5Gclose);
    auto const note = [](hid_t, char const* name, H5L_info_t const*, void* list) -> herr_t {
        static_cast<std::vector<std::string>*>(list)->emplace_back(name);
        return 0;
    };
    hdf5::checked(H5Literate(object.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, note, &names), path_,
                  "cannot read '" + group + "'");
    return names;
}

std::optional<std::string> ResultReader::text(std::string const& group, std::string const& name) const
{
    return attribute<std::string>(file_.id(), group, name);
}

std::optional<std::int64_t> ResultReader::integer(std::string const& group, std::string const& name) const
{
    return attribute<std::int64_t>(file_.id(), group, name);
}

std::optional<double> ResultReader::number(std::string const& group, std::string const& name) const
{
    return attribute<double>(file_.id(), group, name);
}

ResultReader::Column ResultReader::column(std::string const& variable, Kind kind) const
{
    if (!has(variable)) refuse(path_, "there is no variable '" + variable + "'", "");
    Handle dataset(H5Dopen2(file_.id(), variable.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset.is_open()) refuse(path_, "'" + variable + "' is not a variable", "");
    Handle const type(H5Dget_type(dataset.id()), H5Tclose);
    Handle const space(H5Dget_space(dataset.id()), H5Sclose);
    H5T_class_t const stored = H5Tget_class(type.id());
    bool const suits = kind == Kind::text ? stored == H5T_STRING && H5Tis_variable_str(type.id()) > 0
                                          : stored == H5T_INTEGER || (stored == H5T_FLOAT && kind == Kind::any_number);
    if (!suits || H5Sget_simple_extent_ndims(space.id()) != 1)
        refuse(path_, "'" + variable + "' cannot be read as one column of this type", "");
    return {std::move(dataset), static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id()))};
}

std::vector<double> ResultReader::numbers(std::string const& variable) const
{
    Column const from = column(variable, Kind::any_number);
    std::vector<double> values(from.rows);
    hdf5::checked(H5Dread(from.dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), path_,
                  "cannot read '" + variable + "'");
    return values;
}

std::vector<std::int64_t> ResultReader::integers(std::string const& variable) const
{
    Column const from = column(variable, Kind::whole);
    std::vector<std::int64_t> values(from.rows);
    hdf5::checked(H5Dread(from.dataset.id(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), path_,
                  "cannot read '" + variable + "'");
    return values;
}

std::vector<std::string> ResultReader::texts(std::string const& variable) const
{
    Column const from = column(variable, Kind::text);
    std::vector<char*> characters(from.rows, nullptr);
    Handle const type = hdf5::type_of(Storage::text);
    hdf5::checked(H5Dread(from.dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, characters.data()), path_,
                  "cannot read '" + variable + "'");
    std::vector<std::string> values;
    for (char* text : characters) {
        values.emplace_back(text ? text : "");
        H5free_memory(text);
    }
    return values;
}

std::vector<std::string> ResultReader::measures() const
{
    std::vector<std::string> measures;
    for (std::string const& name : members("/")) {
        Handle const object(H5Oopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Oclose);
        if (name == "time" || H5Iget_type(object.id()) != H5I_DATASET || hdf5::sizes_of(object.id()).empty()) continue;
        Handle const type(H5Dget_type(object.id()), H5Tclose);
        if (H5Tequal(type.id(), H5T_IEEE_F64LE) > 0) measures.push_back('/' + name);
    }
    return measures;
}

std::vector<double> ResultReader::matrix(std::string const& variable, std::size_t& width) const
{
    if (!has(variable)) refuse(path_, "there is no variable '" + variable + "'", "");
    Handle const dataset(H5Dopen2(file_.id(), variable.c_str(), H5P_DEFAULT), H5Dclose);
    hdf5::Sizes const sizes = dataset.is_open() ? hdf5::sizes_of(dataset.id()) : hdf5::Sizes();
    if (sizes.empty()) refuse(path_, "'" + variable + "' is not a variable with dimensions", "");
    width = hdf5::items_per_row(sizes);
    std::vector<double> values(sizes[0] * width);
    hdf5::checked(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), path_,
                  "cannot read '" + variable + "'");
    return values;
}

} // namespace tianji
