#include "engine/base/text_bytes.hpp"

#include "engine/base/problem_list.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <new>

namespace tianji {

namespace {

// --- bytes of a file ---------------------------------------------------------------------------------------------

std::vector<char> read_bytes(std::filesystem::path const& path)
{
    std::error_code error;
    bool const folder = std::filesystem::is_directory(path, error);
    std::ifstream stream(path, std::ios::binary | std::ios::ate);
    if (folder || !stream)
        refuse_file(path.string(), "cannot be read",
                    folder ? "it is a folder" : "is there such a file, and may you read it");
    std::vector<char> bytes(static_cast<std::size_t>(stream.tellg()));
    stream.seekg(0);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream) refuse_file(path.string(), "cannot be read to its end", "the disk or the network failed");
    return bytes;
}

bool is_gzip(std::span<char const> bytes) { return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b'; }

class Inflater {
public:
    explicit Inflater(std::span<char const> packed)
    {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        left_ = packed.size();
        constexpr int gzip_only = 16 + MAX_WBITS;
        if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc();
    }
    Inflater(Inflater const&) = delete;
    Inflater& operator=(Inflater const&) = delete;
    ~Inflater() { inflateEnd(&stream_); }

    // A gzip file is a row of members. zlib counts in 32 bits, so both sides are fed in pieces.
    std::vector<char> run(std::string const& file)
    {
        constexpr std::size_t piece = 1u << 20;
        std::vector<char> bytes;
        std::size_t used = 0;
        for (;;) {
            if (bytes.size() - used < piece) bytes.resize(std::max(bytes.size() * 2, 4 * piece));
            std::size_t const given = std::min(left_, piece);
            stream_.avail_in = static_cast<uInt>(given);
            stream_.next_out = reinterpret_cast<Bytef*>(bytes.data() + used);
            stream_.avail_out = static_cast<uInt>(piece);
            int const code = inflate(&stream_, Z_NO_FLUSH);
            left_ -= given - stream_.avail_in;
            used += piece - stream_.avail_out;
            if (code == Z_STREAM_END) {
                if (left_ == 0) break;
                inflateReset(&stream_);
            } else if (code == Z_BUF_ERROR || (code == Z_OK && left_ == 0 && stream_.avail_out > 0)) {
                refuse_file(file, "ends in the middle of its gzip data", "the file was cut off", "copy it again");
            } else if (code != Z_OK) {
                std::string const why = stream_.msg != nullptr ? stream_.msg : "zlib error " + std::to_string(code);
                refuse_file(file, "is not sound gzip data", why, "copy it again");
            }
        }
        bytes.resize(used);
        return bytes;
    }

private:
    z_stream stream_{};
    std::size_t left_ = 0;
};

// --- characters --------------------------------------------------------------------------------------------------

// Length of the UTF-8 character at p, 0 if there is none (overlong forms, surrogates and > U+10FFFF are none; Unicode
// 15, table 3-7).
int length_of_character(unsigned char const* p, unsigned char const* end)
{
    auto const continues = [&](int i, unsigned low = 0x80, unsigned high = 0xbf) {
        return p + i < end && p[i] >= low && p[i] <= high;
    };
    unsigned const first = *p;
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef)
        return continues(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && continues(2) ? 3 : 0;
    if (first >= 0xf0 && first <= 0xf4)
        return continues(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && continues(2) && continues(3)
                   ? 4
                   : 0;
    return 0;
}

// True where eight bytes are plain ASCII without NUL.
bool is_plain(char const* p)
{
    std::uint64_t word;
    std::memcpy(&word, p, sizeof word);
    constexpr std::uint64_t high = 0x8080808080808080, low = 0x0101010101010101;
    return ((word | (word - low)) & high) == 0;
}

// --- encodings ---------------------------------------------------------------------------------------------------

// True where every second of the first bytes is NUL, as Latin text in UTF-16 has it.
bool is_utf16_without_mark(std::span<char const> bytes)
{
    std::size_t const looked_at = std::min<std::size_t>(bytes.size(), 64) & ~std::size_t{1};
    std::size_t nul[2] = {0, 0};
    for (std::size_t i = 0; i < looked_at; ++i) nul[i % 2] += bytes[i] == '\0';
    return looked_at >= 4 && std::max(nul[0], nul[1]) * 4 > looked_at && std::min(nul[0], nul[1]) == 0;
}

void refuse_other_formats(std::string const& file, std::span<char const> bytes)
{
    std::string_view const text(bytes.data(), bytes.size());
    if (text.starts_with("PK\x03\x04"))
        refuse_file(file, "is a ZIP archive, as workbooks of Excel are", "a CSV file is text",
                    "save the sheet as CSV (in Excel: CSV UTF-8)");
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || is_utf16_without_mark(bytes))
        refuse_file(file, "is text in UTF-16", "text must be UTF-8",
                    "save it as UTF-8 (in Excel: CSV UTF-8), or convert it with iconv -f UTF-16 -t UTF-8");
}

// What is not UTF-8 in a text, and what tells which encoding it is in.
struct Encoding {
    char const* first = nullptr; // the place; none if all is UTF-8
    std::size_t runs = 0;        // of bytes beyond ASCII, from there on
    bool all_pairs = true;       // each of them has an even length
    std::size_t utf8 = 0;        // characters beyond ASCII that are UTF-8

    // True where the text is UTF-8 but for some places. Pairs may happen to be UTF-8 now and then.
    bool is_damaged_utf8() const { return utf8 > 0 && utf8 >= (all_pairs ? 4 : 1) * runs; }
};

[[noreturn]] void refuse(Encoding const& found, std::string const& file, std::span<char const> bytes)
{
    char const* line_start = bytes.data();
    int line = 1;
    for (char const* p = bytes.data(); p < found.first; ++p)
        if (*p == '\n') ++line, line_start = p + 1;
    Location const where{file, line, characters_between(line_start, found.first) + 1};
    if (*found.first == '\0')
        throw InvalidInput(Problem{where, "NUL character", "a CSV file is text", "is it another kind of file"});
    std::string const byte = fmt::format("byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(*found.first));
    if (found.is_damaged_utf8())
        throw InvalidInput(
            Problem{where, byte, "text must be UTF-8, and the text around it is", "write the character anew"});
    std::string const encoding = found.all_pairs ? "GB18030" : "WINDOWS-1252";
    throw InvalidInput(Problem{
        where, byte,
        fmt::format("text must be UTF-8; this file looks like {}",
                    found.all_pairs ? "GBK or GB18030" : "Latin-1 or Windows-1252"),
        fmt::format("save it as UTF-8 (in Excel: CSV UTF-8), or convert it with iconv -f {} -t UTF-8", encoding)});
}

} // namespace

std::vector<char> read_bytes_of_text(std::filesystem::path const& path)
{
    std::vector<char> bytes = read_bytes(path);
    if (is_gzip(bytes)) return Inflater(bytes).run(path.string());
    return bytes;
}

int characters_between(char const* from, char const* to)
{
    return static_cast<int>(std::count_if(from, to, [](char c) { return (c & 0xc0) != 0x80; }));
}

void check_encoding(std::string const& file, std::span<char const> bytes)
{
    refuse_other_formats(file, bytes);
    char const* const end = bytes.data() + bytes.size();
    Encoding found;
    for (char const* p = bytes.data(); p < end;) {
        if (end - p >= 8 && is_plain(p)) {
            p += 8;
            continue;
        }
        auto const* const character = reinterpret_cast<unsigned char const*>(p);
        int const length = length_of_character(character, reinterpret_cast<unsigned char const*>(end));
        if (length > 0 && *p != '\0') {
            found.utf8 += length > 1;
            p += length;
            continue;
        }
        if (found.first == nullptr) found.first = p;
        if (*p == '\0') break;
        // Characters of Chinese encodings are two such bytes, those of European ones a single one.
        char const* const run = p;
        while (p < end && (*p & 0x80) != 0) ++p;
        found.all_pairs = found.all_pairs && (p - run) % 2 == 0;
        ++found.runs;
    }
    if (found.first != nullptr) refuse(found, file, bytes);
}

} // namespace tianji
