#include "engine/base/csv_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace tianji::csv {

// --- cells -------------------------------------------------------------------------------------------------------

bool ends_line(char const* p, char const* end)
{
    return p == end || *p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n') || (*p == '\r' && p + 1 == end);
}

namespace {

RawCell scan_plain(char const* p, char const* const end, char separator)
{
    RawCell cell{p, p, p, false, Fault::none};
    for (; p < end && *p != separator && *p != '\n'; ++p) {
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

RawCell scan_quoted(char const* const open, char const* const end, char separator)
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
        if (!ends_line(p, end) && *p != separator) {
            cell.fault = Fault::text_after_quote;
            while (!ends_line(p, end) && *p != separator) ++p;
        }
        cell.stop = p;
        return cell;
    }
}

} // namespace

RawCell scan_cell(char const* p, char const* end, char separator)
{
    return p < end && *p == '"' ? scan_quoted(p, end, separator) : scan_plain(p, end, separator);
}

// --- separators --------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view separators = ",;\t";

// The line "sep=X", as it is or in quotes; spreadsheets fill it up with separators.
bool is_told(std::string_view line, Separation& told)
{
    bool const quoted = line.starts_with('"');
    std::string_view rest = line.substr(quoted ? 1 : 0);
    for (char const c : std::string_view("sep=")) {
        if (rest.empty() || (rest[0] | 0x20) != (c | 0x20)) return false;
        rest.remove_prefix(1);
    }
    if (rest.empty()) return false;
    told.separator = rest[0];
    rest.remove_prefix(1);
    if (quoted && rest.starts_with('"')) rest.remove_prefix(1);
    return rest.find_first_not_of(separators) == rest.npos;
}

} // namespace

Separation separation_of(std::string_view text)
{
    std::size_t const end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    Separation told;
    if (is_told(line, told)) {
        told.skipped = std::min(end + 1, text.size());
        if (separators.find(told.separator) == separators.npos) {
            told.problem = fmt::format("'{}' separates the columns", told.separator);
            told.why = "commas, semicolons and tabs are understood";
            told.suggestion = "save the file with commas";
        }
        return told;
    }
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool in_quotes = false;
    for (char const c : line) { // a name with a line break has its separator before it, or is the only one
        in_quotes = in_quotes != (c == '"');
        commas += !in_quotes && c == ',';
        semicolons += !in_quotes && c == ';';
        tabs += !in_quotes && c == '\t';
    }
    if (commas > 0 && semicolons > 0)
        return {',', 0, "the header has commas and semicolons", "either could separate the columns",
                "write sep=, or sep=; into a line of its own before it"};
    return {semicolons > 0 ? ';' : tabs > 0 && commas == 0 ? '\t' : ',', 0};
}

std::string_view name_of(char separator)
{
    return separator == ';' ? "semicolon" : separator == '\t' ? "tab" : "comma";
}

} // namespace tianji::csv
