// Writes a file of many runs, whose measures have the dimensions (run, time) or (run, time, label); its numbers are
// made up: 100·run + 10·tick + label. usage: make_many_runs FILE
#include "engine/base/message.hpp"
#include "engine/record/result_file.hpp"

#include <iostream>
#include <limits>

using namespace tianji;

namespace {

constexpr std::size_t runs = 3, ticks = 4;
std::vector<std::string> const technologies = {"LEIT-1", "SC1-1"};

// The second run failed: its numbers are missing.
double number(std::size_t run, std::size_t tick, std::size_t label)
{
    if (run == 1) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(100 * run + 10 * tick + label);
}

void write_coordinates(ResultFile& file)
{
    file.add_unlimited_dimension("/", "run");
    file.add_dimension("/", "time", ticks);
    file.add_dimension("/", "technology_label", technologies.size());
    file.add_dimension("/", "region_label", 0);
    file.append(file.add_variable("/", time_axis(std::chrono::sys_days(std::chrono::year(2018) / 1 / 1))),
                std::vector<double>{0, 90, 181, 273});
    file.append(
        file.add_variable(
            "/", {"technology_label", Storage::text, "1", "key of the technology", {"technology_label"}, {}, {}}),
        technologies);
}

void write_runs(std::filesystem::path const& path)
{
    ResultFile file = ResultFile::create(path, Overwrite::yes);
    write_coordinates(file);
    VariableId const status = file.add_variable(
        "/", {"run_status", Storage::code, "1", "how the run ended", {"run"}, {"done", "failed"}, {}});
    VariableId const spent =
        file.add_variable("/", {"spent", Storage::number, "million EUR", "money spent", {"run", "time"}, {}, {}});
    VariableId const level = file.add_variable(
        "/", {"level", Storage::number, "TRL", "readiness", {"run", "time", "technology_label"}, {}, {}});
    VariableId const projects = file.add_variable(
        "/", {"projects", Storage::count, "1", "projects running", {"run", "time", "technology_label"}, {}, {}});
    file.add_variable("/", {"grants", Storage::number, "million EUR", "paid", {"run", "time", "region_label"}, {}, {}});
    for (std::size_t run = 0; run < runs; ++run) {
        file.append(status, std::int32_t{run == 1});
        std::vector<double> scalars, levels;
        std::vector<std::int32_t> counts;
        for (std::size_t tick = 0; tick < ticks; ++tick) {
            scalars.push_back(number(run, tick, 0));
            for (std::size_t label = 0; label < technologies.size(); ++label) {
                levels.push_back(number(run, tick, label));
                counts.push_back(static_cast<std::int32_t>(run + tick + label));
            }
        }
        file.append(spent, scalars);
        file.append(level, levels);
        file.append(projects, counts);
        file.flush();
    }
    file.finish(Finish::complete);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: make_many_runs FILE\n";
        return 2;
    }
    try {
        write_runs(argv[1]);
    } catch (InvalidInput const& refused) {
        std::cerr << refused.what() << '\n';
        return 2;
    }
}
