// Writes the file of a miniature ecosystem run, laid out as engine/record/FORMAT.md says; its numbers are made up.
// usage: make_sample_result FILE
#include "engine/base/message.hpp"
#include "engine/record/result_file.hpp"

#include <array>
#include <cmath>
#include <iostream>
#include <limits>

using namespace tianji;

namespace {

using Texts = std::vector<std::string>;
using Counts = std::vector<std::int32_t>;
using Numbers = std::vector<double>;

constexpr int ticks = 24;
constexpr std::int32_t organisations = 12;
constexpr int ticks_per_year = 4;

double nan() { return std::numeric_limits<double>::quiet_NaN(); }

// A value between 0 and 1 that looks irregular.
double wobble(int a, int b) { return ((a * 37 + b * 61) % 101) / 101.0; }

void write_provenance(ResultFile& file)
{
    for (auto const& [name, text] :
         std::vector<std::pair<std::string, std::string>>{{"engine_version", "0.1.0"},
                                                          {"git_hash", "0000000"},
                                                          {"compiler", "g++"},
                                                          {"flags", "-O3"},
                                                          {"model", "ecosystem"},
                                                          {"model_version", "1"},
                                                          {"name", "miniature"},
                                                          {"policy", "baseline"},
                                                          {"scenario", "tianji: 1\nmodel: ecosystem\n"},
                                                          {"scenario_sha256", "00"},
                                                          {"resolved_scenario", "seed: 7\n"},
                                                          {"seed_text", "7"},
                                                          {"host", "host"},
                                                          {"started", "2026-01-01T00:00:00Z"},
                                                          {"finished", "2026-01-01T00:00:01Z"},
                                                          {"command_line", "tianji run miniature.yaml"},
                                                          {"numerics", "00ff"},
                                                          {"currency", "EUR"}})
        file.set_attribute("/provenance", name, text);
    for (auto const& [name, number] :
         std::vector<std::pair<std::string, std::int64_t>>{{"seed", 7}, {"replicate", 0}, {"threads", 2}})
        file.set_attribute("/provenance", name, number);
    file.set_attribute("/provenance", "wall_time", 1.25);
}

void write_labels(ResultFile& file, std::string const& name, std::string const& meaning, Texts const& labels)
{
    file.add_dimension("/", name, labels.size());
    file.append(file.add_variable("/", {name, Storage::text, "1", meaning, {name}, {}, {}}), labels);
}

struct Measures {
    VariableId time, tick, by_level, readiness, money;
    std::vector<VariableId> running;    // change from tick to tick
    std::vector<VariableId> cumulative; // only grow
    std::vector<VariableId> yearly;     // NaN between
};

struct Scalar {
    char const* name;
    char const* unit;
    char const* meaning;
};

constexpr std::array running_measures = {
    Scalar{"technologies_mature", "1", "technologies at their target level"},
    Scalar{"projects_running", "1", "projects running"},
    Scalar{"public_rd", "million EUR", "public money spent on R&D in the tick"},
    Scalar{"private_rd", "million EUR", "own money spent on R&D in the tick"},
    Scalar{"funding_gini", "1", "Gini coefficient of public money received so far"},
    Scalar{"new_ties_repeat", "1", "share of the tick's new ties between earlier partners"},
    Scalar{"new_ties_closure", "1", "share of the tick's new ties between partners of partners"},
    Scalar{"new_ties_newcomer", "1", "share of the tick's new ties with a newcomer"},
    Scalar{"new_ties_farther", "1", "share of the tick's new ties between incumbents farther apart"},
    Scalar{"organisations_alive", "1", "organisations alive"}};
constexpr std::array cumulative_measures = {
    Scalar{"projects_verified", "1", "projects verified so far"},
    Scalar{"projects_expired", "1", "projects expired so far"},
    Scalar{"projects_eliminated", "1", "projects eliminated so far"},
    Scalar{"public_spending", "million EUR", "public money spent so far"},
    Scalar{"public_spent_on_eliminated", "million EUR", "public money spent so far on projects that were eliminated"}};
constexpr std::array yearly_measures = {
    Scalar{"giant_component", "1", "share of organisations in the largest component"},
    Scalar{"clustering", "1", "average local clustering coefficient"},
    Scalar{"assortativity", "1", "degree assortativity"}};

template <std::size_t n>
std::vector<VariableId> add_scalars(ResultFile& file, std::array<Scalar, n> const& list,
                                    std::vector<Attribute> const& more)
{
    std::vector<VariableId> added;
    for (Scalar const& one : list)
        added.push_back(file.add_variable("/", {one.name, Storage::number, one.unit, one.meaning, {"time"}, {}, more}));
    return added;
}

Measures add_measures(ResultFile& file)
{
    file.add_unlimited_dimension("/", "time", ticks);
    write_labels(file, "level_label", "technology readiness level", {"1", "2", "3", "4", "5", "6", "7", "8", "9"});
    write_labels(file, "technology_label", "key of the technology",
                 {"LEIT-1", "LEIT-2", "SC1-1", "SC1-2", "SC5-1", "FET-1"});
    write_labels(file, "region_label", "key of the region", {});
    write_labels(file, "source_label", "who paid", {"EU", "nation", "own funds"});
    Measures all;
    all.time = file.add_variable("/", time_axis(std::chrono::sys_days(std::chrono::year(2018) / 1 / 1)));
    all.tick = file.add_variable("/", {"tick", Storage::count, "tick", "tick, counted from 0", {"time"}, {}, {}});
    auto const add = [&](char const* name, Storage storage, char const* unit, char const* meaning, char const* labels) {
        return file.add_variable("/", {name, storage, unit, meaning, {"time", labels}, {}, {}});
    };
    all.by_level = add("technologies_by_level", Storage::count, "1", "technologies at each level", "level_label");
    all.readiness = add("readiness", Storage::count, "TRL", "level of the technology", "technology_label");
    all.money = add("money_by_source", Storage::number, "million EUR", "money paid in the tick", "source_label");
    add("money_by_region", Storage::number, "million EUR", "money received in the tick", "region_label");
    all.running = add_scalars(file, running_measures, {});
    all.cumulative = add_scalars(file, cumulative_measures, {});
    all.yearly = add_scalars(file, yearly_measures, {{"cadence", ticks_per_year}});
    return all;
}

Counts readiness_at(int tick)
{
    Counts levels = {3, 3, 4, 3, 4, 1};
    for (std::int32_t k = 0; k < 6; ++k) levels[static_cast<std::size_t>(k)] += std::min(tick / (5 + k), 3);
    return levels;
}

void write_tick(ResultFile& file, Measures const& all, int tick)
{
    file.append(all.time, 91.25 * tick);
    file.append(all.tick, std::int32_t{tick});
    Counts const levels = readiness_at(tick);
    Counts by_level(9, 0);
    for (std::int32_t level : levels) ++by_level[static_cast<std::size_t>(level - 1)];
    file.append(all.readiness, levels);
    file.append(all.by_level, by_level);
    file.append(all.money, Numbers{4 + wobble(tick, 1), 2 + wobble(tick, 2), 3 + wobble(tick, 3)});
    double const share = (tick + 1.0) / ticks;
    Numbers const running = {
        std::floor(6 * share),  5, 6 + wobble(tick, 1), 3 + wobble(tick, 3), 0.5 + 0.1 * share, 0.2, 0.2, 0.35, 0.25,
        tick < 20 ? 12.0 : 11.0};
    Numbers const cumulative = {std::floor(9 * share), std::floor(4 * share), std::floor(2 * share), 160 * share,
                                12 * share};
    for (std::size_t k = 0; k < running.size(); ++k) file.append(all.running[k], running[k]);
    for (std::size_t k = 0; k < cumulative.size(); ++k) file.append(all.cumulative[k], cumulative[k]);
    for (VariableId id : all.yearly) file.append(id, tick % ticks_per_year == 0 ? 0.3 + 0.01 * tick : nan());
}

std::int32_t born(std::int32_t slot) { return slot < 9 ? 0 : slot; }
std::int32_t died(std::int32_t slot) { return slot == 4 ? 20 : -1; }

void write_organisations(ResultFile& file)
{
    std::string const g = "/organisations";
    file.add_dimension(g, "organisation", organisations);
    Counts slots, kinds, births, deaths;
    Texts keys;
    Numbers received;
    for (std::int32_t i = 0; i < organisations; ++i) {
        slots.push_back(i);
        keys.push_back(i == 0 ? "Universiteit Twente" : std::to_string(90 + i));
        kinds.push_back(i % 5);
        births.push_back(born(i));
        deaths.push_back(died(i));
        received.push_back(40.0 / (i + 1));
    }
    file.append(
        file.add_variable(g, {"slot", Storage::count, "1", "slot of the organisation", {"organisation"}, {}, {}}),
        slots);
    file.append(file.add_variable(g, {"key", Storage::text, "1", "key in the input", {"organisation"}, {}, {}}), keys);
    file.append(file.add_variable(g, {"kind",
                                      Storage::code,
                                      "1",
                                      "kind of organisation",
                                      {"organisation"},
                                      {"PRC", "HES", "REC", "PUB", "OTH"},
                                      {}}),
                kinds);
    file.append(file.add_variable(g, {"born", Storage::count, "tick", "tick of birth", {"organisation"}, {}, {}}),
                births);
    file.append(
        file.add_variable(g, {"died", Storage::count, "tick", "tick of death, or -1", {"organisation"}, {}, {}}),
        deaths);
    file.append(file.add_variable(g, {"public_received",
                                      Storage::number,
                                      "million EUR",
                                      "public money received in the whole run",
                                      {"organisation"},
                                      {},
                                      {}}),
                received);
}

void write_technologies(ResultFile& file)
{
    std::string const g = "/technologies";
    auto const column = [&](char const* name, Storage storage, char const* unit, char const* meaning) {
        return file.add_variable(g, {name, storage, unit, meaning, {"technology_label"}, {}, {}});
    };
    Counts const start = readiness_at(0), last = readiness_at(ticks - 1);
    file.append(column("key", Storage::text, "1", "key of the technology"),
                Texts{"LEIT-1", "LEIT-2", "SC1-1", "SC1-2", "SC5-1", "FET-1"});
    file.append(column("field", Storage::text, "1", "field of the technology"),
                Texts{"LEIT", "LEIT", "SC1", "SC1", "SC5", "FET"});
    file.append(column("start_level", Storage::count, "TRL", "level at the start"), start);
    file.append(column("target_level", Storage::count, "TRL", "level aimed at"), Counts{6, 6, 7, 5, 6, 3});
    file.append(column("level", Storage::count, "TRL", "level at the end"), last);
    file.append(column("reached_tick", Storage::count, "tick", "tick in which the target was reached, or -1"),
                Counts{15, 18, 21, 16, 18, 20});
}

struct TableColumn {
    char const* name;
    Storage storage;
    char const* unit;
    char const* meaning;
    Texts meanings = {};
};

// A table of made-up rows: every column counts, wobbles or repeats its words.
void write_table(ResultFile& file, std::string const& group, std::string const& row, int rows,
                 std::vector<TableColumn> const& columns)
{
    file.add_unlimited_dimension(group, row);
    int salt = 0;
    for (TableColumn const& column : columns) {
        ++salt;
        VariableId const id = file.add_variable(
            group, {column.name, column.storage, column.unit, column.meaning, {row}, column.meanings, {}});
        for (int i = 0; i < rows; ++i) {
            if (column.storage == Storage::number) file.append(id, wobble(i, salt) * 3);
            if (column.storage == Storage::flag) file.append(id, static_cast<std::int8_t>(i % 2));
            if (column.storage == Storage::count) file.append(id, std::int32_t{(i * salt) % organisations});
            if (column.storage == Storage::code)
                file.append(id, static_cast<std::int32_t>(i % static_cast<int>(column.meanings.size())));
        }
    }
}

void write_tables(ResultFile& file)
{
    TableColumn const tick{"tick", Storage::count, "tick", "tick"};
    TableColumn const programme{"programme", Storage::code, "1", "programme", {"open_bidding", "racehorse"}};
    TableColumn const project{"project", Storage::count, "1", "project"};
    TableColumn const organisation{"organisation", Storage::count, "1", "slot of the organisation"};
    TableColumn const technology{"technology", Storage::count, "1", "index of the technology"};
    TableColumn const amount{"amount", Storage::number, "million EUR", "amount"};
    TableColumn const payer{"payer", Storage::code, "1", "who pays", {"EU", "nation", "own_funds"}};
    write_table(file, "/tables/applications", "row", 40,
                {tick,
                 programme,
                 {"call", Storage::count, "1", "call"},
                 project,
                 organisation,
                 {"bid", Storage::number, "million EUR", "price asked"},
                 {"true_quality", Storage::number, "1", "quality of the bid"},
                 {"observed_quality", Storage::number, "1", "quality as the reviewers saw it"},
                 {"score", Storage::number, "1", "score"},
                 {"rank", Storage::count, "1", "rank in the call, from 0"},
                 {"bar", Storage::number, "1", "score of the last funded bid"},
                 {"decision", Storage::code, "1", "decision", {"rejected", "funded"}},
                 amount});
    write_table(file, "/tables/awards", "row", 20, {tick, programme, project, organisation, payer, amount});
    write_table(file, "/tables/payments", "row", 60,
                {tick,
                 programme,
                 project,
                 organisation,
                 payer,
                 {"occasion", Storage::code, "1", "what the tranche is paid on", {"award", "level", "verified"}},
                 amount});
    write_table(file, "/tables/reviews", "row", 10,
                {tick,
                 programme,
                 project,
                 {"gate", Storage::count, "1", "gate, from 0"},
                 {"signal", Storage::number, "1", "what the reviewers saw"},
                 {"decision", Storage::code, "1", "decision", {"eliminated", "kept"}}});
    write_table(file, "/tables/outcomes", "row", 15,
                {tick,
                 programme,
                 project,
                 technology,
                 {"outcome", Storage::code, "1", "how the project ended", {"verified", "expired", "eliminated"}},
                 {"level", Storage::count, "TRL", "level reached"},
                 {"public_cost", Storage::number, "million EUR", "public money spent"},
                 {"private_cost", Storage::number, "million EUR", "private money spent"}});
    write_table(file, "/events", "event", 80,
                {tick,
                 {"kind", Storage::code, "1", "what happened", {"award", "elimination", "entry", "exit", "tie_formed"}},
                 organisation,
                 {"partner", Storage::count, "1", "slot of the partner, or -1"},
                 project,
                 programme,
                 technology,
                 amount,
                 {"reason", Storage::code, "1", "why", {"none", "bankrupt", "partners"}}});
}

// A ring in which each organisation alive knows the next `reach` ones; every tie stands in the rows of both.
void write_graph(ResultFile& file, int tick, int reach)
{
    std::string const g = "/graph/" + std::to_string(tick);
    file.set_attribute(g, "tick", tick);
    Counts vertices, indices;
    for (std::int32_t slot = 0; slot < organisations; ++slot)
        if (born(slot) <= tick && (died(slot) < 0 || died(slot) > tick)) vertices.push_back(slot);
    std::vector<std::int64_t> indptr = {0};
    int const n = static_cast<int>(vertices.size());
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            int const apart = (i - j + n) % n;
            if (apart != 0 && std::min(apart, n - apart) <= reach) indices.push_back(j);
        }
        indptr.push_back(static_cast<std::int64_t>(indices.size()));
    }
    file.add_dimension(g, "vertex", vertices.size());
    file.add_dimension(g, "boundary", indptr.size());
    file.add_dimension(g, "neighbour", indices.size());
    file.append(file.add_variable(g, {"vertex", Storage::count, "1", "slot of the organisation", {"vertex"}, {}, {}}),
                vertices);
    file.append(file.add_variable(g, {"indptr",
                                      Storage::integer,
                                      "1",
                                      "the neighbours of vertex v are entries indptr[v] to indptr[v+1]-1",
                                      {"boundary"},
                                      {},
                                      {}}),
                indptr);
    file.append(file.add_variable(
                    g, {"indices", Storage::count, "1", "position of the neighbour in vertex", {"neighbour"}, {}, {}}),
                indices);
    file.append(file.add_variable(g, {"weight", Storage::number, "1", "joint projects", {"neighbour"}, {}, {}}),
                Numbers(indices.size(), 1.0));
    file.append(
        file.add_variable(g, {"kind", Storage::code, "1", "kind of tie", {"neighbour"}, {"project", "consortium"}, {}}),
        Counts(indices.size(), 0));
}

void write_digest(ResultFile& file)
{
    file.add_unlimited_dimension("/digest", "digest", 1);
    file.append(file.add_variable("/digest", {"tick", Storage::count, "tick", "tick", {"digest"}, {}, {}}),
                std::int32_t{ticks - 1});
    file.append(
        file.add_variable("/digest", {"value", Storage::text, "1", "digest of the whole state", {"digest"}, {}, {}}),
        std::string("00c0ffee00c0ffee"));
}

void write_sample(std::filesystem::path const& path)
{
    ResultFile file = ResultFile::create(path, Overwrite::yes);
    write_provenance(file);
    Measures const measures = add_measures(file);
    file.flush();
    write_graph(file, 0, 1);
    for (int tick = 0; tick < ticks; ++tick) write_tick(file, measures, tick);
    write_graph(file, ticks / 2, 0); // readers must cope with a network without ties
    write_graph(file, ticks - 1, 3);
    write_organisations(file);
    write_technologies(file);
    write_tables(file);
    write_digest(file);
    file.finish(Finish::complete);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: make_sample_result FILE\n";
        return 2;
    }
    try {
        write_sample(argv[1]);
    } catch (InvalidInput const& refused) {
        std::cerr << refused.what() << '\n';
        return 2;
    }
}
