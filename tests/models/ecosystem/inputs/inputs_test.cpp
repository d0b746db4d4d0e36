// The state a run starts from, and that it knows nothing of what came after.
#include "engine/base/csv_columns.hpp"
#include "models/ecosystem/inputs/inputs.hpp"
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

using namespace tianji;
using namespace tianji::ecosystem;
namespace fs = std::filesystem;

namespace {

fs::path const data = fs::path(TIANJI_SOURCE_DIR) / "scenarios/netherlands/data";
std::string const dutch = "scenarios/netherlands/direct_grant.yaml";
Clock const year_2018{std::chrono::sys_days{std::chrono::year(2018) / 1 / 1}, TickLength::quarter};

CsvInputs dutch_inputs(fs::path const& folder = data)
{
    CsvInputs inputs;
    inputs.organisations = folder / "cordis_h2020_NL_organizations.csv";
    inputs.projects = folder / "cordis_h2020_NL_projects.csv";
    inputs.participations = folder / "cordis_h2020_NL_participations.csv";
    inputs.fields = folder / "fields.csv";
    return inputs;
}

// Everything of a founding but who is latent, as text.
std::string portrait(Founding const& founding)
{
    std::ostringstream text;
    text.precision(17);
    for (FieldOfKnowledge const& f : founding.fields)
        text << f.name << ' ' << f.topics_per_year << ' ' << f.budget_per_year.minor << '\n';
    for (FoundingOrganisation const& o : founding.organisations)
        if (o.standing == Standing::active) text << o.name << ' ' << static_cast<int>(o.kind) << '\n';
    for (FoundingProject const& p : founding.projects) {
        text << p.starts << ' ' << p.ends << ' ' << p.contribution.minor;
        for (std::size_t i = 0; i < p.members.size(); ++i)
            text << ' ' << founding.organisations[p.members[i]].name << ':' << p.shares[i];
        for (std::uint32_t field : p.fields) text << " f" << field;
        text << '\n';
    }
    return text.str();
}

// A copy of the Dutch data, each file passed through a function of (cells of a row, header).
class Copy {
public:
    using Cells = std::vector<std::string>;
    // Returns false to leave the row out.
    using Change = std::function<bool(Cells&)>;

    explicit Copy(std::string const& name) : folder_(fs::temp_directory_path() / ("tianji_leak_" + name))
    {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        fs::copy(data / "fields.csv", folder_);
    }
    ~Copy() { fs::remove_all(folder_); }
    Copy(Copy const&) = delete;
    Copy& operator=(Copy const&) = delete;

    void write(std::string const& file, Change const& change) const
    {
        CsvTable const table = read_csv(data / file);
        std::ofstream out(folder_ / file);
        Cells cells(table.column_names().begin(), table.column_names().end());
        put(out, cells);
        for (std::size_t row = 0; row < table.row_count(); ++row) {
            for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = table.cell(row, c);
            if (change(cells)) put(out, cells);
        }
    }
    Founding read() const { return dutch_inputs(folder_).read(year_2018); }

private:
    static void put(std::ostream& out, Cells const& cells)
    {
        for (std::size_t c = 0; c < cells.size(); ++c) out << (c ? "," : "") << '"' << cells[c] << '"';
        out << '\n';
    }
    fs::path folder_;
};

// The projects that start in 2018 or later.
std::set<std::string> projects_of_the_future()
{
    CsvTable const table = read_csv(data / "cordis_h2020_NL_projects.csv");
    std::set<std::string> ids;
    for (std::size_t row = 0; row < table.row_count(); ++row)
        if (table.cell(row, *table.find_column("start_date")) >= "2018")
            ids.emplace(table.cell(row, *table.find_column("project_id")));
    return ids;
}

bool keep_row(Copy::Cells&) { return true; }

} // namespace

TEST_CASE("Of the Dutch organisations 1,309 are known before 2018 and 752 are latent")
{
    Run const run = prepare_file(dutch);
    Organisations const& o = run.population<Organisations>();
    std::array<int, 2> n{};
    for (std::uint32_t i = 0; i < o.size(); ++i) ++n[static_cast<std::size_t>(o.standing[i])];
    CHECK(n[static_cast<std::size_t>(Standing::active)] == 1309);
    CHECK(n[static_cast<std::size_t>(Standing::latent)] == 752);
    CHECK(run.world().graph.vertex_count() == 2061);
}

