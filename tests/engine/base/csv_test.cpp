#include "engine/base/csv.hpp"
#include "engine/base/csv_columns.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <chrono>
#include <fstream>
#include <unistd.h>

using namespace tianji;
using namespace std::chrono_literals;

namespace {

// What the user is told about a text; empty if it is a sound table.
std::vector<std::string> problems_of(std::string_view text)
{
    try {
        parse_csv("t.csv", text);
    } catch (InvalidInput const& error) {
        std::vector<std::string> lines;
        for (Problem const& problem : error.problems()) lines.push_back(to_string(problem));
        return lines;
    }
    return {};
}

std::vector<std::string> problems_of(ColumnReader& reader)
{
    try {
        reader.done();
    } catch (InvalidInput const& error) {
        std::vector<std::string> lines;
        for (Problem const& problem : error.problems()) lines.push_back(to_string(problem));
        return lines;
    }
    return {};
}

using Lines = std::vector<std::string>;

struct TemporaryFile {
    static inline int made = 0;
    explicit TemporaryFile(std::string_view bytes)
    {
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    ~TemporaryFile() { std::filesystem::remove(path); }
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("tianji_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
};

std::string gzipped(std::string_view text)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string problem_of_file(std::filesystem::path const& path)
{
    try {
        read_csv(path);
    } catch (InvalidInput const& error) {
        return error.problems().front().problem + " (" + error.problems().front().why + ')';
    }
    return "";
}

} // namespace

TEST_CASE("a table is found by the names of its header")
{
    CsvTable const table = parse_csv("t.csv", "id,name\n1,one\n2,\n");
    CHECK(table.row_count() == 2);
    CHECK(table.find_column("name") == 1u);
    CHECK_FALSE(table.find_column("nam"));
    CHECK(table.cell(0, 1) == "one");
    CHECK(table.cell(1, 1).empty());
}

TEST_CASE(
    "quotes, doubled quotes, commas, line breaks, CRLF, a byte order mark and a missing last line end are understood")
{
    CsvTable const table = parse_csv("t.csv", "\xef\xbb\xbf"
                                              "a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\r\n\r\n\"\",z");
    REQUIRE(table.row_count() == 2);
    CHECK(table.column_names()[0] == "a");
    CHECK(table.cell(0, 0) == "x,\"y\"");
    CHECK(table.cell(0, 1) == "two\nlines");
    CHECK(table.cell(1, 0).empty());
    CHECK(table.cell(1, 1) == "z");
}

TEST_CASE("a cell knows its line and column, counted in characters and through quoted line breaks")
{
    CsvTable const table = parse_csv("t.csv", "a,b,c\n\xe4\xb8\xad\xe6\x96\x87,x,y\n\"1\n2\",\xc3\xa9,3\n4,5,6");
    CHECK(to_string({table.where(0, 1), "p", "", ""}) == "t.csv:2:4: p");
    CHECK(to_string({table.where(1, 0), "p", "", ""}) == "t.csv:3:1: p");
    CHECK(to_string({table.where(1, 2), "p", "", ""}) == "t.csv:4:6: p");
    CHECK(to_string({table.where(2, 1), "p", "", ""}) == "t.csv:5:3: p");
    CHECK(to_string({table.where_named(2), "p", "", ""}) == "t.csv:1:5: p");
}

TEST_CASE("in a table of one column a blank line is an empty cell")
{
    CHECK(parse_csv("t.csv", "a\n1\n\n2\n").row_count() == 3);
    CHECK(parse_csv("t.csv", "a,b\n1,1\n\n2,2\n").row_count() == 2);
}

TEST_CASE("a file that is no table is refused with the place of the fault")
{
    CHECK(problems_of("") == Lines{"t.csv: is empty (a header line with the names of the columns is needed)"});
    CHECK(problems_of("\n\n") == Lines{"t.csv: is empty (a header line with the names of the columns is needed)"});
    CHECK(problems_of("a,b,a\n") ==
          Lines{"t.csv:1:5: column 'a' stands twice in the header (columns are found by name)"});
    CHECK(problems_of("a,b\n1,\"2\n3,4\n") ==
          Lines{"t.csv:2:3: quoted cell has no closing quote (the file ends inside it)"});
    CHECK(problems_of("a,b\n1,2\rx\n") == Lines{"t.csv:2:3: carriage return in the middle of a line (lines end with LF "
                                                "or CRLF) save the file with LF line ends?"});
}

TEST_CASE("all faults of a file's form are told together")
{
    CHECK(problems_of("a,b\n1\n1,2,3\nx\"y,\"p\"q\n") ==
          Lines{"t.csv:2: row has 1 cell (the header has 2)",
                "t.csv:3: row has 3 cells (the header has 2) put cells with commas in double quotes?",
                "t.csv:4:1: quote in the middle of a cell (RFC 4180) put the whole cell in quotes and write the inner "
                "quote twice?",
                "t.csv:4:5: text after the closing quote of a cell (a quoted cell ends at a comma or a line's end) "
                "write a quote inside quotes twice?"});
}

TEST_CASE("what is not UTF-8 text is refused, once per file, with the encoding it seems to be in")
{
    CHECK(problems_of(std::string_view("a,b\n\xc3\xa9,\0\0\n", 10)) ==
          Lines{"t.csv:2:3: NUL character (a CSV file is text) is it another kind of file?"});
    CHECK(problems_of("abcdefgh,b\n\xe9t\xe9,1\n1,\xff\n") ==
          Lines{"t.csv:2:1: byte 0xe9 is not UTF-8 (text must be UTF-8; this file looks like Latin-1 or Windows-1252) "
                "save it as UTF-8 (in Excel: CSV UTF-8), or convert it with iconv -f WINDOWS-1252 -t UTF-8?"});
    CHECK(problems_of("a,b\n1,\xd5\xe3\xbd\xad\n2,\xb1\xb1\xbe\xa9\n") ==
          Lines{"t.csv:2:3: byte 0xd5 is not UTF-8 (text must be UTF-8; this file looks like GBK or GB18030) "
                "save it as UTF-8 (in Excel: CSV UTF-8), or convert it with iconv -f GB18030 -t UTF-8?"});
    CHECK(problems_of("a,b\n\xc3\xa9,1\n\xc3\xa8,\xe9\n") ==
          Lines{"t.csv:3:3: byte 0xe9 is not UTF-8 (text must be UTF-8, and the text around it is) write the character "
                "anew?"});
    CHECK(problems_of("a\n\xed\xa0\x80\n").size() == 1);     // surrogate
    CHECK(problems_of("a\n\xc0\xaf\n").size() == 1);         // overlong
    CHECK(problems_of("a\n\xf4\x90\x80\x80\n").size() == 1); // beyond U+10FFFF
    CHECK(problems_of("a\n\xe4\xb8").size() == 1);           // cut off
    CHECK(problems_of("a\n\xf0\x9f\x98\x80\n").empty());
}

TEST_CASE("UTF-16, with or without its mark, and workbooks are named, once per file")
{
    auto const utf16 = [](std::string_view text, bool big, bool mark) {
        std::string bytes = mark ? (big ? "\xfe\xff" : "\xff\xfe") : "";
        for (char const c : text) bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
        return bytes;
    };
    Lines const told{
        "t.csv: is text in UTF-16 (text must be UTF-8) save it as UTF-8 (in Excel: CSV UTF-8), or convert it "
        "with iconv -f UTF-16 -t UTF-8?"};
    for (bool const big : {false, true})
        for (bool const mark : {false, true}) CHECK(problems_of(utf16("org_id,name\nA1,x\nA2,y\n", big, mark)) == told);
    CHECK(problems_of("PK\x03\x04\x14\xff") ==
          Lines{"t.csv: is a ZIP archive, as workbooks of Excel are (a CSV file is "
                "text) save the sheet as CSV (in Excel: CSV UTF-8)?"});
}

TEST_CASE("gzip is known by its bytes, several members are one file, damage is told")
{
    std::string const text = "a,b\n1,2\n";
    std::string const packed = gzipped(text);
    CHECK(read_csv(TemporaryFile(packed).path).cell(0, 1) == "2");
    CHECK(read_csv(TemporaryFile(packed + gzipped("3,4\n")).path).row_count() == 2);
    for (std::size_t length : {2u, 5u, 12u, 20u})
        CHECK(problem_of_file(TemporaryFile(packed.substr(0, length)).path) ==
              "ends in the middle of its gzip data (the file was cut off)");
    CHECK(problem_of_file(TemporaryFile(packed.substr(0, packed.size() - 1)).path) ==
          "ends in the middle of its gzip data (the file was cut off)");
    CHECK(problem_of_file(TemporaryFile(packed + "rubbish").path).starts_with("is not sound gzip data"));
    std::string damaged = packed;
    damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 1);
    CHECK(problem_of_file(TemporaryFile(damaged).path).starts_with("is not sound gzip data"));
    CHECK(problem_of_file("/nowhere/at/all.csv") == "cannot be read (is there such a file, and may you read it)");
    CHECK(problem_of_file("/tmp") == "cannot be read (it is a folder)");
}

TEST_CASE("columns are read as texts, integers, numbers, dates and words")
{
    enum class Role { partner, coordinator };
    CsvTable const table = parse_csv(
        "t.csv",
        "t,i,x,d,r,o\nab,-7,2.5e-3,2020-02-29,coordinator,\n\"c\"\"d\",9007199254740993,1,1999-12-31,partner,4\n");
    ColumnReader read(table);
    CHECK(read.texts("t") == std::vector<std::string_view>{"ab", "c\"d"});
    CHECK(read.integers("i") == std::vector<std::int64_t>{-7, 9007199254740993});
    CHECK(read.numbers("x", range(0, 1)) == std::vector<double>{0.0025, 1.0});
    CHECK(read.dates("d")[0] == std::chrono::sys_days{2020y / 2 / 29});
    CHECK(read.choices<Role>("r", {{"partner", Role::partner, ""}, {"coordinator", Role::coordinator, ""}}) ==
          std::vector<Role>{Role::coordinator, Role::partner});
    CHECK(read.optional_integers("o") == std::vector<std::optional<std::int64_t>>{std::nullopt, 4});
    CHECK(read.optional_numbers("o")[1] == 4.0);
    CHECK(read.optional_texts("o")[1] == "4");
    CHECK_FALSE(read.optional_dates("d")[0] == std::nullopt);
    CHECK_NOTHROW(read.done());
}

TEST_CASE("bad cells are refused together, in the order of the file")
{
    CsvTable const table =
        parse_csv("t.csv", "i,x,d,r\n1.5,nan,2019-02-29,partnr\n,1e999,2019-2-1,"
                           "x\n99999999999999999999, 1,2019-01-01,partner\n5,-1,2019-01-32,partner\n");
    ColumnReader read(table);
    std::vector<std::string_view> const roles{"partner", "coordinator"};
    read.words("r", roles);
    read.dates("d");
    read.numbers("x", above(0));
    read.integers("i");
    CHECK(problems_of(read) ==
          Lines{"t.csv:2:1: '1.5' is not an integer (digits only, with a minus where negative)",
                "t.csv:2:5: missing value 'nan' in column 'x' (every row needs a value here)",
                "t.csv:2:9: '2019-02-29' is not a date (the calendar has no such day)",
                "t.csv:2:20: unknown r 'partnr' (known: partner, coordinator) did you mean 'partner'?",
                "t.csv:3:1: empty cell in column 'i' (every row needs a value here)",
                "t.csv:3:2: '1e999' does not fit (a number of 64 bits is needed)",
                "t.csv:3:8: '2019-2-1' is not a date (dates are written 2018-01-31) did you mean 2019-02-01?",
                "t.csv:3:17: unknown r 'x' (known: partner, coordinator)",
                "t.csv:4:1: '99999999999999999999' does not fit (an integer of 64 bits is needed)",
                "t.csv:4:22: ' 1' is not a number (digits with a decimal point, as in 0.25 or 2.5e-3) did you mean '1' "
                "(without the blank)?",
                "t.csv:5:3: -1 is out of range (must be above 0)",
                "t.csv:5:6: '2019-01-32' is not a date (the calendar has no such day)"});
}

TEST_CASE("a missing column is told with the nearest name that is there")
{
    CsvTable const table = parse_csv("t.csv", "org_a,org_b,wieght\n1,2,3\n");
    ColumnReader read(table);
    read.numbers("weight");
    CHECK(problems_of(read) ==
          Lines{"t.csv:1: column 'weight' is missing (the header has: org_a, org_b, wieght) did you mean 'wieght'?"});
    CHECK(read.has("org_a"));
    CHECK_FALSE(read.has("weight"));
}

TEST_CASE("a caller refuses a cell for its own reasons")
{
    CsvTable const table = parse_csv("t.csv", "a,b\n1,2\n");
    ColumnReader read(table);
    read.refuse(0, "b", "unknown organisation '2'", "it is not in orgs.csv");
    CHECK(problems_of(read) == Lines{"t.csv:2:3: unknown organisation '2' (it is not in orgs.csv)"});
}

TEST_CASE("twenty problems are shown, the others counted")
{
    std::string text = "a,b\n";
    for (int i = 0; i < 50; ++i) text += "x,1\n";
    text += "1,y\n";
    CsvTable const table = parse_csv("t.csv", text);
    ColumnReader read(table);
    read.integers("b");
    read.integers("a");
    Lines const lines = problems_of(read);
    REQUIRE(lines.size() == 21);
    CHECK(lines[19] == "t.csv:21:1: 'x' is not an integer (digits only, with a minus where negative)");
    CHECK(lines[20] == "t.csv: 31 more problems");
}

TEST_CASE("the Dutch data are read")
{
    CsvTable const table = read_csv(TIANJI_SOURCE_DIR "/scenarios/netherlands/data/cordis_h2020_NL_organizations.csv");
    ColumnReader read(table);
    CHECK(table.row_count() == 2061);
    CHECK(read.texts("org_id").front() == "888888470");
    CHECK_FALSE(read.optional_texts("name").front());
    CHECK_NOTHROW(read.done());
}
