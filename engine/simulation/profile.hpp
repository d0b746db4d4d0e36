// Where the time of a run goes: by process, and in each by what was done. Costs nothing where nobody asks for it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class Process;

class Profile {
public:
    // `body`: what the process itself does; then its effects on others in the order in which they are applied; `check`:
    // crediting accounts and what must hold of money.
    enum class Part : std::uint8_t { body, births, money, ties, mail, deaths, rows, check };
    static constexpr std::size_t n_parts = 8;
    static constexpr std::string_view part_words[n_parts] = {"body", "births", "money", "ties",
                                                             "mail", "deaths", "rows",  "check"};

    struct Row {
        std::string name;
        std::array<double, n_parts> seconds{}; // [s] on the clock
        double total() const;
    };
    // Processes in the order in which they first ran, then "invariants" and "observers" (measures and recording).
    std::vector<Row> const& rows() const { return rows_; }

    // Adds the time since `begun` to a part.
    using Clock = std::chrono::steady_clock;
    void add(std::string_view name, Part part, Clock::time_point begun);

private:
    std::vector<Row> rows_;
};

// Measures from here to the end of the scope; a null profile measures nothing.
class Stopwatch {
public:
    Stopwatch(Profile* profile, std::string_view name, Profile::Part part) : profile_(profile), name_(name), part_(part)
    {
        if (profile_) begun_ = Profile::Clock::now();
    }
    ~Stopwatch()
    {
        if (profile_) profile_->add(name_, part_, begun_);
    }
    Stopwatch(Stopwatch const&) = delete;
    Stopwatch& operator=(Stopwatch const&) = delete;

private:
    Profile* profile_;
    std::string_view name_;
    Profile::Part part_;
    Profile::Clock::time_point begun_;
};

// A table for people, the longest first: seconds and shares.
std::string text_of(Profile const& profile);

} // namespace tianji
