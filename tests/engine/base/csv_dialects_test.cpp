// CSV files as other programs write them: separators, decimal commas, missing values, row names, blanks.
#include "engine/base/csv.hpp"
#include "engine/base/csv_columns.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace tianji;

namespace {

using Lines = std::vector<std::string>;

// What the user is told when a table is read and columns of it are.
Lines problems_of(std::string_view text, std::function<void(ColumnReader&)> const& read_columns = {})
{
    try {
        CsvTable const table = parse_csv("t.csv", text);
        ColumnReader read(table);
        if (read_columns) read_columns(read);
        read.done();
    } catch (InvalidInput const& error) {
        Lines lines;
        for (Problem const& problem : error.problems()) lines.push_back(to_string(problem));
        return lines;
    }
    return {};
}

std::vector<double> numbers_of(std::string_view text)
{
    CsvTable const table = parse_csv("t.csv", text);
    ColumnReader read(table);
    auto const numbers = read.numbers("x");
    read.done();
    return numbers;
}

std::string note_on(std::string_view text)
{
    CsvTable const table = parse_csv("t.csv", text);
    auto const note = ColumnReader(table).doubtful_thousands("x");
    return note ? to_string(*note) : "";
}

void numbers_of_x(ColumnReader& read) { read.numbers("x"); }

} // namespace

// --- separators --------------------------------------------------------------------------------------------------

TEST_CASE("commas, semicolons or tabs separate, as the header shows")
{
    for (char const* text : {"id,x\n\"a,;\tb\",2\n", "id;x\n\"a,;\tb\";2\n", "id\tx\n\"a,;\tb\"\t2\n",
                             "\"id\";\"x\"\r\n\"a,;\tb\";\"2\"\r\n"}) {
        CAPTURE(text);
        CsvTable const table = parse_csv("t.csv", text);
        REQUIRE(table.row_count() == 1);
        CHECK(table.column_names().size() == 2);
        CHECK(table.cell(0, 0) == "a,;\tb");
        CHECK(table.cell(0, *table.find_column("x")) == "2");
    }
    CsvTable const table = parse_csv("t.csv", "id;x\na;2\n");
    CHECK(to_string({table.where(0, 1), "p", "", ""}) == "t.csv:2:3: p");
}

TEST_CASE("a line like sep=, tells the separator, and lines are counted with it")
{
    for (char const* text :
         {"sep=,\nid,x;y\na,2\n", "sep=;\r\nid;x,y\r\na;2\r\n", "\"sep=;\"\nid;x,y\na;2\n", "SEP=;;;\nid;x,y\na;2\n"}) {
        CAPTURE(text);
        CsvTable const table = parse_csv("t.csv", text);
        REQUIRE(table.row_count() == 1);
        CHECK(table.cell(0, 1) == "2");
        CHECK(table.where(0, 1).line == 3);
    }
    CHECK(problems_of("sep=|\nid|x\n") == Lines{"t.csv:1: '|' separates the columns (commas, semicolons and tabs are "
                                                "understood) save the file with commas?"});
    CHECK(problems_of("sep=,\n") == Lines{"t.csv: is empty (a header line with the names of the columns is needed)"});
}

TEST_CASE("a header with commas and semicolons is refused with what decides")
{
    CHECK(
        problems_of("id;x,y\na;2\nb;3\n") ==
        Lines{"t.csv:1: the header has commas and semicolons (either could separate the columns) write sep=, or sep=; "
              "into a line of its own before it?"});
    CHECK(problems_of("id;\"x,y\"\na;2\n").empty());
}

TEST_CASE("rows of nothing but separators are skipped, whatever their number of cells")
{
    CHECK(parse_csv("t.csv", "a,b\n1,2\n,\n,,,\n3,4\n\"\",\"\"\n").row_count() == 2);
    CHECK(parse_csv("t.csv", "a;b\n;\n1;2\n;;;;\n").row_count() == 1);
}

TEST_CASE("columns without a name, as the row names of R and the index of pandas, are ignored")
{
    CsvTable const table = parse_csv("t.csv", "\"\",\"id\",\"x\",,\n\"1\",\"a\",2,,\n\"2\",\"b\",3,,\n");
    ColumnReader read(table);
    CHECK(read.texts("id") == std::vector<std::string_view>{"a", "b"});
    CHECK(read.numbers("x") == std::vector<double>{2, 3});
    CHECK_NOTHROW(read.done());
    CHECK_FALSE(table.find_column(""));
}

