#include "engine/base/csv.hpp"

#include "engine/base/csv_cells.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"
#include "engine/base/text_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>

namespace tianji {

using csv::ends_line;
using csv::Fault;
using csv::RawCell;
using csv::scan_cell;

namespace {

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
        refuse_shape();
        problems_.throw_if_any();
        return std::move(table_);
    }

private:
    void read_header()
    {
        skip_blank_lines();
        read_separator();
        skip_blank_lines();
        if (p_ == end_) refuse_file(table_.file_, "is empty", "a header line with the names of the columns is needed");
        table_.header_ = {static_cast<std::size_t>(p_ - begin_), line_};
        read_cells(table_.names_);
        for (std::size_t i = 0; i < table_.names_.size() && !stopped_; ++i) {
            auto const& name = table_.names_[i];
            auto const first = std::find(table_.names_.begin(), table_.names_.end(), name) - table_.names_.begin();
            if (!name.empty() && static_cast<std::size_t>(first) < i)
                problems_.add(table_.where_named(i), fmt::format("column '{}' stands twice in the header", name),
                              "columns are found by name", "");
        }
    }

    void skip_blank_lines()
    {
        while (p_ < end_ && ends_line(p_, end_)) next_line();
    }

    void read_separator()
    {
        auto separation = csv::separation_of({p_, static_cast<std::size_t>(end_ - p_)});
        if (!separation.problem.empty()) {
            problems_.add({table_.file_, line_}, std::move(separation.problem), std::move(separation.why),
                          std::move(separation.suggestion));
            problems_.throw_if_any();
        }
        table_.separator_ = separation.separator;
        if (separation.skipped == 0) return;
        p_ += separation.skipped;
        line_start_ = p_;
        ++line_;
    }

    void read_row()
    {
        std::size_t const expected = table_.names_.size();
        if (expected > 1 && ends_line(p_, end_)) return next_line();
        CsvTable::RowStart const start{static_cast<std::size_t>(p_ - begin_), line_};
        std::size_t const before = table_.cells_.size();
        read_cells(table_.cells_);
        std::size_t const found = table_.cells_.size() - before;
        // Spreadsheets write rows of nothing but separators below what was in use.
        bool const nothing = expected > 1 && std::all_of(table_.cells_.end() - static_cast<std::ptrdiff_t>(found),
                                                         table_.cells_.end(), [](auto cell) { return cell.empty(); });
        if (found == expected && !nothing) return table_.rows_.push_back(start);
        table_.cells_.resize(before);
        if (!nothing && !stopped_) refuse_row(start, found);
    }

    void refuse_row(CsvTable::RowStart start, std::size_t found)
    {
        std::size_t const expected = table_.names_.size();
        if (ragged_++ == 0) ragged_start_ = start, ragged_size_ = found;
        if (found != ragged_size_) ragged_size_ = 0;
        problems_.add({table_.file_, start.line}, fmt::format("row has {}", plural(found, "cell")),
                      fmt::format("the header has {}", expected),
                      found > expected ? fmt::format("put cells with {}s in double quotes", separator_name()) : "");
    }

    // Where all rows have the same number of cells, it is the header that does not fit: one cause, one message.
    void refuse_shape() const
    {
        if (ragged_ < 2 || ragged_size_ == 0 || !table_.rows_.empty()) return;
        std::size_t const expected = table_.names_.size();
        ProblemList only(table_.file_);
        if (ragged_size_ == expected + 1)
            only.add(
                {table_.file_, ragged_start_.line}, fmt::format("every row has {} cells", ragged_size_),
                fmt::format("the header has {}; row names without a column name, as R writes them, add one, and so "
                            "do decimal commas",
                            expected),
                "name every column, and put cells with commas in double quotes");
        else
            only.add({table_.file_, ragged_start_.line}, fmt::format("every row has {}", plural(ragged_size_, "cell")),
                     fmt::format("the header has {}", expected), "name every column");
        only.throw_if_any();
    }

    std::string_view separator_name() const { return csv::name_of(table_.separator_); }

    void read_cells(std::vector<std::string_view>& into)
    {
        for (;;) {
            RawCell const cell = scan_cell(p_, end_, table_.separator_);
            if (cell.fault != Fault::none) refuse(cell);
            into.push_back(text_of(cell));
            if (cell.begin > p_) count_lines(p_, cell.stop, line_, line_start_);
            p_ = cell.stop;
            if (p_ == end_) return;
            if (*p_ != table_.separator_) return next_line();
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
                          fmt::format("a quoted cell ends at a {} or a line's end", separator_name()),
                          "write a quote inside quotes twice");
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
    bool stopped_ = false;                  // what follows makes no sense
    std::size_t ragged_ = 0;                // rows of another size than the header
    CsvTable::RowStart ragged_start_{0, 1}; // of the first of them
    std::size_t ragged_size_ = 0;           // [cell] that all of them have; 0: they differ
};

// --- public ------------------------------------------------------------------------------------------------------

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const
{
    auto const found = std::find(names_.begin(), names_.end(), name);
    if (name.empty() || found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

bool CsvTable::is_quoted(std::size_t row, std::size_t column) const
{
    std::string_view const text = cell(row, column);
    std::less<> const before;
    bool const in_file = before(bytes_.data(), text.data()) && !before(bytes_.data() + bytes_.size(), text.data());
    return !in_file || text.data()[-1] == '"'; // a plain cell follows a separator or a line's end
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
        char const* const stop = scan_cell(p, end, separator_).stop;
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
