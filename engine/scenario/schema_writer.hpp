// Writes the declared parameters of an object down as a JSON Schema.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/scenario/node.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tianji {

// Use: SchemaWriter writer; writer.visit(object); writer.object(). Absent groups and empty lists are described by an
// example, down to deepest_example levels, since a group may contain its own kind; below, anything goes. A key that is
// declared twice may be written either way.
class SchemaWriter : public Parameters {
public:
    static constexpr std::size_t deepest_example = 8; // [level]

    // `document`: what files are relative to.
    explicit SchemaWriter(std::string document = "scenario");
    ~SchemaWriter() override;

    // The JSON of one object: {"properties": …, "required": …}.
    std::string object() const;

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
    bool is_documenting() const override;
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
    void leave() override;

private:
    struct Frame; // holds JSON, whose header is heavy

    bool enter_example();

    std::string document_;
    std::vector<Frame> frames_;
    bool optional_ = false; // the next group is one that may be absent
};

} // namespace tianji
