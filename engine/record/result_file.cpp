#include "engine/record/result_file.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/message.hpp"
#include "engine/record/earlier_rows.hpp"
#include "engine/record/hdf5_call.hpp"
#include "engine/record/part_file.hpp"
#include "engine/record/result_variable.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

namespace tianji {

using hdf5::Axis;
using hdf5::checked;
using hdf5::Handle;
using hdf5::Id;
using hdf5::ResultVariable;

namespace {

constexpr std::size_t most_dimensions = 3; // (run, time, label)

struct Dimension {
    std::string group; // path of the group that declares it
    std::string name;
    Axis axis;
    Handle bare;                        // where it has no coordinates
    std::optional<std::size_t> labels;  // the variable with its coordinates
    std::vector<std::size_t> variables; // whose rows lie along it
};

std::string without_trailing_slash(std::string_view group)
{
    expects(group.starts_with('/'), "the path of a group starts at the root");
    while (group.ends_with('/')) group.remove_suffix(1);
    return std::string(group);
}

template <class T>
bool fits(Storage storage)
{
    switch (storage) {
    case Storage::number:
        return std::same_as<T, double>;
    case Storage::integer:
        return std::same_as<T, std::int64_t>;
    case Storage::count:
    case Storage::code:
        return std::same_as<T, std::int32_t>;
    case Storage::flag:
        return std::same_as<T, std::int8_t>;
    case Storage::text:
        return std::same_as<T, std::string>;
    }
    return false;
}

void expect_complete(VariableSpec const& spec)
{
    expects(!spec.name.empty() && !spec.unit.empty() && !spec.long_name.empty(),
            "a variable has a name, a unit and a long name: " + spec.name);
    expects(spec.dimensions.size() >= 1 && spec.dimensions.size() <= most_dimensions,
            "a variable has one to three axes: " + spec.name);
    expects((spec.storage == Storage::code) != spec.meanings.empty(),
            "codes and only codes have meanings: " + spec.name);
    for (std::string const& word : spec.meanings)
        expects(!word.empty() && word.find(' ') == word.npos, "a meaning is one word: " + word);
}

} // namespace

VariableSpec time_axis(std::chrono::sys_days first_day)
{
    std::chrono::year_month_day const day(first_day);
    std::string const unit = fmt::format("days since {:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                         static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return {"time",
            Storage::number,
            unit,
            "first day of the tick",
            {"time"},
            {},
            {{"calendar", "proleptic_gregorian"}, {"standard_name", "time"}, {"axis", "T"}}};
}

struct ResultFile::Impl {
    std::filesystem::path path;
    PartFile part;
    Overwrite overwrite;
    Compression compression;
    Handle file;
    std::map<std::string, Handle> groups;        // by path; the root is ""
    std::map<std::string, Dimension> dimensions; // by path
    std::deque<ResultVariable> variables;
    std::size_t unsynced = 0; // [byte] appended since the kernel was asked to bring them to the disk

    Impl(std::filesystem::path const& where, Overwrite overwrites, Compression compresses)
        : path(where),
          part(where, overwrites),
          overwrite(overwrites),
          compression(compresses),
          file(hdf5::create_file(part.path()))
    {
        groups.emplace(
            "", Handle(checked(H5Gopen2(file.id(), "/", H5P_DEFAULT), part.path(), "cannot open the root"), H5Gclose));
    }

