// What a model brings: what the user may set, and how a world is built from it.
#pragma once

#include "engine/base/parameters.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tianji {

class Builder;
struct Evaluation;

// The parameters of a model with their values. Its keys stand at the top level of a scenario, beside those of the
// Header.
class Rules {
public:
    virtual ~Rules() = default;
    virtual void declare(Parameters& p) = 0;
    virtual void validate(Parameters&) const {}
    virtual void build(Builder& builder) const = 0;

    // In a branch: those that held before the latest policy. What was agreed on under them goes on under them.
    std::shared_ptr<Rules const> earlier;
};

// A page for `tianji explain TOPIC`.
struct Explanation {
    std::string topic; // one word
    std::string title;
    std::string text;
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
};

} // namespace tianji
