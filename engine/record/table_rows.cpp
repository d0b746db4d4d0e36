#include "engine/record/table_rows.hpp"

#include "engine/base/contract.hpp"

namespace tianji {

namespace {

ColumnValues empty_column(FieldKind kind)
{
    switch (kind) {
    case FieldKind::number:
        return std::vector<double>();
    case FieldKind::integer:
        return std::vector<std::int64_t>();
    case FieldKind::code:
        return std::vector<std::int32_t>();
    case FieldKind::text:
        break;
    }
    return std::vector<std::string>();
}

// Appends one row: rows visit their fields always in the same order.
class Collector : public RowFields {
public:
    explicit Collector(std::vector<ColumnValues>& columns) : columns_(&columns) {}
    std::size_t field = 0;

    void number(double value, std::string_view, std::string_view, std::string_view) override
    {
        next<double>().push_back(value);
    }
    void integer(std::int64_t value, std::string_view, std::string_view, std::string_view) override
    {
        if (std::holds_alternative<std::vector<std::int32_t>>(columns_->at(field)))
            next<std::int32_t>().push_back(static_cast<std::int32_t>(value));
        else
            next<std::int64_t>().push_back(value);
    }
    void code(std::int32_t value, std::string_view, std::string_view, std::span<std::string const>) override
    {
        next<std::int32_t>().push_back(value);
    }
    void text(std::string_view value, std::string_view, std::string_view) override
    {
        next<std::string>().emplace_back(value);
    }

private:
    template <class T>
    std::vector<T>& next()
    {
        auto* const values = std::get_if<std::vector<T>>(&columns_->at(field++));
        expects(values != nullptr, "the rows of a table have the same fields in the same order");
        return *values;
    }

    std::vector<ColumnValues>* columns_;
};

} // namespace

std::vector<ColumnValues> columns_of(RecordsBase const& records, std::vector<TableField> const& fields)
{
    std::vector<ColumnValues> columns;
    for (TableField const& field : fields) columns.push_back(empty_column(field.kind));
    Collector collector(columns);
    for (std::size_t row = 0; row < records.size(); ++row) {
        collector.field = 0;
        records.visit(row, collector);
        expects(collector.field == fields.size(), "a row of '" + records.name + "' has all its fields");
    }
    return columns;
}

std::size_t bytes_of(std::vector<ColumnValues> const& columns)
{
    std::size_t bytes = 0;
    for (ColumnValues const& column : columns)
        bytes += std::visit([](auto const& values) { return values.size() * sizeof(values[0]); }, column);
    return bytes;
}

} // namespace tianji
