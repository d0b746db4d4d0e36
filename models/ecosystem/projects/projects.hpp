// Projects are born when money is awarded, run, and end; the row stays, for it is also the result.
#pragma once

#include "engine/world/ledger.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/words/funders.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tianji::ecosystem {

// completed: a project without a technology that has come to its end.
enum class ProjectState : std::uint8_t { awarded, running, verified, expired, eliminated, refused, completed };
inline constexpr std::uint32_t n_project_states = 7;
inline constexpr std::string_view project_state_words[] = {"awarded",    "running", "verified", "expired",
                                                           "eliminated", "refused", "completed"};
constexpr bool is_open(ProjectState state) { return state == ProjectState::awarded || state == ProjectState::running; }

struct Projects : Population {
    Projects() : Population("projects") {}

    Column<ProjectState> state{*this, "state", "1", "awarded, running, or how it ended", ProjectState::awarded};
    Column<std::int32_t> programme{*this, "programme", "1", "programme that pays, -1 for those running at the start",
                                   -1};
    Column<std::int32_t> technology{*this, "technology", "1", "technology it works on, -1 for none", -1};
    Column<std::uint64_t> contest{*this, "contest", "1", "key of the call it was awarded in", 0};
    Column<AgentId<Organisations>> lead{*this, "lead", "1", "the organisation that leads", AgentId<Organisations>{}};
    Column<AgentId<Organisations>> members{*this, "members", "1", "the lead and its partners (n_projects, team_size)",
                                           AgentId<Organisations>{}};
    Column<double> shares{*this, "shares", "1", "share of each member in the cost (n_projects, team_size)", 0.0};
    Column<AgentId<Organisations>> owner{*this, "owner", "1", "the firm that posted the challenge, or none",
                                         AgentId<Organisations>{}};
    Column<std::uint32_t> fields{*this, "fields", "1", "fields it teaches, one bit each", 0};
    Column<double> staff{*this, "staff", "FTE", "researchers at work", 0.0};
    Column<double> effort{*this, "effort", "FTE", "researchers at work in this tick", 0.0};
    Column<std::int32_t> starts{*this, "starts", "tick", "first tick of work", 0};
    Column<std::int32_t> deadline{*this, "deadline", "tick", "last tick of work", 0};
    Column<std::int32_t> ended{*this, "ended", "tick", "tick in which it ended, -1 while open", -1};
    Column<std::int32_t> start_level{*this, "start_level", "1", "readiness it started from", 0};
    Column<std::int32_t> level{*this, "level", "1", "readiness it has reached", 0};
    Column<std::int32_t> reviewed{*this, "reviewed", "1", "readiness it had reached when it was last reviewed", 0};
    Column<std::int32_t> target{*this, "target", "1", "readiness it promised", 0};
    Column<double> quality{*this, "quality", "1", "how good the approach is; nobody knows, gates see it with noise",
                           0.0};
    Column<double> hazard{*this, "hazard", "1", "hazard accumulated towards the next level", 0.0};
    Column<Money> price{*this, "price", "cent", "public money of the first funder", Money{}};
    Column<Money> cost{*this, "cost", "cent", "planned cost over its whole life", Money{}};
    Column<Money> spent{*this, "spent", "cent", "cost of the work done", Money{}};
    Column<Money> promised{*this, "promised", "cent", "by each funder (n_projects, n_funders)", Money{}};
    Column<Money> paid{*this, "paid", "cent", "by each funder (n_projects, n_funders)", Money{}};
    Column<Money> refunded{*this, "refunded", "cent", "back to each funder (n_projects, n_funders)", Money{}};
    Column<std::int32_t> previous{*this, "previous", "1",
                                  "the project that ended before it on its technology, -1 for none", -1};
    Purse purse{*this, "purse", "money paid to the project and not yet used: an account in the name of its lead"};

    // Everything that is settled at the award.
    struct Birth {
        std::int32_t programme, technology;
        std::uint64_t contest;
        std::vector<AgentId<Organisations>> members; // the lead first
        std::vector<double> shares;
        AgentId<Organisations> owner;
        std::uint32_t fields;
        double staff;
        std::int32_t starts, deadline, start_level, target;
        double quality;
        Money price, cost;
        Funder source;
    };
    void place(Row<Projects> row, Birth const& birth);
};

// A project tells a member that it worked on it, and with how much public money.
struct Work {
    using Receiver = Organisations;
    static constexpr std::string_view name = "work";
    static constexpr bool has_no_padding = true;

    std::int32_t technology = -1;
    std::uint32_t fields = 0;
    Money public_money;    // received for it in this tick
    Money programme_money; // of it from a programme
};

// Not one that was running at the start.
bool is_of_a_programme(Projects const& projects, std::uint32_t project);

// What public purses paid into a project, less what came back.
Money net_public_money(Projects const& projects, std::uint32_t project);

// Which part of what its funders paid into a project came from public purses [1]; 0 if nothing was paid.
double share_of_public(std::span<Money const> paid);

} // namespace tianji::ecosystem