TEST_CASE("The 2,286 projects that started before 2018 and end later are running at the start")
{
    Founding const founding = dutch_inputs().read(year_2018);
    Run const run = prepare_file(dutch);
    CHECK(std::ranges::count_if(founding.projects, [](FoundingProject const& p) { return p.ends >= 0; }) == 2286);
    Projects const& p = run.population<Projects>();
    CHECK(p.n_alive() == 2286);
    for (std::uint32_t i = 0; i < p.size(); ++i) REQUIRE(p.state[i] == ProjectState::running);
}

TEST_CASE("The ties at the start are the pairs that worked together before 2018")
{
    // An independent count: the file of collaborations gives the year each pair first worked together.
    CsvTable const table = read_csv(data / "cordis_h2020_NL_collaborations.csv");
    std::size_t pairs = 0;
    for (std::size_t row = 0; row < table.row_count(); ++row)
        pairs += table.cell(row, *table.find_column("first_year")) < "2018";
    Run const run = prepare_file(dutch);
    CHECK(run.world().graph.tie_count() == pairs);
    CHECK(pairs > 3000);
}

TEST_CASE("A tie weighs as many joint projects as it has had, and dates from the last of them")
{
    Founding const founding = dutch_inputs().read(year_2018);
    Run const run = prepare_file(dutch);
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> joint;
    for (FoundingProject const& project : founding.projects)
        for (std::uint32_t a : project.members)
            for (std::uint32_t b : project.members)
                if (a < b) joint[{a, b}] += 1.0F;
    std::size_t seen = 0;
    for (std::uint32_t v = 0; v < run.world().graph.vertex_count(); ++v)
        for (TieView const tie : run.world().graph.ties(v)) {
            if (tie.neighbour < v) continue;
            ++seen;
            REQUIRE(tie.weight == joint.at({v, tie.neighbour}));
            REQUIRE(tie.since < 0);
        }
    CHECK(seen == joint.size());
}

TEST_CASE("Latent organisations have no ties, no projects and one field they know as after one project")
{
    Run const run = prepare_file(dutch);
    Organisations const& o = run.population<Organisations>();
    for (std::uint32_t i = 0; i < o.size(); ++i) {
        if (o.standing[i] != Standing::latent) continue;
        REQUIRE(run.world().graph.neighbours(i).empty());
        REQUIRE(o.booked[i] == 0.0);
        double sum = 0.0;
        for (double k : o.skill.row(i)) sum += k;
        REQUIRE(sum == Approx(0.3934693403));
    }
}

TEST_CASE("Changing what projects of 2018 and later say leaves the founding as it was")
{
    std::string const before = portrait(dutch_inputs().read(year_2018));
    std::set<std::string> const future = projects_of_the_future();
    REQUIRE(future.size() > 1000);
    Copy const copy("changed");
    copy.write("cordis_h2020_NL_organizations.csv", [](Copy::Cells& cells) {
        for (std::size_t c = 4; c < cells.size(); ++c) cells[c] = "7"; // totals over all years
        return true;
    });
    copy.write("cordis_h2020_NL_projects.csv", [&](Copy::Cells& cells) {
        for (std::size_t c = 4; c < cells.size(); ++c) cells[c] = "7"; // totals of the project
        if (future.contains(cells[0])) cells[1] = "FET", cells[2] = "2019-01-01", cells[3] = "2035-01-01";
        return true;
    });
    copy.write("cordis_h2020_NL_participations.csv", [&](Copy::Cells& cells) {
        if (future.contains(cells[0])) cells[3] = "99000000";
        return true;
    });
    CHECK(portrait(copy.read()) == before); // and there is no file of collaborations at all
}

TEST_CASE("Leaving out what came in 2018 and later leaves the founding as it was but for who is latent")
{
    Founding const with = dutch_inputs().read(year_2018);
    std::set<std::string> const future = projects_of_the_future();
    Copy const copy("left_out");
    std::set<std::string> past_organisations;
    copy.write("cordis_h2020_NL_participations.csv", [&](Copy::Cells& cells) {
        if (future.contains(cells[0])) return false;
        past_organisations.insert(cells[1]);
        return true;
    });
    copy.write("cordis_h2020_NL_organizations.csv",
               [&](Copy::Cells& cells) { return past_organisations.contains(cells[0]); });
    copy.write("cordis_h2020_NL_projects.csv", [&](Copy::Cells& cells) { return !future.contains(cells[0]); });
    Founding const without = copy.read();
    CHECK(portrait(without) == portrait(with));
    CHECK(without.organisations.size() == 1309);
}

