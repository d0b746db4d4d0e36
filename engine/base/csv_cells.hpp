// The cells of a CSV text: where each begins and ends, and what is wrong with its quotes.
#pragma once

#include <string>
#include <string_view>

namespace tianji::csv {

enum class Fault { none, unterminated, text_after_quote, quote_in_plain_cell, lone_return };

struct RawCell {
    char const* begin; // text without its quotes
    char const* end;
    char const* stop; // the separator, the line's end or the text's end
    bool has_doubled_quotes;
    Fault fault;
};

// True at LF, CRLF and the end of the text.
bool ends_line(char const* p, char const* end);
RawCell scan_cell(char const* p, char const* end, char separator);

// What separates the columns, and where the header begins.
struct Separation {
    char separator = ',';     // ',', ';' or '\t'
    std::size_t skipped = 0;  // [byte] of a line like "sep=;", which Excel reads and writes
    std::string problem = {}; // why it cannot be told; empty if it can
    std::string why = {};
    std::string suggestion = {};
};

// From the first line of a text without blank lines before it: a line like "sep=;", or what stands between the names
// of the columns.
Separation separation_of(std::string_view text);

// "comma", "semicolon" or "tab".
std::string_view name_of(char separator);

} // namespace tianji::csv
