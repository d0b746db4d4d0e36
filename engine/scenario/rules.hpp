// What a model brings: what the user may set, and how a world is built from it.
#pragma once

#include "engine/base/message.hpp"
#include "engine/base/parameters.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class Builder;
struct Evaluation;

// What was understood of the inputs of a scenario, for whoever checks it.
struct Description {
    std::vector<std::string> lines;
    std::vector<Problem> notes; // what can be run but looks like a mistake
};

// The parameters of a model with their values. Its keys stand at the top level of a scenario, beside those of the
// Header.
class Rules {
public:
    virtual ~Rules() = default;
    // Called before anything is read: defaults of money belong to a currency ("none" where the scenario has none).
    virtual void use_currency(std::string_view /*currency*/) {}
    virtual void declare(Parameters& p) = 0;
    virtual void validate(Parameters&) const {}
    virtual void build(Builder& builder) const = 0;
    // Reads the inputs as build() does. The builder gives the calendar and the luck.
    virtual Description describe(Builder const&) const { return {}; }

    // In a branch: those that held before the latest policy. What was agreed on under them goes on under them.
    std::shared_ptr<Rules const> earlier;
};

// A page for `tianji explain TOPIC`.
struct Explanation {
    std::string topic; // one word
    std::string title;
    std::string text;
    std::vector<std::string> also_called = {};
};

struct Model {
    std::string name;
    std::string version;
    std::string title;
    std::function<std::unique_ptr<Rules>()> make; // with all defaults
    std::vector<Explanation> topics = {};
    std::vector<Preset> presets = {}; // beyond those its parameters declare
    // Dotted paths of what a policy may change in the middle of a history: what the world was built from may not.
    std::vector<std::string> may_change = {};
    // How what a policy brought is told (engine/simulation/evaluation.hpp); none where the model has none.
    std::shared_ptr<Evaluation const> evaluation = nullptr;
    // YAML that its defaults do not replace, for a small world that shows what is recorded.
    std::string smallest = {};
};

} // namespace tianji