    Id group(std::string const& group_path);
    Dimension& dimension(std::string group_path, std::string const& name);
    Dimension& new_dimension(std::string_view group_path, std::string const& name);
    bool is_dimension_above(std::string group_path, std::string const& name) const;
    Id scale_of(Dimension& used);
    void attach(std::string const& group_path, VariableSpec const& spec, ResultVariable const& variable);
    void fill_short_rows(Dimension& growing);
    void count(std::size_t bytes);
    void write_all();
    void close();
};

Id ResultFile::Impl::group(std::string const& group_path)
{
    auto const known = groups.find(group_path);
    if (known != groups.end()) return known->second.id();
    std::size_t const slash = group_path.rfind('/');
    Id const above = group(group_path.substr(0, slash));
    Id const id = checked(hdf5::create_group(above, group_path.substr(slash + 1)), part.path(),
                          "cannot create group '" + group_path + "'");
    return groups.emplace(group_path, Handle(id, H5Gclose)).first->second.id();
}

// The nearest one of that name, from the group upwards.
Dimension& ResultFile::Impl::dimension(std::string group_path, std::string const& name)
{
    while (true) {
        auto const found = dimensions.find(group_path + '/' + name);
        if (found != dimensions.end()) return found->second;
        expects(!group_path.empty(), "dimension " + name + " is declared before it is used");
        group_path.resize(group_path.rfind('/'));
    }
}

Dimension& ResultFile::Impl::new_dimension(std::string_view group_path, std::string const& name)
{
    std::string const owner = without_trailing_slash(group_path);
    auto const [place, is_new] = dimensions.try_emplace(owner + '/' + name);
    expects(is_new, "dimension " + name + " is declared once");
    place->second.group = owner;
    place->second.name = name;
    return place->second;
}

bool ResultFile::Impl::is_dimension_above(std::string group_path, std::string const& name) const
{
    while (!group_path.empty()) {
        group_path.resize(group_path.rfind('/'));
        if (dimensions.contains(group_path + '/' + name)) return true;
    }
    return false;
}

// A dimension that variables use before it has coordinates stays without.
Id ResultFile::Impl::scale_of(Dimension& used)
{
    if (used.labels) return variables[*used.labels].dataset();
    if (!used.bare.is_open())
        used.bare = hdf5::create_bare_dimension(group(used.group), used.name, used.axis, part.path());
    return used.bare.id();
}

// Dimension scales stand on all axes: a mix breaks the readers.
void ResultFile::Impl::attach(std::string const& group_path, VariableSpec const& spec, ResultVariable const& variable)
{
    for (unsigned axis = 0; axis < spec.dimensions.size(); ++axis)
        checked(H5DSattach_scale(variable.dataset(), scale_of(dimension(group_path, spec.dimensions[axis])), axis),
                part.path(), "cannot label the axes of '" + spec.name + "'");
}

void ResultFile::Impl::fill_short_rows(Dimension& growing)
{
    std::size_t rows = 0;
    for (std::size_t index : growing.variables) rows = std::max(rows, variables[index].rows());
    for (std::size_t index : growing.variables) variables[index].extend(rows);
    hsize_t const size = rows;
    if (growing.bare.is_open())
        checked(H5Dset_extent(growing.bare.id(), &size), part.path(), "cannot write the result file");
}

void ResultFile::Impl::count(std::size_t bytes)
{
    constexpr std::size_t enough = 16 << 20; // [byte] a disk is busy with it for some 10 ms
    unsynced += bytes;
    if (unsynced < enough) return;
    unsynced = 0;
    part.begin_sync();
}

void ResultFile::Impl::write_all()
{
    for (ResultVariable& variable : variables) variable.write_pending();
    for (auto& [name, one] : dimensions)
        if (one.axis.grows) fill_short_rows(one);
    part.validate_ours();
    checked(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), part.path(), "cannot write the result file");
}

void ResultFile::Impl::close()
{
    for (ResultVariable& variable : variables) variable.close();
    for (auto& [name, one] : dimensions) one.bare.close();
    groups.clear();
    checked(file.close() ? 0 : -1, part.path(), "cannot finish the result file");
}

ResultFile::ResultFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

ResultFile::~ResultFile()
{
    // Whoever leaves without finish() is already reporting an error, so a second one has nobody to go to.
    try {
        if (impl_ && impl_->file.is_open()) impl_->close();
    } catch (InvalidInput const&) {
    }
}

ResultFile ResultFile::create(std::filesystem::path const& path, Overwrite overwrite, Compression compression)
{
    hdf5::prepare_library();
    ResultFile file(std::make_unique<Impl>(path, overwrite, compression));
    file.set_attribute("/", "Conventions", "CF-1.8");
    file.set_attribute("/", "format", std::string(result_format));
    file.set_attribute("/", "format_version", result_format_version);
    file.set_attribute("/", "status", "incomplete");
    return file;
}

void ResultFile::add_group(std::string_view group) { impl_->group(without_trailing_slash(group)); }

void ResultFile::set_attribute(std::string_view group, std::string const& name, AttributeValue const& value)
{
    Id const object = impl_->group(without_trailing_slash(group));
    checked(hdf5::write_attribute(object, name, value), impl_->part.path(), "cannot write attribute '" + name + "'");
}

void ResultFile::add_dimension(std::string_view group, std::string const& name, std::size_t size)
{
    impl_->new_dimension(group, name).axis = {size};
}

