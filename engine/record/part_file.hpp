// A file that is written under a provisional name, so that nothing half-written ever has the final one.
#pragma once

#include "engine/record/result_file.hpp"

#include <filesystem>

namespace tianji {

class PartFile {
public:
    // Writes nothing. Throws InvalidInput where `final_path` exists (Overwrite::no), is a folder, has no folder or one
    // that cannot be written, or where another process holds a lock on the provisional file.
    PartFile(std::filesystem::path final_path, Overwrite overwrite);

    std::filesystem::path const& path() const { return part_; } // `final_path`.part

    // Lets the kernel bring what was written so far to the disk while the caller goes on, so that little is left for
    // rename() to wait for. A hint: does nothing where the file system cannot.
    void begin_sync() const;
    // Waits until the data is on the disk, then gives the file its name.
    void rename(Overwrite overwrite) const;

private:
    std::filesystem::path final_;
    std::filesystem::path part_;
};

} // namespace tianji
