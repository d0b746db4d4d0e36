// Says to others that somebody works in a folder. Only a courtesy: what was run is known from the logs alone, so two
// who do the same work waste time and spoil nothing.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace tianji {

struct Claimant {
    std::string name; // of the claim's file, without its ending
    std::string host;
    long process = 0;
    std::string since;     // UTC
    std::string job;       // the element of a Slurm array that it is, such as "17_3"; empty: none
    bool is_alive = false; // its heart was heard less than a minute ago, and it is not known to be dead
};

class FolderClaim {
public:
    // Throws InvalidInput where somebody alive holds it, naming whom, or where the folder cannot be written. Takes over
    // what a dead process left.
    explicit FolderClaim(std::filesystem::path file, std::string const& job = {});
    ~FolderClaim();
    FolderClaim(FolderClaim const&) = delete;
    FolderClaim& operator=(FolderClaim const&) = delete;

    // To be called now and then, every few seconds or more often.
    void beat();

private:
    std::filesystem::path file_;
    std::chrono::steady_clock::time_point beaten_;
};

// Throws InvalidInput: the claimant works in the folder.
[[noreturn]] void refuse_for(Claimant const& claimant, std::filesystem::path const& folder);

// Nothing where nobody has claimed it.
std::optional<Claimant> claimant_of(std::filesystem::path const& file);

} // namespace tianji