TEST_CASE("where no row fits the header, one message tells it")
{
    CHECK(
        problems_of("\"id\",\"x\"\n\"1\",\"a\",2\n\"2\",\"b\",3\n") ==
        Lines{
            "t.csv:2: every row has 3 cells (the header has 2; row names without a column name, as R writes them, add "
            "one, and so do decimal commas) name every column, and put cells with commas in double quotes?"});
    CHECK(problems_of("id,x\na\nb\n") == Lines{"t.csv:2: every row has 1 cell (the header has 2) name every column?"});
    CHECK(problems_of("id,x\na\nb,1\n") == Lines{"t.csv:2: row has 1 cell (the header has 2)"});
}

// --- numbers and dates -------------------------------------------------------------------------------------------

TEST_CASE("numbers have a decimal comma where semicolons separate, and there only")
{
    CHECK(numbers_of("id;x\na;900000,5\nb;-0,25\nc;3\n") == std::vector<double>{900000.5, -0.25, 3});
    CHECK(numbers_of("id;x\na;900000.5\nb;3\n") == std::vector<double>{900000.5, 3});
    CHECK(
        problems_of("id,x\na,\"900000,50\"\nb,\"2,5\"\nc,\"3,5\"\n", numbers_of_x) ==
        Lines{"t.csv:2:3: '900000,50' is not a number (digits with a decimal point, as in 0.25 or 2.5e-3; 2 more like "
              "it) did you mean 900000.50?"});
}

TEST_CASE("decimal points and commas in one column are refused once")
{
    CHECK(problems_of("id;x\na;1,5\nb;1.234\nc;2.345\n", numbers_of_x) ==
          Lines{"t.csv:3:3: '1.234' has a point ('1,5' in line 2 of the same column has a decimal comma) write all "
                "numbers of a column in one way?"});
}

TEST_CASE("thousands separators are refused with the number that was meant")
{
    auto const suggestion = [](std::string const& cell) {
        Lines const lines = problems_of("id;x\na;\"" + cell + "\"\n", numbers_of_x);
        REQUIRE(lines.size() == 1);
        std::size_t const at = lines[0].find("did you mean");
        return at == std::string::npos ? "" : lines[0].substr(at);
    };
    CHECK(suggestion("1.234.567,5") == "did you mean 1234567.5?");
    CHECK(suggestion("1,234,567.5") == "did you mean 1234567.5?");
    CHECK(suggestion("900 000") == "did you mean 900000?");
    CHECK(suggestion("900\u00a0000,50") == "did you mean 900000.50?");
    CHECK(suggestion("900'000") == "did you mean 900000?");
    CHECK(suggestion("120k").empty());
    CHECK(problems_of("id,x\na,\"12,500\"\n", numbers_of_x) ==
          Lines{"t.csv:2:3: '12,500' is not a number (digits with a decimal point, as in 0.25 or 2.5e-3)"}); // which?
}

TEST_CASE("a column in which three digits follow every point is noted: thousands may be meant")
{
    CHECK(
        note_on("id,x\na,NA\nb,900.000\nc,12.500\nd,0\n") ==
        "t.csv:3:3: '900.000' is read as 900 (all numbers of column 'x' have three digits behind a point, as where it "
        "separates thousands) write 900000?");
    CHECK(note_on("id;x\na;900,000\n") == "t.csv:2:3: '900,000' is read as 900 (all numbers of column 'x' have three "
                                          "digits behind a comma, as where it separates thousands) write 900000?");
    CHECK_FALSE(note_on("id;x\na;900.000\n").empty());
    CHECK(note_on("id,x\na,900.000\nb,12.5\n").empty());
    CHECK(note_on("id,x\na,0.125\nb,0.250\n").empty());
    CHECK(note_on("id,x\na,900.000\nb,900\n").empty());
    CHECK(note_on("id,x\na,\nb,0\n").empty());
}

TEST_CASE("dates in another form are told once per column, with the date that was meant where it is clear")
{
    auto const told = [](std::string const& text) {
        return problems_of(text, [](ColumnReader& read) { read.dates("d"); });
    };
    CHECK(told("d\n31.01.2018\n1.2.2018\n") ==
          Lines{"t.csv:2:1: '31.01.2018' is not a date (dates are written 2018-01-31; 1 more like it) did you mean "
                "2018-01-31?"});
    CHECK(told("d\n2018/1/31\n") ==
          Lines{"t.csv:2:1: '2018/1/31' is not a date (dates are written 2018-01-31) did you mean 2018-01-31?"});
    CHECK(
        told("d\n2018-01-31 00:00:00\n") ==
        Lines{
            "t.csv:2:1: '2018-01-31 00:00:00' is not a date (dates are written 2018-01-31) did you mean 2018-01-31?"});
    CHECK(told("d\n20180131\n") ==
          Lines{"t.csv:2:1: '20180131' is not a date (dates are written 2018-01-31) did you mean 2018-01-31?"});
    CHECK(told("d\n3/4/2018\n") == Lines{"t.csv:2:1: '3/4/2018' is not a date (dates are written 2018-01-31)"});
    CHECK(told("d\n31/4/2018\n") == Lines{"t.csv:2:1: '31/4/2018' is not a date (dates are written 2018-01-31)"});
}

