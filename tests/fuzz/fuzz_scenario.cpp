// Any bytes are either a scenario or refused with problems that can be printed; a scenario with every default spelled
// out is the same scenario. Anything else (another exception, a broken contract, bad memory) stops the program.
#include "tests/engine/scenario/sample_model.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tianji;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

Scenario read(std::string_view text, std::string const& name)
{
    return read_scenario_text(text, name, "/nonexistent", sample::models());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    try {
        Scenario const scenario = read(text, "fuzz.yaml");
        require(read(scenario.resolved, "resolved.yaml").resolved == scenario.resolved);
    } catch (InvalidInput const& error) {
        require(!error.problems().empty());
        for (Problem const& problem : error.problems())
            require(problem.where.line >= 0 && problem.where.column >= 0 && !to_string(problem).empty());
        require(error.problems().front().where.file != "resolved.yaml");
    }
    return 0;
}
