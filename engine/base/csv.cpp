#include "engine/base/csv.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/base/text_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace tianji {

namespace {

// --- cells -------------------------------------------------------------------------------------------------------

enum class Fault { none, unterminated, text_after_quote, quote_in_plain_cell, lone_return };

struct RawCell {
    char const* begin; // text without its quotes
    char const* end;
    char const* stop; // the comma, the line's end or the file's end
    bool has_doubled_quotes;
    Fault fault;
};

bool ends_line(char const* p, char const* end)
{
    return p == end || *p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n') || (*p == '\r' && p + 1 == end);
}

RawCell scan_plain(char const* p, char const* const end)
{
    RawCell cell{p, p, p, false, Fault::none};
    for (; p < end && *p != ',' && *p != '\n'; ++p) {
        if (*p == '\r') {
            if (ends_line(p, end)) break;
            cell.fault = Fault::lone_return;
        } else if (*p == '"' && cell.fault == Fault::none) {
            cell.fault = Fault::quote_in_plain_cell;
        }
    }
    cell.end = cell.stop = p;
    return cell;
}

RawCell scan_quoted(char const* const open, char const* const end)
{
    RawCell cell{open + 1, end, end, false, Fault::none};
    for (char const* p = open + 1;;) {
        p = static_cast<char const*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
        if (p == nullptr) {
            cell.fault = Fault::unterminated;
            return cell;
        }
        if (p + 1 < end && p[1] == '"') {
            cell.has_doubled_quotes = true;
            p += 2;
            continue;
        }
        cell.end = p++;
        if (!ends_line(p, end) && *p != ',') {
            cell.fault = Fault::text_after_quote;
            while (!ends_line(p, end) && *p != ',') ++p;
        }
        cell.stop = p;
        return cell;
    }
}

RawCell scan_cell(char const* p, char const* end)
{
    return p < end && *p == '"' ? scan_quoted(p, end) : scan_plain(p, end);
}

// Steps over the line breaks inside a quoted cell.
void count_lines(char const* from, char const* to, int& line, char const*& line_start)
{
    while ((from = static_cast<char const*>(std::memchr(from, '\n', static_cast<std::size_t>(to - from)))) != nullptr) {
        line_start = ++from;
        ++line;
    }
}

} // namespace

// --- the parser --------------------------------------------------------------------------------------------------

class TableParser {
public:
    TableParser(std::string file, std::vector<char> bytes) : problems_(file)
    {
        table_.file_ = std::move(file);
        table_.bytes_ = std::move(bytes);
        begin_ = p_ = table_.bytes_.data();
        end_ = begin_ + table_.bytes_.size();
        if (std::string_view(p_, static_cast<std::size_t>(end_ - p_)).starts_with("\xef\xbb\xbf")) p_ += 3;
        line_start_ = p_;
    }

    CsvTable parse() &&
    {
        check_encoding(table_.file_, table_.bytes_);
        read_header();
        while (p_ < end_ && !stopped_ && !problems_.full()) read_row();
        problems_.throw_if_any();
        return std::move(table_);
    }

private:
    void read_header()
    {
        while (p_ < end_ && ends_line(p_, end_)) next_line();
        if (p_ == end_) refuse_file(table_.file_, "is empty", "a header line with the names of the columns is needed");
        table_.header_ = {static_cast<std::size_t>(p_ - begin_), line_};
        read_cells(table_.names_);
        for (std::size_t i = 0; i < table_.names_.size() && !stopped_; ++i) {
            auto const& name = table_.names_[i];
            auto const first = std::find(table_.names_.begin(), table_.names_.end(), name) - table_.names_.begin();
            if (name.empty())
                problems_.add(table_.where_named(i), "column without a name", "columns are found by name", "");
            else if (static_cast<std::size_t>(first) < i)
                problems_.add(table_.where_named(i), fmt::format("column '{}' stands twice in the header", name),
                              "columns are found by name", "");
        }
    }