void ResultFile::add_dimension(std::string_view group, std::string const& name, std::vector<std::string> const& labels)
{
    add_dimension(group, name, labels.size());
    append(add_variable(group, {name, Storage::text, "1", "labels of the dimension " + name, {name}, {}, {}}), labels);
}

void ResultFile::add_unlimited_dimension(std::string_view group, std::string const& name, std::size_t expected_rows)
{
    impl_->new_dimension(group, name).axis = {0, true, expected_rows};
}

VariableId ResultFile::add_variable(std::string_view group, VariableSpec const& spec)
{
    expect_complete(spec);
    std::string const group_name = without_trailing_slash(group);
    expects(!impl_->is_dimension_above(group_name, spec.name),
            "a variable is not called like a dimension of a group above: " + spec.name);
    std::vector<Axis> axes;
    for (std::string const& name : spec.dimensions) axes.push_back(impl_->dimension(group_name, name).axis);
    expects(std::none_of(axes.begin() + 1, axes.end(), [](Axis const& axis) { return axis.grows; }),
            "only the first axis grows: " + spec.name);
    Dimension& rows = impl_->dimension(group_name, spec.dimensions[0]);
    bool const is_coordinate = spec.name == rows.name;
    expects(!is_coordinate || (!rows.bare.is_open() && !rows.labels && axes.size() == 1 && rows.group == group_name),
            "coordinates of " + spec.name + " are added before other variables, in the group of the dimension");
    VariableId const id{impl_->variables.size()};
    ResultVariable& variable =
        impl_->variables.emplace_back(impl_->group(group_name), spec, axes, impl_->compression, impl_->part.path());
    rows.variables.push_back(id.index);
    if (!is_coordinate) {
        impl_->attach(group_name, spec, variable);
        return id;
    }
    checked(H5DSset_scale(variable.dataset(), spec.name.c_str()), impl_->part.path(), "cannot label an axis");
    rows.labels = id.index;
    return id;
}

template <Storable T>
void ResultFile::append(VariableId variable, std::span<T const> values)
{
    ResultVariable& into = impl_->variables.at(variable.index);
    expects(fits<T>(into.storage()), "values have the type of their variable's storage");
    if constexpr (std::same_as<T, std::string>)
        into.append(values);
    else
        into.append(values.data(), values.size());
    impl_->count(values.size_bytes());
}

template <Storable T>
void ResultFile::replace(VariableId variable, std::size_t first_row, std::span<T const> values)
{
    ResultVariable& into = impl_->variables.at(variable.index);
    into.write_pending();
    std::size_t const rows = into.rows();
    expects(first_row <= rows, "rows are replaced where there are rows");
    into.seek(first_row);
    append(variable, values);
    into.write_pending();
    into.seek(std::max(rows, into.rows()));
}

template void ResultFile::append<double>(VariableId, std::span<double const>);
template void ResultFile::append<std::int64_t>(VariableId, std::span<std::int64_t const>);
template void ResultFile::append<std::int32_t>(VariableId, std::span<std::int32_t const>);
template void ResultFile::append<std::int8_t>(VariableId, std::span<std::int8_t const>);
template void ResultFile::append<std::string>(VariableId, std::span<std::string const>);
template void ResultFile::replace<double>(VariableId, std::size_t, std::span<double const>);
template void ResultFile::replace<std::int64_t>(VariableId, std::size_t, std::span<std::int64_t const>);
template void ResultFile::replace<std::int32_t>(VariableId, std::size_t, std::span<std::int32_t const>);
template void ResultFile::replace<std::int8_t>(VariableId, std::size_t, std::span<std::int8_t const>);
template void ResultFile::replace<std::string>(VariableId, std::size_t, std::span<std::string const>);

void ResultFile::append_rows_of(ResultReader const& earlier)
{
    for (ResultVariable& variable : impl_->variables)
        if (variable.grows()) hdf5::append_earlier_rows(earlier, variable);
}

void ResultFile::flush() { impl_->write_all(); }

void ResultFile::finish(Finish status)
{
    set_attribute("/", "status", status == Finish::complete ? "complete" : "interrupted");
    impl_->write_all();
    impl_->close();
    impl_->part.rename(impl_->overwrite);
}

std::filesystem::path const& ResultFile::path() const { return impl_->path; }
std::filesystem::path const& ResultFile::part_path() const { return impl_->part.path(); }

} // namespace tianji
