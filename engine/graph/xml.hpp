// Reads XML, element by element, with places for messages.
#pragma once

#include "engine/base/message.hpp"
#include "engine/base/problem_list.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace tianji {

// Of one element; valid while its start is told.
class XmlAttributes {
public:
    explicit XmlAttributes(char const* const* pairs) : pairs_(pairs) {}
    std::optional<std::string_view> find(std::string_view name) const;

private:
    char const* const* pairs_; // name, value, name, value …, null
};

class XmlListener {
public:
    virtual ~XmlListener() = default;
    // `name`: without its namespace; empty if that is not the namespace of the root.
    virtual void start(std::string_view name, XmlAttributes const& attributes, Location const& where) = 0;
    virtual void end() = 0;
    virtual void text(std::string_view part) = 0; // of the element that is open, in pieces
};

// Adds a problem if the file cannot be read or is not sound XML. Stops when the list is full.
void read_xml(std::filesystem::path const& path, XmlListener& listener, ProblemList& problems);

} // namespace tianji