// --- missing values ----------------------------------------------------------------------------------------------

TEST_CASE("NA, NaN, NULL, N/A, - and an empty cell are missing values")
{
    for (std::string const word : {"NA", "NaN", "nan", "NULL", "null", "N/A", "n/a", "#N/A", "None", "-", "."}) {
        CAPTURE(word);
        CsvTable const table = parse_csv("t.csv", "x,n,d,r\n" + word + ",\"" + word + "\"," + word + ',' + word + '\n');
        ColumnReader read(table);
        std::vector<std::string_view> const roles{"partner"};
        CHECK_FALSE(read.optional_numbers("x")[0]);
        CHECK_FALSE(read.optional_integers("n")[0]);
        CHECK_FALSE(read.optional_dates("d")[0]);
        CHECK_FALSE(read.optional_words("r", roles)[0]);
        CHECK_NOTHROW(read.done());
    }
}

TEST_CASE("a text is missing where it is NA without quotes, unlike people called Nan and fields called none")
{
    CsvTable const table = parse_csv("t.csv", "t,n\nNA,1\n\"NA\",2\nNan,3\nnone,4\nNULL,5\n-,6\n\"\",7\n,8\n");
    std::vector<bool> there;
    for (auto const& text : ColumnReader(table).optional_texts("t")) there.push_back(text.has_value());
    CHECK(there == std::vector<bool>{false, true, true, true, false, false, false, false});
}

TEST_CASE("where a value is needed, the message says that it is missing")
{
    auto const read_all = [](ColumnReader& read) {
        read.texts("id");
        read.numbers("x");
        read.dates("d");
    };
    CHECK(problems_of("id,x,d\nNA,NA,\nb,NULL,2018-01-31\n", read_all) ==
          Lines{"t.csv:2:1: missing value 'NA' in column 'id' (every row needs a value here)",
                "t.csv:2:4: missing value 'NA' in column 'x' (every row needs a value here)",
                "t.csv:2:7: empty cell in column 'd' (every row needs a value here)",
                "t.csv:3:3: missing value 'NULL' in column 'x' (every row needs a value here)"});
}

// --- blanks ------------------------------------------------------------------------------------------------------

TEST_CASE("blanks beside a cell are told, whatever the column holds")
{
    auto const read_all = [](ColumnReader& read) {
        std::vector<std::string_view> const roles{"partner", "coordinator"};
        read.integers("n");
        read.dates("d");
        read.words("r", roles);
    };
    CHECK(
        problems_of("n,d,r\n 1, 2018-01-31, partner\n2\u00a0,2018-01-31,partner\n", read_all) ==
        Lines{"t.csv:2:1: ' 1' is not an integer (digits only, with a minus where negative) did you mean '1' (without "
              "the blank)?",
              "t.csv:2:4: ' 2018-01-31' is not a date (dates are written 2018-01-31) did you mean '2018-01-31' "
              "(without the blank)?",
              "t.csv:2:16: unknown r ' partner' (known: partner, coordinator) did you mean 'partner' (without the "
              "blank)?",
              "t.csv:3:1: '2\u00a0' is not an integer (digits only, with a minus where negative) did you mean '2' "
              "(without the blank)?"});
}

TEST_CASE("blanks beside the names of columns are told once per file")
{
    auto const read_all = [](ColumnReader& read) {
        read.texts("id");
        read.numbers("x");
        read.numbers("y");
    };
    CHECK(
        problems_of("id, x, y\na, 1, 2\n", read_all) ==
        Lines{"t.csv:1: column ' x' has a blank beside its name (blanks are part of a name; 1 more like it) write 'x', "
              "and no blank beside any cell?"});
}

TEST_CASE("a whole number that is written with a point is told as one")
{
    auto const told = problems_of("n\n1.0\n", [](ColumnReader& read) { read.integers("n"); });
    CHECK(told ==
          Lines{"t.csv:2:1: '1.0' is not an integer (digits only, with a minus where negative) did you mean 1?"});
}
