// The keys that every scenario has, whatever its model.
#pragma once

#include "engine/base/parameters.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

inline constexpr std::int64_t scenario_format = 1;

enum class TickLength : unsigned char { day, week, month, quarter, year };
enum class Compression : unsigned char { none, gzip };

struct CalendarSettings {
    std::chrono::sys_days start = std::chrono::year(2000) / 1 / 1;
    TickLength tick = TickLength::quarter;
    std::int64_t ticks = 0;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

// Which agents of a population are recorded one by one, with what and how often.
struct PanelSettings {
    std::vector<std::string> columns; // empty: all
    std::int64_t every = 1;           // [tick]
    double share = 1;                 // [1] of the agents, chosen by their keys: always the same ones

    void declare(Parameters& p);
};

struct RecordSettings {
    std::vector<std::string> measures; // empty: all
    bool graph = true;                 // snapshots of it: the first and the last
    std::int64_t graph_every = 0;      // [tick] between two more; 0: none
    bool events = true;
    std::vector<std::pair<std::string, PanelSettings>> panels; // by population
    std::int64_t digest_every = 0;                             // [tick] 0: end only
    Compression compression = Compression::none;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

struct Header {
    std::int64_t tianji = scenario_format;
    std::string model;
    std::string name;
    CalendarSettings calendar;
    std::string currency = "none";
    std::int64_t seed = 1;
    RecordSettings record;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

} // namespace tianji
