// Text as the user sees it: UTF-8, counted in characters (code points), and the nearest word for "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tianji {

// Byte offset of the first byte that is not part of valid UTF-8 (overlong forms and surrogates are not); none if all
// is.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// Code points of valid UTF-8; a byte that is not valid UTF-8 counts as one character (U+FFFD).
std::u32string characters(std::string_view text);
std::size_t count_characters(std::string_view text);
std::string to_utf8(std::u32string_view characters);

// Damerau-Levenshtein distance on characters: insertions, deletions, replacements and swaps of neighbours, each counted
// once (optimal string alignment: no character is edited twice).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate a misspelt word most likely meant: letter case and the choice between '-', '_' and ' ' do not count,
// one edit in three characters is forgiven, and so is a cut-off end that fits one candidate only. Of equals the first.
std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates);

// "did you mean 'x'", or empty when nothing is near.
std::string did_you_mean(std::string_view word, std::span<std::string const> candidates);

// A cell of a CSV file, quoted where it must be (RFC 4180).
std::string csv_cell(std::string_view text);

// "1 run", "2 runs".
std::string plural(std::size_t number, std::string_view word);

// "a, b, c".
std::string joined(std::span<std::string const> words, std::string_view separator = ", ");

} // namespace tianji
