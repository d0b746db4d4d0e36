#include "engine/experiment/design/factor.hpp"

#include "engine/base/elementary.hpp"
#include "engine/scenario/binder.hpp"
#include "engine/scenario/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tianji {

namespace {

// {min: 0.5, max: 2.0, scale: log}
struct RangeKeys {
    Factor& factor;

    void declare(Parameters& p)
    {
        p.number(factor.min, Field{"min", "", "the smallest value"}.required(), any_number());
        p.number(factor.max, Field{"max", "", "the largest value"}.required(), any_number());
        p.choice(factor.scale, {"scale", "", "along which values are spread evenly"},
                 {{"linear", Scale::linear, "equal differences"}, {"log", Scale::log, "equal ratios"}});
        p.flag(factor.is_whole, {"whole", "", "whole numbers only, the ends as often as the others"});
    }

    void validate(Parameters& p) const
    {
        if (factor.min >= factor.max)
            p.refuse("max", fmt::format("the range is from {} to {}", number_text(factor.min), number_text(factor.max)),
                     factor.min == factor.max ? "a factor of one value changes nothing" : "max is less than min");
        else if (factor.scale == Scale::log && factor.min <= 0)
            p.refuse("min", fmt::format("'min' is {}", number_text(factor.min)), "a logarithmic scale is above zero");
        else if (factor.is_whole)
            for (auto const& [key, end] : {std::pair{"min", factor.min}, std::pair{"max", factor.max}})
                if (end != std::round(end))
                    p.refuse(key, fmt::format("'{}' is {}", key, number_text(end)),
                             "with 'whole' both ends are whole numbers", number_text(std::round(end)));
    }
};

void read_levels(Node const& list, Factor& factor, std::vector<Problem>& problems)
{
    for (Node const& item : list.children) {
        std::string level = flow_text(item);
        if (std::ranges::find(factor.levels, level) != factor.levels.end())
            problems.push_back(problem_at(place_of(item), fmt::format("'{}' has the level {} twice", list.key, level),
                                          "each level is one design point"));
        factor.levels.push_back(std::move(level));
    }
    if (factor.levels.size() < 2)
        problems.push_back(problem_at(
            list.key_where, fmt::format("'{}' has {}", list.key, factor.levels.empty() ? "no level" : "one level"),
            "a factor that has one value changes nothing",
            factor.levels.empty() ? "" : "write it into the policies or the base"));
}

void read_range(Node const& map, Factor& factor, std::vector<Problem>& problems)
{
    Node copy = map;
    RangeKeys keys{factor};
    try {
        Binder binder(copy, ".");
        binder.visit(keys);
        binder.finish();
    } catch (InvalidInput const& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
}

} // namespace

std::string Factor::at(double u) const
{
    if (!is_range()) {
        auto const index = static_cast<std::size_t>(u * static_cast<double>(levels.size()));
        return levels[std::min(index, levels.size() - 1)];
    }
    if (u <= 0.0 || u >= 1.0) return number_text(u <= 0.0 ? min : max); // to the last bit
    // What is rounded begins half a step below the lowest and ends half a step above the highest whole number.
    double const margin = is_whole ? 0.5 : 0.0, low = min - margin, high = max + margin;
    double const value = scale == Scale::log ? exp(log(low) + u * (log(high) - log(low))) : low + u * (high - low);
    return number_text(is_whole ? std::clamp(std::floor(value + 0.5), min, max) : value);
}

bool is_within(std::string const& path, std::string const& outer)
{
    return path == outer || (path.starts_with(outer) && path[outer.size()] == '.');
}

void declare_factor(Parameters& p, Field in_vary)
{
    Factor example;
    RangeKeys keys{example};
    auto const range_of_values = [&](Field field) { p.group(keys, field); };
    auto const levels = [&](Field field) { p.left_to_others(field, Unread::several); };
    p.either(in_vary, range_of_values, Written::list, levels);
}

Factor read_factor(Node const& node, std::vector<Problem>& problems)
{
    Factor factor;
    factor.path = node.key;
    factor.where = node.key_where;
    if (node.kind == Node::Kind::list)
        read_levels(node, factor, problems);
    else if (node.kind == Node::Kind::map)
        read_range(node, factor, problems);
    else
        problems.push_back(problem_at(place_of(node), fmt::format("'{}' is {}", node.key, description(node)),
                                      "a factor is a list of levels or a range", "[2, 3, 5] or {min: 0.5, max: 2}"));
    return factor;
}

} // namespace tianji
