#include "engine/world/table.hpp"

namespace tianji {

namespace {

class Describer : public RowFields {
public:
    std::vector<TableField> fields;

    void number(double, std::string_view name, std::string_view unit, std::string_view meaning) override
    {
        fields.push_back({std::string(name), std::string(unit), std::string(meaning), FieldKind::number, {}});
    }
    void integer(std::int64_t, std::string_view name, std::string_view unit, std::string_view meaning) override
    {
        fields.push_back({std::string(name), std::string(unit), std::string(meaning), FieldKind::integer, {}});
    }
    void code(std::int32_t, std::string_view name, std::string_view meaning,
              std::span<std::string const> words) override
    {
        fields.push_back({std::string(name), "1", std::string(meaning), FieldKind::code, {words.begin(), words.end()}});
    }
    void text(std::string_view, std::string_view name, std::string_view meaning) override
    {
        fields.push_back({std::string(name), "1", std::string(meaning), FieldKind::text, {}});
    }
};

} // namespace

std::vector<TableField> describe(void (*visit)(void const*, RowFields&), void const* example)
{
    Describer describer;
    visit(example, describer);
    return describer.fields;
}

void Event::declare(RowFields& f) const
{
    f.integer(tick, "tick", "tick", "tick in which it happened");
    f.integer(kind, "kind", "1", "what happened");
    f.integer(subject, "subject", "1", "slot of the agent it happened to, -1 for none");
    f.integer(object, "object", "1", "slot of the other agent, -1 for none");
    f.integer(about, "about", "1", "what it was about, -1 for nothing");
    f.number(value, "value", "1", "how much, in the unit of its kind");
    f.integer(reason, "reason", "1", "why");
}

} // namespace tianji