    void read_row()
    {
        std::size_t const expected = table_.names_.size();
        if (expected > 1 && ends_line(p_, end_)) return next_line();
        CsvTable::RowStart const start{static_cast<std::size_t>(p_ - begin_), line_};
        std::size_t const before = table_.cells_.size();
        read_cells(table_.cells_);
        std::size_t const found = table_.cells_.size() - before;
        if (found != expected) {
            table_.cells_.resize(before);
            if (!stopped_)
                problems_.add({table_.file_, start.line},
                              fmt::format("row has {} cell{}", found, found == 1 ? "" : "s"),
                              fmt::format("the header has {}", expected),
                              found > expected ? "put cells with commas in double quotes" : "");
            return;
        }
        table_.rows_.push_back(start);
    }

    void read_cells(std::vector<std::string_view>& into)
    {
        for (;;) {
            RawCell const cell = scan_cell(p_, end_);
            if (cell.fault != Fault::none) refuse(cell);
            into.push_back(text_of(cell));
            if (cell.begin > p_) count_lines(p_, cell.stop, line_, line_start_);
            p_ = cell.stop;
            if (p_ == end_) return;
            if (*p_ != ',') return next_line();
            ++p_;
        }
    }

    std::string_view text_of(RawCell const& cell)
    {
        std::string_view const raw(cell.begin, static_cast<std::size_t>(cell.end - cell.begin));
        if (!cell.has_doubled_quotes) return raw;
        std::string text;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            text += raw[i];
            if (raw[i] == '"') ++i;
        }
        return table_.unescaped_.emplace_front(std::move(text));
    }

    void next_line()
    {
        p_ += p_ < end_ && *p_ == '\r' ? 1 : 0;
        p_ += p_ < end_ && *p_ == '\n' ? 1 : 0;
        line_start_ = p_;
        ++line_;
    }

    void refuse(RawCell const& cell)
    {
        Location const where{table_.file_, line_, characters_between(line_start_, p_) + 1};
        switch (cell.fault) {
        case Fault::none:
            break;
        case Fault::unterminated:
            problems_.add(where, "quoted cell has no closing quote", "the file ends inside it", "");
            stopped_ = true;
            break;
        case Fault::text_after_quote:
            problems_.add(where, "text after the closing quote of a cell",
                          "a quoted cell ends at a comma or a line's end", "write a quote inside quotes twice");
            break;
        case Fault::quote_in_plain_cell:
            problems_.add(where, "quote in the middle of a cell", "RFC 4180",
                          "put the whole cell in quotes and write the inner quote twice");
            break;
        case Fault::lone_return:
            problems_.add(where, "carriage return in the middle of a line", "lines end with LF or CRLF",
                          "save the file with LF line ends");
            break;
        }
    }

    CsvTable table_;
    ProblemList problems_;
    char const* begin_;
    char const* p_;
    char const* end_;
    char const* line_start_;
    int line_ = 1;
    bool stopped_ = false; // what follows makes no sense
};

// --- public ------------------------------------------------------------------------------------------------------

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const
{
    auto const found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

Location CsvTable::where(std::size_t row, std::size_t column) const { return locate(rows_[row], column); }
Location CsvTable::where_named(std::size_t column) const { return locate(header_, column); }

Location CsvTable::locate(RowStart row, std::size_t column) const
{
    char const* const end = bytes_.data() + bytes_.size();
    char const* p = bytes_.data() + row.offset;
    char const* line_start = p;
    int line = row.line;
    for (std::size_t i = 0; i < column; ++i) {
        char const* const stop = scan_cell(p, end).stop;
        count_lines(p, stop, line, line_start);
        p = stop + 1;
    }
    return {file_, line, characters_between(line_start, p) + 1};
}

CsvTable read_csv(std::filesystem::path const& path)
{
    return TableParser(path.string(), read_bytes_of_text(path)).parse();
}

CsvTable parse_csv(std::string name, std::string_view text)
{
    return TableParser(std::move(name), std::vector<char>(text.begin(), text.end())).parse();
}

} // namespace tianji
