// Projects are born when money is awarded, run, and end. What a project came to is written to tables and totals when it
// ends, and its row is given up: a run needs memory for those that are open.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "engine/world/ledger.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/words/funders.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
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
    // `eras`: policies so far, this one included (terms.hpp).
    explicit Projects(std::size_t eras) : Population("projects"), eras_(eras)
    {
        logs_lives = false; // events tell of awards and ends
        for (Column<Money>* money : {&promised, &paid, &refunded}) money->set_width(n_funders);
    }

    Column<ProjectState> state{*this, "state", "1", "awarded, running, or how it ended", ProjectState::awarded};
    Column<std::int32_t> number{*this, "number", "1", "number of the award, by which tables name it", 0};
    Column<MaybeRow<Programmes>> programme{
        *this, "programme", "1", "programme that pays, -1 for those running at the start", MaybeRow<Programmes>{}};
    Column<MaybeRow<Technologies>> technology{*this, "technology", "1", "technology it works on, -1 for none",
                                              MaybeRow<Technologies>{}};
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
    Purse purse{*this, "purse", "money paid to the project and not yet used: an account in the name of its lead"};

    // Everything that is settled at the award.
    struct Birth {
        MaybeRow<Programmes> programme;
        MaybeRow<Technologies> technology;
        std::uint64_t contest = 0;
        std::vector<AgentId<Organisations>> members; // the lead first
        std::vector<double> shares;
        AgentId<Organisations> owner;
        std::uint32_t fields = 0;
        double staff = 0.0;
        std::int32_t starts = 0, deadline = 0, start_level = 0, target = 0;
        double quality = 0.0;
        Money price, cost;
        Funder source = Funder::european_union;
    };
    void place(Row<Projects> row, Birth const& birth);
    void depart(std::uint32_t row, std::int64_t tick) override;
    void visit_private(StateVisitor& visitor, std::string const& path) override;

    // In the order of their awards; some may have ended.
    std::vector<AgentId<Projects>> const& in_order() const { return in_order_; }
    // Under which policy it was awarded, 0 for the first: a contract keeps its terms. Told by the number, so that a
    // policy that changes nothing changes no state.
    std::size_t era_of(std::uint32_t row) const;

private:
    std::size_t eras_;
    std::vector<std::int32_t> first_numbers_; // of each era but the first
    std::int32_t next_number_ = 0;
    std::vector<AgentId<Projects>> in_order_; // follows from the numbers
    std::size_t n_gone_ = 0;                  // of these
};

// A project tells a member that it worked on it, and with how much public money.
struct Work {
    using Receiver = Organisations;
    static constexpr std::string_view name = "work";
    static constexpr bool has_no_padding = true;

    MaybeRow<Technologies> technology;
    std::uint32_t fields = 0;
    Money public_money;    // received for it in this tick
    Money programme_money; // of it from a programme
};

// Not one that was running at the start.
bool is_of_a_programme(Projects const& projects, std::uint32_t project);

// Which programme a project is of, and the terms of its award.
class AwardTerms {
public:
    using IsView = void;
    explicit AwardTerms(Wiring& w) : programme(w), projects_(&w.world.population<Projects>()), contracts_(w) {}

    Read<&Projects::programme> programme; // none for those running at the start

    // Of a project of a programme.
    Programme const& terms(Row<Projects> project) const
    {
        return contracts_.in_era(projects_->era_of(project.index), *programme[project]);
    }

private:
    Projects const* projects_;
    Contracts contracts_;
};

// What public purses paid into a project, less what came back; both by funder.
Money net_public_money(std::span<Money const> paid, std::span<Money const> refunded);

// The projects that are there, in the order of their awards: who was awarded first is served first, whichever slot it
// has. Ended ones leave when the tick's `close_projects` is over.
class OpenProjects {
public:
    using IsView = void;
    explicit OpenProjects(Wiring& w) : projects_(&w.world.population<Projects>()) {}

    struct End {};
    class Iterator {
    public:
        explicit Iterator(Projects const& projects) : projects_(&projects) { skip(); }
        Row<Projects> operator*() const { return {projects_->in_order()[place_].slot}; }
        Iterator& operator++()
        {
            ++place_;
            skip();
            return *this;
        }
        bool operator==(End) const { return place_ == projects_->in_order().size(); }

    private:
        void skip()
        {
            auto const& order = projects_->in_order();
            while (place_ < order.size() && !is_current(*projects_, order[place_])) ++place_;
        }
        Projects const* projects_;
        std::size_t place_ = 0;
    };
    Iterator begin() const { return Iterator(*projects_); }
    End end() const { return {}; }

private:
    Projects const* projects_;
};

// Which part of what its funders paid into a project came from public purses [1]; 0 if nothing was paid.
double share_of_public(std::span<Money const> paid);

} // namespace tianji::ecosystem
