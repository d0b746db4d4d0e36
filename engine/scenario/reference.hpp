// All parameters of an object, written down for readers: what `tianji explain` prints.
#pragma once

#include "engine/base/parameters.hpp"

#include <string>
#include <vector>

namespace tianji {

struct Word {
    std::string name;
    std::string meaning;
};

struct PresetEntry {
    std::string name;
    std::string meaning;
    std::string yaml;
    std::string also_called; // in another language; may be empty
};

PresetEntry entry_of(Preset const& preset);

struct ParameterEntry {
    std::vector<std::string> path; // names the user chooses and items of lists are "*"
    std::string type;              // "number", "group", …
    std::string unit;
    std::string range;         // "between 0 and 1"; empty for any
    std::string default_value; // as YAML; empty for groups, lists of groups and required values
    std::string meaning;
    std::string source;
    bool is_required = false;
    std::vector<Word> choices = {};
    std::vector<PresetEntry> presets = {};
};

// Use: Reference reference; reference.visit(object); reference.entries(), parents before children. Absent groups and
// empty lists are shown by an example, down to deepest_example levels, since a group may contain its own kind. Of a
// group that is the second way to write a key only the type is told.
class Reference : public Parameters {
public:
    static constexpr std::size_t deepest_example = 8; // [level]

    std::vector<ParameterEntry> const& entries() const { return entries_; }

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
    void left_to_others(Field field, Unread what) override;
    void preset(std::string& name, Field field, std::span<Preset const> catalogue) override;

protected:
    bool is_documenting() const override { return path_.size() < deepest_example; }
    Way way_of(Field, Written) const override { return Way::both; }
    std::size_t choose(std::size_t current, Field field, std::span<ChoiceName const> names) override;
    void choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names) override;
    bool enter(Field field) override;
    bool present(Field field, bool current) override;
    std::optional<std::size_t> enter_list(Field field, std::size_t current) override;
    bool enter_item(std::size_t index) override;
    std::optional<std::vector<std::string>> enter_table(Field field, std::span<std::string const> current) override;
    bool enter_named(std::string_view name) override;
    bool enter_unread(Field field, std::size_t fewest) override;
    void leave() override { path_.pop_back(); }

private:
    ParameterEntry& add(Field field, std::string type, std::string default_value = {},
                        Range const& allowed = any_number());
    void open(Field field, std::string type);
    bool open_example();

    std::vector<std::string> path_;
    std::vector<ParameterEntry> entries_;
    bool optional_ = false; // the next group is one that may be absent
};

} // namespace tianji
