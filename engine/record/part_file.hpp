// A file that is written under a provisional name, so that nothing half-written ever has the final one.
#pragma once

#include "engine/record/result_file.hpp"

#include <filesystem>

namespace tianji {

class PartFile {
public:
    // Creates the provisional file, empty and nobody else's: what a killed run left there is removed. Throws
    // InvalidInput as validate_output() does, and where somebody is writing it.
    PartFile(std::filesystem::path final_path, Overwrite overwrite);
    ~PartFile();
    PartFile(PartFile const&) = delete;
    PartFile& operator=(PartFile const&) = delete;

    // `final_path`.part; where nobody can tell whether that is in use, a name with host and process.
    std::filesystem::path const& path() const { return part_; }

    // Throws InvalidInput where another process has removed or replaced the provisional file.
    void validate_ours() const;
    // Lets the kernel bring what was written so far to the disk while the caller goes on, so that little is left for
    // rename() to wait for. A hint: does nothing where the file system cannot.
    void begin_sync() const;
    // Waits until the data is on the disk, then gives the file its name; it is no longer ours.
    void rename(Overwrite overwrite);

private:
    std::filesystem::path final_;
    std::filesystem::path part_;
    int file_ = -1; // holds the lock
};

} // namespace tianji
