// What the program says of errors that are its own or a model's.
#include "engine/base/contract.hpp"
#include "engine/command_line/command_line.hpp"
#include "engine/simulation/builder.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <stdexcept>

using namespace tianji;

namespace {

struct Nobody : Population {
    Nobody() : Population("nobody") {}
};

struct Fail {
    enum class How { broken_contract, exception } how;
    void operator()(Once) const
    {
        if (how == How::exception) throw std::runtime_error("a model's own error");
        ensures(false, "this never holds");
    }
};

template <Fail::How how>
struct FailingRules : Rules {
    void declare(Parameters&) override {}
    void build(Builder& b) const override
    {
        b.population<Nobody>(1);
        b.once<Fail>("fail", how);
    }
};

template <Fail::How how>
Model failing(std::string name)
{
    return {std::move(name), "1", "fails", [] { return std::make_unique<FailingRules<how>>(); }};
}

int run_model(std::string const& model, std::filesystem::path const& scenario, std::filesystem::path const& result)
{
    std::ofstream(scenario) << "tianji: 1\nmodel: " << model << "\ncalendar: {ticks: 2}\n";
    std::vector<std::string> words{"tianji", "run", scenario.string(), "-o", result.string()};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    return command_line::run(static_cast<int>(arguments.size()), arguments.data(),
                             {failing<Fail::How::broken_contract>("broken"), failing<Fail::How::exception>("thrown")});
}

} // namespace

TEST_CASE("an error of the program or a model ends with status 1 and without a result file")
{
    ScratchFolder const folder;
    for (char const* model : {"broken", "thrown"}) {
        CHECK(run_model(model, folder / "a.yaml", folder / "a.h5") == 1);
        CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
        CHECK(std::filesystem::exists(folder / "a.h5.part"));
    }
}
