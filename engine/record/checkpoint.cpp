#include "engine/record/checkpoint.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/hdf5_call.hpp"
#include "engine/record/part_file.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/record/state_group.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <charconv>
#include <system_error>

namespace tianji {

namespace fs = std::filesystem;
using hdf5::checked;
using hdf5::Handle;

namespace {

constexpr std::string_view ending = ".checkpoint";

// What a result file becomes by this.
void add_state(hdf5::Id file, Checkpoint const& checkpoint, fs::path const& path)
{
    hdf5::write_state(file, "/state", checkpoint.state, path);
    hdf5::write_state(file, "/recorder", checkpoint.recorder, path);
    Handle const state(H5Gopen2(file, "/state", H5P_DEFAULT), H5Gclose);
    auto const note = [&](hdf5::Id object, char const* name, AttributeValue const& value) {
        checked(hdf5::write_attribute(object, name, value), path, "cannot write the checkpoint");
    };
    note(state.id(), "version", checkpoint_version);
    note(state.id(), "ticks", checkpoint.ticks);
    note(state.id(), "every", checkpoint.every);
    note(state.id(), "audited", std::int64_t{checkpoint.audit == Audit::yes});
    note(state.id(), "digest", to_hex(checkpoint.digest));
    Handle const root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
    note(root.id(), "status", "checkpoint");
}

std::uint64_t digest_from(std::string const& hex)
{
    std::uint64_t digest = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), digest, 16);
    return digest;
}

} // namespace

fs::path checkpoint_of(fs::path const& result)
{
    fs::path path = result;
    return path.replace_filename(result.stem().string() + std::string(ending) + result.extension().string());
}

fs::path result_of(fs::path const& checkpoint)
{
    fs::path path = checkpoint;
    fs::path const stem = checkpoint.stem();
    if (stem.extension() != ending) return path;
    return path.replace_filename(stem.stem().string() + checkpoint.extension().string());
}

void write_checkpoint(Checkpoint const& checkpoint, fs::path const& result, fs::path const& path)
{
    PartFile part(path, Overwrite::yes);
    std::error_code problem;
    fs::copy_file(result, part.path(), fs::copy_options::overwrite_existing, problem);
    if (problem) refuse_file(part.path().string(), "cannot write the checkpoint", problem.message());
    Handle const access = hdf5::file_access();
    Handle file(
        checked(H5Fopen(part.path().c_str(), H5F_ACC_RDWR, access.id()), part.path(), "cannot write the checkpoint"),
        H5Fclose);
    add_state(file.id(), checkpoint, part.path());
    checked(file.close() ? 0 : -1, part.path(), "cannot write the checkpoint");
    part.rename(Overwrite::yes);
}

Checkpoint read_checkpoint(fs::path const& path)
{
    ResultReader const file(path);
    if (!file.has("/state"))
        refuse_file(path.string(), "this result file is not a checkpoint", "it does not hold the state of the run",
                    "name the file that a run with --checkpoint leaves, like " +
                        checkpoint_of(path).filename().string());
    std::int64_t const version = file.integer("/state", "version").value_or(0);
    if (version != checkpoint_version)
        refuse_file(path.string(), fmt::format("the checkpoint has version {}", version),
                    fmt::format("this program reads version {}", checkpoint_version),
                    "go on with the program that wrote it");
    Checkpoint checkpoint;
    auto const whole = [&](char const* name) { return file.integer("/state", name).value_or(0); };
    checkpoint.ticks = whole("ticks");
    checkpoint.every = whole("every");
    checkpoint.audit = whole("audited") != 0 ? Audit::yes : Audit::no;
    checkpoint.digest = digest_from(file.text("/state", "digest").value_or(""));
    checkpoint.state = hdf5::read_state(file.id(), "/state", path);
    checkpoint.recorder = hdf5::read_state(file.id(), "/recorder", path);
    return checkpoint;
}

} // namespace tianji