TEST_CASE("When projects end is known at the start: a contract says it")
{
    Copy const copy("longer");
    copy.write("cordis_h2020_NL_organizations.csv", keep_row);
    copy.write("cordis_h2020_NL_participations.csv", keep_row);
    copy.write("cordis_h2020_NL_projects.csv", [&](Copy::Cells& cells) {
        if (cells[2] < "2018" && cells[3] >= "2018") cells[3] = "2030-01-01";
        return true;
    });
    Founding const before = dutch_inputs().read(year_2018), after = copy.read();
    REQUIRE(after.projects.size() == before.projects.size());
    for (std::size_t i = 0; i < after.projects.size(); ++i) {
        CHECK(after.projects[i].ends == (before.projects[i].ends >= 0 ? 48 : before.projects[i].ends));
        CHECK(after.projects[i].members == before.projects[i].members);
    }
}

TEST_CASE("The yearly budget and topics are those of the year before the run")
{
    Founding const founding = dutch_inputs().read(year_2018);
    CsvTable const projects = read_csv(data / "cordis_h2020_NL_projects.csv");
    std::map<std::string_view, double> topics;
    double money = 0.0;
    auto const participations = read_csv(data / "cordis_h2020_NL_participations.csv");
    std::map<std::string_view, double> given;
    for (std::size_t row = 0; row < participations.row_count(); ++row) {
        std::string const cell(participations.cell(row, 3));
        if (!cell.empty()) given[participations.cell(row, 0)] += std::stod(cell);
    }
    for (std::size_t row = 0; row < projects.row_count(); ++row) {
        std::string_view const parts = projects.cell(row, 1), start = projects.cell(row, 2);
        if (!start.starts_with("2017") || parts != "SC1") continue;
        topics[parts] += 0.5;
        money += given[projects.cell(row, 0)];
    }
    auto const sc1 = std::ranges::find(founding.fields, "SC1", &FieldOfKnowledge::name);
    REQUIRE(sc1 != founding.fields.end());
    CHECK(sc1->topics_per_year >= topics["SC1"]); // and parts of projects of several fields
    CHECK(sc1->topics_per_year < topics["SC1"] + 15.0);
    CHECK(in_millions(sc1->budget_per_year) >= money / 1e6 - 0.01);
    auto const basic = std::ranges::find(founding.fields, "ERC", &FieldOfKnowledge::name);
    CHECK(basic->topics_per_year == 0.0);
    CHECK(basic->budget_per_year == Money{});
}

TEST_CASE("Skills count the projects before 2018 only: k = 1 - exp(-n/2)")
{
    Founding const founding = dutch_inputs().read(year_2018);
    Run const run = prepare_file(dutch);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> n;
    for (FoundingProject const& project : founding.projects) {
        REQUIRE(project.starts < 0);
        for (std::uint32_t member : project.members)
            for (std::uint32_t field : project.fields)
                n[{member, field}] += 1.0 / static_cast<double>(project.fields.size());
    }
    Organisations const& o = run.population<Organisations>();
    for (auto const& [at, count] : n) REQUIRE(o.skill.row(at.first)[at.second] == Approx(1.0 - std::exp(-count / 2.0)));
}

TEST_CASE("Every account starts with what it spends, and market shares sum to 1")
{
    Run const run = prepare_file(dutch);
    Organisations const& o = run.population<Organisations>();
    CHECK(std::accumulate(o.share.values().begin(), o.share.values().end(), 0.0) == Approx(1.0));
    std::int64_t sum = 0;
    for (Purse const* purse : run.world().ledger.purses())
        for (std::int64_t balance : purse->balance) sum += balance;
    CHECK(sum == run.world().ledger.endowment().minor);
    CHECK(sum > 0);
}

TEST_CASE("A synthetic country has what was asked for")
{
    Run const run = prepare_file("scenarios/smoke.yaml");
    Organisations const& o = run.population<Organisations>();
    std::map<Kind, int> kinds;
    int latent = 0;
    for (std::uint32_t i = 0; i < o.size(); ++i) {
        ++kinds[o.kind[i]];
        latent += o.standing[i] == Standing::latent;
    }
    CHECK(kinds == std::map<Kind, int>{{Kind::firm, 180},
                                       {Kind::university, 12},
                                       {Kind::lab, 12},
                                       {Kind::public_body, 8},
                                       {Kind::intermediary, 8}});
    CHECK(latent == 60);
    CHECK(run.population<Projects>().n_alive() == 80);
    for (std::uint32_t i = 0; i < 80; ++i) CHECK(run.population<Projects>().state[i] == ProjectState::running);
}
