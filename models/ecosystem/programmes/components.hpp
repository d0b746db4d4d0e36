// The components an instrument is composed of. An instrument is not a class with its own code path: it is a choice on
// each of these, and a preset is a named choice (programmes/presets.cpp).
#pragma once

#include "engine/base/parameters.hpp"
#include "models/ecosystem/words/funders.hpp"
#include "models/ecosystem/words/kinds.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tianji::ecosystem {

// Who posts the challenge, for what, when, with how much money, and who may answer.
struct Call {
    enum class Owner : std::uint8_t { agency, firm };

    Owner owner = Owner::agency;
    std::vector<std::string> fields; // empty: all
    std::int64_t level = 0;          // [1] readiness asked for; 0: each technology's own target
    std::int64_t every = 1;          // [tick]
    Money budget;                    // [million/year]
    double budget_scale = 1.0;       // [1] times the budget
    std::int64_t deadline = 12;      // [tick] of work
    std::int64_t decision = 2;       // [tick] from call to decision
    std::int64_t start = 1;          // [tick] from decision to start
    std::vector<Kind> eligible;      // empty: all
    std::int64_t repeat_after = 0;   // [tick] 0: a technology is called once

    void declare(Parameters& p);
};

// What a bid is made of.
struct Entry {
    bool price = false;        // whether a bid names its price
    double application = 0.02; // [1] cost of applying, as a share of the planned cost
    std::int64_t team_min = 1;
    std::int64_t team_max = 8;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

struct Weights {
    double price = 0.3;
    double quality = 0.7;

    void declare(Parameters& p);
};

struct Selection {
    enum class Rule : std::uint8_t { review, first_price, second_price, scored, lottery, all };

    Rule rule = Rule::review;
    Weights weights;
    std::int64_t winners = 1; // lanes per topic
    double noise = 1.0;       // [1] standard deviation of a review score, in logits
    double bar = 0.05;        // [1] success probability a bid must have in the eyes of the reviewers

    void declare(Parameters& p);
    bool is_by_price() const { return rule == Rule::first_price || rule == Rule::second_price; }
};

// A look at all lanes of a contest: the best go on.
struct Gate {
    std::int64_t after = 4; // [tick] since the start
    std::int64_t keep = 1;
    double noise = 1.0; // [1] of the signal on the quality of an approach

    void declare(Parameters& p);
};

struct Race {
    enum class Stop : std::uint8_t { first, deadline };

    std::vector<Gate> gates;
    Stop stop = Stop::deadline;

    void declare(Parameters& p);
};

struct Amount {
    enum class Basis : std::uint8_t { bid, fixed, share_of_cost };

    Basis basis = Basis::share_of_cost;
    Money value;        // [million] fixed
    double share = 1.0; // [1] of cost
    Money cap;          // [million] 0: none

    void declare(Parameters& p);
};

// When a part of the money is paid.
struct Tranche {
    enum class On : std::uint8_t { award, date, level, verified };

    On on = On::award;
    double share = 1.0;     // [1] of the amount
    std::int64_t every = 1; // [tick] date: in equal parts over the life of the project
    std::int64_t level = 0; // level: readiness that releases it

    void declare(Parameters& p);
};

struct OnFailure {
    double clawback = 0.0; // [1] share of what was paid that is asked back when the promise is not kept

    void declare(Parameters& p);
};

struct Payment {
    Amount amount;
    std::vector<Tranche> tranches;
    OnFailure on_failure;

    void declare(Parameters& p);
};

struct Link {
    enum class Base : std::uint8_t { previous, first, cost };

    Funder by = Funder::province;
    double ratio = 1.0; // [1]
    Base base = Base::previous;
    Money cap; // [million] per project, 0: none

    void declare(Parameters& p);
};

// What the chain does when a link cannot pay its part.
enum class Shortfall : std::uint8_t { scale, applicant, refuse };

struct Matching {
    std::vector<Link> chain;
    Shortfall shortfall = Shortfall::scale;

    void declare(Parameters& p);
};

// One instrument with a budget, targets and dates.
struct Programme {
    enum class Supports : std::uint8_t { project };

    std::string instrument;
    Supports supports = Supports::project;
    Funder source = Funder::nation;
    std::int64_t from = 0;   // [tick]
    std::int64_t until = -1; // [tick] -1: to the end
    Call call;
    Entry entry;
    Selection selection;
    Race race;
    Payment payment;
    Matching matching;

    // Nobody but the team pays: no budget, no award, no public money.
    bool is_on_own_account() const { return source == Funder::applicant; }

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

std::vector<Preset> const& presets();

} // namespace tianji::ecosystem
