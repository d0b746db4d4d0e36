#include "engine/record/output_path.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/scenario/scenario.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <unistd.h>

namespace tianji {

namespace fs = std::filesystem;

namespace {

// Links of both kinds lead to the same file.
void refuse_input(fs::path const& path, std::span<fs::path const> inputs)
{
    std::error_code not_there;
    for (fs::path const& input : inputs)
        if (fs::equivalent(path, input, not_there))
            refuse_file(path.string(), "would be replaced, but it is an input",
                        fmt::format("'{}', which is read, is this file", input.string()),
                        "write to another file with -o");
}

// A link, too: what it leads to is not ours, and a rename would replace the link.
void refuse_special(fs::path const& path)
{
    std::error_code not_there;
    fs::file_status const status = fs::symlink_status(path, not_there);
    if (!fs::exists(status) || fs::is_regular_file(status)) return;
    if (fs::is_directory(status)) refuse_file(path.string(), "cannot create the result file", "a folder has this name");
    refuse_file(path.string(), "cannot create the result file",
                fs::is_symlink(status) ? "a symbolic link has this name" : "this is not a regular file",
                "write to another file with -o");
}

void validate_folder(fs::path const& path)
{
    std::string const problem = "cannot create the result file";
    std::string const folder = path.has_parent_path() ? path.parent_path().string() : ".";
    if (!fs::exists(folder))
        refuse_file(path.string(), problem, fmt::format("the folder '{}' does not exist", folder),
                    "create it with mkdir -p");
    if (!fs::is_directory(folder)) refuse_file(path.string(), problem, fmt::format("'{}' is not a folder", folder));
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        refuse_file(path.string(), problem,
                    fmt::format("the folder '{}' cannot be written: {}", folder,
                                std::error_code(errno, std::generic_category()).message()),
                    "write to another folder with -o");
}

} // namespace

fs::path part_of(fs::path path) { return path += ".part"; }

void validate_output(fs::path const& path, Overwrite overwrite, std::span<fs::path const> inputs)
{
    if (path.empty())
        refuse_file(path.string(), "the result needs a file name", "it is empty", "add a name such as result.h5");
    if (!path.has_filename())
        refuse_file(path.string(), "the result needs a file name", "this names a folder",
                    "add a name such as result.h5");
    for (fs::path const& written : {path, part_of(path)}) {
        refuse_input(written, inputs);
        refuse_special(written);
    }
    if (overwrite == Overwrite::no && fs::exists(path))
        refuse_file(path.string(), "the result file exists", "a run never replaces results unasked",
                    "write to another file with -o or add --overwrite");
    validate_folder(path);
}

std::vector<fs::path> files_of(Scenario const& scenario)
{
    std::vector<fs::path> files{scenario.path};
    for (InputFile const& input : scenario.inputs) files.push_back(input.path);
    return files;
}

} // namespace tianji
