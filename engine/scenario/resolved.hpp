// A scenario with every value spelled out, defaults included, as YAML that reads back as the same scenario.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tianji {

struct ResolvedLine {
    std::string yaml;
    // "default", "FILE:LINE", "preset NAME" or "--set", of a point in time with its date; empty on lines that only hold
    // a key.
    std::string origin;
};

// The values alone: what the identity of a run is made of.
std::string canonical_text(std::span<ResolvedLine const> lines);
// Every value followed by a comment that names its origin.
std::string commented_text(std::span<ResolvedLine const> lines);

// The values in flow style, as the value of an override.
std::string flow_text(std::span<ResolvedLine const> lines);

// Use: ResolvedWriter writer(root, folder); writer.visit(object); writer.lines().
class ResolvedWriter : public Parameters {
public:
    // `root`: the tree a Binder has filled the objects from, which outlives it; `folder`: what file names are relative
    // to; `calendar`: that of the dates that are told beside ticks.
    ResolvedWriter(Node const& root, std::filesystem::path const& folder, CalendarSettings calendar = {});
    ResolvedWriter(Node&& root, std::filesystem::path const& folder, CalendarSettings calendar = {}) = delete;

    std::vector<ResolvedLine> const& lines() const { return lines_; }

    void number(double& value, Field field, Range allowed) override;
    void integer(std::int64_t& value, Field field, Range allowed) override;
    void moment(std::int64_t& tick, Field field, Range allowed, Moment what) override;
    void flag(bool& value, Field field) override;
    void text(std::string& value, Field field) override;
    void money(Money& value, Field field, Range allowed_millions) override;
    void date(std::chrono::sys_days& value, Field field) override;
    void file(std::filesystem::path& value, Field field) override;
    void numbers(std::vector<double>& value, Field field, Range allowed) override;
    void texts(std::vector<std::string>& value, Field field) override;
    void preset(std::string& name, Field field, std::span<Preset const> catalogue) override;

protected:
    std::size_t choose(std::size_t current, Field field, std::span<ChoiceName const> names) override;
    void choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names) override;
    bool enter(Field field) override;
    bool present(Field field, bool current) override;
    std::optional<std::size_t> enter_list(Field field, std::size_t current) override;
    bool enter_item(std::size_t index) override;
    std::optional<std::vector<std::string>> enter_table(Field field, std::span<std::string const> current) override;
    bool enter_named(std::string_view name) override;
    void leave() override;

private:
    struct Frame {
        Node const* node = nullptr;
        std::size_t indent = 0;      // [character] of its lines
        std::size_t first_line = 0;  // index of the first of its lines
        std::string_view empty = {}; // how it is written without any
        bool starts_item = false;    // its first line carries the "- "
    };

    void put(std::string const& text, std::string origin);
    void write(Field field, std::string const& value);
    void open(std::string_view key, Node const* node, std::string_view empty);
    Node const* find(std::string_view key) const;

    std::filesystem::path folder_;
    CalendarSettings calendar_;
    std::vector<Frame> frames_;
    std::vector<ResolvedLine> lines_;
};

} // namespace tianji
