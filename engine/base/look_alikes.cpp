#include "engine/base/look_alikes.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tianji {

namespace {

constexpr std::array look_alikes{
    LookAlike{U'\u0085', "a next-line character", " "},
    LookAlike{U'\u00A0', "a no-break space", " "},
    LookAlike{U'\u00AD', "a soft hyphen", ""},
    LookAlike{U'\u061C', "an Arabic letter mark", ""},
    LookAlike{U'\u1680', "an Ogham space mark", " "},
    LookAlike{U'\u180E', "a Mongolian vowel separator", ""},
    LookAlike{U'\u2000', "an en quad", " "},
    LookAlike{U'\u2001', "an em quad", " "},
    LookAlike{U'\u2002', "an en space", " "},
    LookAlike{U'\u2003', "an em space", " "},
    LookAlike{U'\u2004', "a three-per-em space", " "},
    LookAlike{U'\u2005', "a four-per-em space", " "},
    LookAlike{U'\u2006', "a six-per-em space", " "},
    LookAlike{U'\u2007', "a figure space", " "},
    LookAlike{U'\u2008', "a punctuation space", " "},
    LookAlike{U'\u2009', "a thin space", " "},
    LookAlike{U'\u200A', "a hair space", " "},
    LookAlike{U'\u200B', "a zero-width space", ""},
    LookAlike{U'\u200C', "a zero-width non-joiner", ""},
    LookAlike{U'\u200D', "a zero-width joiner", ""},
    LookAlike{U'\u200E', "a left-to-right mark", ""},
    LookAlike{U'\u200F', "a right-to-left mark", ""},
    LookAlike{U'\u2013', "an en dash", "-"},
    LookAlike{U'\u2014', "an em dash", "-"},
    LookAlike{U'\u2018', "a curly quote", "'"},
    LookAlike{U'\u2019', "a curly quote", "'"},
    LookAlike{U'\u201C', "a curly quote", "\""},
    LookAlike{U'\u201D', "a curly quote", "\""},
    LookAlike{U'\u2028', "a line separator", " "},
    LookAlike{U'\u2029', "a paragraph separator", " "},
    LookAlike{U'\u202A', "a left-to-right embedding", ""},
    LookAlike{U'\u202B', "a right-to-left embedding", ""},
    LookAlike{U'\u202C', "a pop directional formatting", ""},
    LookAlike{U'\u202D', "a left-to-right override", ""},
    LookAlike{U'\u202E', "a right-to-left override", ""},
    LookAlike{U'\u202F', "a narrow no-break space", " "},
    LookAlike{U'\u205F', "a medium mathematical space", " "},
    LookAlike{U'\u2060', "a word joiner", ""},
    LookAlike{U'\u2066', "a left-to-right isolate", ""},
    LookAlike{U'\u2067', "a right-to-left isolate", ""},
    LookAlike{U'\u2068', "a first strong isolate", ""},
    LookAlike{U'\u2069', "a pop directional isolate", ""},
    LookAlike{U'\u2212', "a minus sign", "-"},
    LookAlike{U'\u2236', "a ratio sign", ":"},
    LookAlike{U'\u3000', "an ideographic space", " "},
    LookAlike{U'\u3001', "an ideographic comma", ","},
    LookAlike{U'\u3002', "an ideographic full stop", "."},
    LookAlike{U'\u3010', "a lenticular bracket", "["},
    LookAlike{U'\u3011', "a lenticular bracket", "]"},
    LookAlike{U'\uFE55', "a small colon", ":"},
    LookAlike{U'\uFEFF', "a byte-order mark", ""},
    LookAlike{U'\uFF02', "a full-width quote", "\""},
    LookAlike{U'\uFF03', "a full-width number sign", "#"},
    LookAlike{U'\uFF05', "a full-width percent sign", "%"},
    LookAlike{U'\uFF07', "a full-width quote", "'"},
    LookAlike{U'\uFF0C', "a full-width comma", ","},
    LookAlike{U'\uFF0D', "a full-width hyphen", "-"},
    LookAlike{U'\uFF0E', "a full-width full stop", "."},
    LookAlike{U'\uFF10', "a full-width digit", "0"},
    LookAlike{U'\uFF11', "a full-width digit", "1"},
    LookAlike{U'\uFF12', "a full-width digit", "2"},
    LookAlike{U'\uFF13', "a full-width digit", "3"},
    LookAlike{U'\uFF14', "a full-width digit", "4"},
    LookAlike{U'\uFF15', "a full-width digit", "5"},
    LookAlike{U'\uFF16', "a full-width digit", "6"},
    LookAlike{U'\uFF17', "a full-width digit", "7"},
    LookAlike{U'\uFF18', "a full-width digit", "8"},
    LookAlike{U'\uFF19', "a full-width digit", "9"},
    LookAlike{U'\uFF1A', "a full-width colon", ":"},
    LookAlike{U'\uFF1E', "a full-width greater-than sign", ">"},
    LookAlike{U'\uFF3B', "a full-width bracket", "["},
    LookAlike{U'\uFF3D', "a full-width bracket", "]"},
    LookAlike{U'\uFF5B', "a full-width brace", "{"},
    LookAlike{U'\uFF5C', "a full-width vertical line", "|"},
    LookAlike{U'\uFF5D', "a full-width brace", "}"},
    LookAlike{U'\uFF5E', "a full-width tilde", "~"},
};

constexpr bool comes_before(LookAlike const& one, char32_t character) { return one.character < character; }

LookAlike const* find(char32_t character)
{
    auto const* const found = std::lower_bound(look_alikes.begin(), look_alikes.end(), character, comes_before);
    return found != look_alikes.end() && found->character == character ? found : nullptr;
}

template <class Wanted>
std::optional<FoundLookAlike> first(std::string_view text, Wanted wanted)
{
    for (std::size_t offset = 0; offset < text.size();) {
        if (static_cast<unsigned char>(text[offset]) < 0x80) {
            ++offset;
            continue;
        }
        char32_t const c = characters(text.substr(offset, 4))[0]; // none is longer
        LookAlike const* const found = find(c);
        if (found && wanted(*found)) return FoundLookAlike{*found, offset};
        offset += to_utf8({&c, 1}).size();
    }
    return std::nullopt;
}

std::string code_point(LookAlike const& one) { return fmt::format("U+{:04X}", static_cast<unsigned>(one.character)); }

std::string in_quotes(LookAlike const& one) { return '\'' + to_utf8({&one.character, 1}) + '\''; }

} // namespace

std::optional<FoundLookAlike> first_look_alike(std::string_view text)
{
    return first(text, [](LookAlike const&) { return true; });
}

std::optional<FoundLookAlike> first_invisible(std::string_view text)
{
    return first(text, [](LookAlike const& one) { return !one.is_visible(); });
}

std::string to_string(LookAlike const& one)
{
    return fmt::format("{}{} ({})", one.name, one.is_visible() ? ' ' + in_quotes(one) : "", code_point(one));
}

std::string look_alike_in(std::string_view text)
{
    auto const found = first_look_alike(text);
    if (!found) return {};
    LookAlike const& one = found->what;
    return one.is_visible()
               ? fmt::format("{} is {}, {}; write '{}'", in_quotes(one), one.name, code_point(one), one.meant)
               : fmt::format("it holds {}, {}", one.name, code_point(one));
}

} // namespace tianji
