// Calls, entry, selection and races: each component shows its effect.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

using CallKey = std::pair<std::int32_t, std::int32_t>; // tick of the decision, technology

std::map<CallKey, std::vector<Application>> by_call(Run const& run)
{
    std::map<CallKey, std::vector<Application>> calls;
    for (Application const& a : run.story.applications) calls[{a.tick, a.technology}].push_back(a);
    for (auto& [key, bids] : calls) std::ranges::sort(bids, {}, &Application::rank);
    return calls;
}

bool has_won(Application const& a) { return a.decision == Decision::won; }

std::size_t winners_of(std::vector<Application> const& bids)
{
    return static_cast<std::size_t>(std::ranges::count_if(bids, has_won));
}

std::string const priced = "entry: {price: true}, payment: {amount: {basis: bid}, tranches: [{on: award, share: 1}]}, ";

// Every organisation has a mark-up of its own, and keeps it.
Run with_different_prices(std::string const& components)
{
    Run run = prepare_text(laboratory(simple_programme(components)),
                           {{"behaviour.learning_step", "0"}, {"inputs.synthetic.topics_per_year", "60"}});
    auto const markups = run.simulation->world().population<Organisations>().markup.values();
    for (std::size_t i = 0; i < markups.size(); ++i)
        markups[i] = 0.5 * static_cast<double>(i * 31 % markups.size()) / static_cast<double>(markups.size());
    run.go();
    return run;
}

} // namespace

TEST_CASE("A call funds as many lanes as it has winners, or all its bidders where there are fewer")
{
    for (std::size_t winners : {1U, 3U}) {
        Run const run =
            laboratory_run(simple_programme("selection: {bar: 0, winners: " + std::to_string(winners) + "}"));
        auto const calls = by_call(run);
        REQUIRE(calls.size() > 30);
        for (auto const& [key, bids] : calls) CHECK(winners_of(bids) == std::min(winners, bids.size()));
        CHECK(run.story.awards.size() ==
              static_cast<std::size_t>(std::ranges::count_if(run.story.applications, has_won)));
    }
}

TEST_CASE("Ranks follow the score, and a review takes the bid that reviewers saw as the best")
{
    Run const run = laboratory_run(simple_programme("selection: {bar: 0}"));
    for (auto const& [key, bids] : by_call(run)) {
        for (std::size_t i = 0; i < bids.size(); ++i) {
            CHECK(bids[i].rank == static_cast<std::int32_t>(i + 1));
            CHECK(bids[i].score == bids[i].observed);
            if (i > 0) CHECK(bids[i - 1].score >= bids[i].score);
        }
        CHECK(has_won(bids.front()));
    }
}

TEST_CASE("Reviews without noise see the true success probability")
{
    Run const run = laboratory_run(simple_programme("selection: {bar: 0, noise: 0}"), {{"research.feasible", "0.9"}});
    for (Application const& a : run.story.applications) CHECK(a.observed == Approx(a.true_success).epsilon(1e-9));
}

TEST_CASE("Bids below the bar do not win")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: all, bar: 0.9, noise: 2}"));
    int below = 0;
    for (Application const& a : run.story.applications) {
        CHECK((a.decision == Decision::below_bar) == (a.observed < 0.9));
        below += a.decision == Decision::below_bar;
    }
    CHECK(below > 20);
}

TEST_CASE("All bids above the bar win where the rule says so")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: all, bar: 0}"));
    CHECK(run.story.applications.size() > 200);
    int short_of_people = 0;
    for (Application const& a : run.story.applications) {
        CHECK((has_won(a) || a.decision == Decision::no_capacity));
        short_of_people += a.decision == Decision::no_capacity;
    }
    CHECK(short_of_people < 20);
}

TEST_CASE("The lowest price wins a first-price call and is paid")
{
    Run const run = laboratory_run(simple_programme(priced + "selection: {rule: first_price, bar: 0}"),
                                   {{"behaviour.partners", "2"}});
    auto const calls = by_call(run);
    for (auto const& [key, bids] : calls)
        for (Application const& a : bids) {
            if (!has_won(a)) continue;
            CHECK(a.amount == a.price);
            for (Application const& other : bids) CHECK(a.price <= other.price);
        }
    CHECK(calls.size() > 30);
}

TEST_CASE("A tender among n bidders with uniform costs costs 2/(n+1), its winner 1/(n+1) (V-10)")
{
    for (std::uint64_t n : {2U, 3U, 5U}) {
        Run run = prepare_text(
            laboratory("main: {source: european_union, call: {budget: 1000, deadline: 1, eligible: [university]}, " +
                       priced + "selection: {rule: second_price, bar: 0}}"),
            {{"inputs.synthetic.universities", std::to_string(n)},
             {"inputs.synthetic.projects", "20"},
             {"inputs.synthetic.topics_per_year", "4"},
             {"programmes.main.entry.application", "0"}, // so that everybody applies, whatever the price
             {"behaviour.learning_step", "0"},
             {"behaviour.calls_considered", "50"},
             {"calendar.ticks", "2000"}});
        // Mark-ups, the only difference between bids, are drawn anew in each tick: uniform on [0, 1/2].
        World& world = run.simulation->world();
        run.story.each_tick = [&world](World const& now) {
            Stream luck({1, 0, static_cast<std::uint64_t>(now.clock.tick), hash_of("test")}, 0);
            for (double& markup : world.population<Organisations>().markup.values()) markup = luck.uniform(0.0, 0.5);
        };
        run.go();
        std::map<std::int32_t, Money> planned; // cost, by tick
        for (Award const& award : run.story.awards) planned[award.tick] = award.cost;
        double price = 0.0, cost = 0.0, calls = 0.0;
        for (auto const& [key, bids] : by_call(run)) {
            if (bids.size() != n) continue;
            auto const share_above_cost = [&](Money of) { // uniform on [0, 1] over bids
                return 2.0 * (static_cast<double>(of.minor) / static_cast<double>(planned.at(key.first).minor) - 1.0);
            };
            calls += 1.0;
            price += share_above_cost(bids.front().amount);
            cost += share_above_cost(bids.front().price);
        }
        auto const k = static_cast<double>(n);
        auto const error = [&](double order) { // of the mean of an order statistic of n uniforms
            return std::sqrt(order * (k + 1.0 - order) / ((k + 1.0) * (k + 1.0) * (k + 2.0)) / calls);
        };
        INFO(n << " bidders, " << calls << " calls: " << price / calls << ", " << cost / calls);
        REQUIRE(calls > 1500);
        CHECK(std::abs(price / calls - 2.0 / (k + 1.0)) < 4.0 * error(2));
        CHECK(std::abs(cost / calls - 1.0 / (k + 1.0)) < 4.0 * error(1));
    }
}

TEST_CASE("A second-price call pays its winner the next price among the bids that could have won")
{
    Run const run = with_different_prices(priced + "selection: {rule: second_price, bar: 0.5, noise: 2}");
    int paid_more = 0, after_barred = 0, alone = 0;
    for (auto const& [key, bids] : by_call(run)) {
        std::vector<Application> able;
        for (Application const& a : bids)
            if (a.decision == Decision::won || a.decision == Decision::lost) able.push_back(a);
        if (able.empty()) continue;
        REQUIRE(has_won(able.front()));
        CHECK(able.front().amount == (able.size() > 1 ? able[1].price : able[0].price));
        alone += able.size() == 1;
        paid_more += able.front().amount > able.front().price;
        after_barred += able.front().rank > 1;
    }
    CHECK(paid_more > 10);
    CHECK(after_barred > 10);
    INFO(alone << " calls with one able bidder");
}

TEST_CASE("Three winners of a second-price call get the fourth price, at most the cap")
{
    Run const run =
        with_different_prices("entry: {price: true}, selection: {rule: second_price, winners: 3, bar: 0}, "
                              "payment: {amount: {basis: bid, cap: 0.0095}, tranches: [{on: award, share: 1}]}");
    int seen = 0, capped = 0;
    for (auto const& [key, bids] : by_call(run)) {
        if (bids.size() < 4 || winners_of(bids) != 3 || !has_won(bids[2])) continue;
        ++seen;
        for (std::size_t i = 0; i < 3; ++i) CHECK(bids[i].amount == std::min(bids[3].price, millions(0.0095)));
        capped += bids[3].price > millions(0.0095);
    }
    CHECK(seen > 20);
    CHECK(capped > 0);
    CHECK(capped < seen);
}

TEST_CASE("A scored call weighs the price, relative to the highest, against what reviewers saw")
{
    Run const run = laboratory_run(
        simple_programme(priced + "selection: {rule: scored, weights: {price: 0.6, quality: 0.4}, bar: 0}"));
    for (auto const& [key, bids] : by_call(run)) {
        Money highest;
        for (Application const& a : bids) highest = std::max(highest, a.price);
        for (Application const& a : bids)
            CHECK(a.score == Approx(0.4 * a.observed -
                                    0.6 * static_cast<double>(a.price.minor) / static_cast<double>(highest.minor)));
    }
}

TEST_CASE("A lottery draws the winner from those above the bar, without regard to what reviewers saw")
{
    Run const run = laboratory_run(simple_programme("selection: {rule: lottery, bar: 0.2}"),
                                   {{"inputs.synthetic.topics_per_year", "60"}});
    double expected = 0.0, variance = 0.0, best_won = 0.0;
    for (auto const& [key, bids] : by_call(run)) {
        std::vector<Application> above;
        for (Application const& a : bids)
            if (a.decision == Decision::won || a.decision == Decision::lost) above.push_back(a);
        if (above.size() < 2) continue;
        auto const best = std::ranges::max_element(above, {}, &Application::observed);
        auto const n = static_cast<double>(above.size());
        expected += 1.0 / n;
        variance += (1.0 - 1.0 / n) / n;
        best_won += has_won(*best);
    }
    CHECK(expected > 50);
    CHECK(std::abs(best_won - expected) < 4.0 * std::sqrt(variance));
}

TEST_CASE("Only the kinds a call names may lead")
{
    Run const run = laboratory_run(
        "main: {instrument: direct_grant, source: european_union, call: {budget: 1000, eligible: [lab, university]}}",
        {{"behaviour.partners", "3"}});
    Organisations const& o = run.population<Organisations>();
    std::set<Kind> leads, partners;
    for (Application const& a : run.story.applications) leads.insert(o.kind[static_cast<std::uint32_t>(a.applicant)]);
    Projects const& p = run.population<Projects>();
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (p.programme[i] >= 0)
            for (auto id : p.members.row(i).subspan(1))
                if (!id.is_none()) partners.insert(o.kind[id.slot]);
    CHECK(leads == std::set<Kind>{Kind::university, Kind::lab});
    CHECK(partners.contains(Kind::firm));
}

TEST_CASE("Teams have as many members as a call asks for")
{
    Run const run =
        laboratory_run(simple_programme("entry: {team_min: 2, team_max: 3}"), {{"behaviour.partners", "2"}});
    std::map<int, int> sizes;
    for (Application const& a : run.story.applications) ++sizes[a.members];
    CHECK(sizes.size() == 2);
    CHECK(sizes[2] > 50);
    CHECK(sizes[3] > 50);
}

TEST_CASE("Applying costs the share of the planned cost that the call says, won or lost")
{
    Run const run = laboratory_run(simple_programme("entry: {application: 0.05}"));
    std::int64_t sum = 0;
    for (Application const& a : run.story.applications) sum += share_of(a.price, 0.05).minor; // asks for its cost
    CHECK(sum > 0);
    CHECK(run.world().ledger.paid_ever(code(Purpose::application_cost)).minor == sum);
}

TEST_CASE("Nobody applies where a success is worth less than it costs")
{
    auto const applicants = [](std::string const& value) {
        return laboratory_run("main: {source: european_union, call: {budget: 1000, eligible: [university]}, "
                              "payment: {amount: {basis: fixed, value: " +
                              value + "}, tranches: [{on: award, share: 1}]}}")
            .story.applications.size();
    };
    CHECK(applicants("0.001") == 0); // the work costs 0.00825
    CHECK(applicants("0.009") > 50);
}

TEST_CASE("The firm that posts a challenge does not answer it, and knows something of the technology")
{
    Run run =
        prepare_text(laboratory("main: {instrument: open_bidding, source: european_union, call: {budget: 1000}}"));
    run.go();
    Projects const& p = run.population<Projects>();
    int owned = 0;
    for (std::uint32_t i = 0; i < p.size(); ++i) {
        if (p.programme[i] < 0) continue;
        ++owned;
        REQUIRE(!p.owner[i].is_none());
        CHECK(run.population<Organisations>().kind[p.owner[i].slot] == Kind::firm);
        for (auto id : p.members.row(i)) CHECK((id.is_none() || id != p.owner[i]));
    }
    CHECK(owned > 20);
}

TEST_CASE("Calls come in the fields, at the times and for the money of their programme")
{
    Run run = prepare_text(laboratory("main: {instrument: direct_grant, source: european_union, from: 3, until: 17, "
                                      "call: {fields: [field2], every: 4, budget: 0.05, decision: 1, start: 2}}"),
                           {{"inputs.synthetic.fields", "3"}});
    Technologies const& t = run.population<Technologies>();
    Programmes const& programmes = run.population<Programmes>();
    Projects const& p = run.population<Projects>();
    std::uint32_t const eu = column_of(Funder::european_union);
    Money budget;
    run.story.each_tick = [&](World const& world) {
        std::int64_t const tick = world.clock.tick;
        if (tick >= 3 && tick < 17 && (tick - 3) % 4 == 0) budget += millions(0.05);
        Money used; // promised to open projects, and what ended ones have got
        for (std::uint32_t i = 0; i < p.size(); ++i)
            if (p.programme[i] == 0)
                used += is_open(p.state[i]) ? p.promised.row(i)[eu] : p.paid.row(i)[eu] - p.refunded.row(i)[eu];
        CHECK(programmes.available[0] >= Money{});
        CHECK(programmes.available[0] + used == budget);
    };
    run.go();
    std::set<std::int32_t> opened, decided;
    for (Event const& event : run.story.events)
        if (event.kind == code(EcosystemEvent::call_opened)) {
            opened.insert(event.tick);
            CHECK(t.field[static_cast<std::uint32_t>(event.about)] == 1);
        }
    for (Application const& a : run.story.applications) decided.insert(a.tick);
    CHECK(opened == std::set<std::int32_t>{3, 7, 11, 15});
    CHECK(decided == std::set<std::int32_t>{4, 8, 12, 16});
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (p.programme[i] >= 0) CHECK((p.starts[i] - 2) % 4 == 0);
    CHECK(programmes.awarded[0] > millions(0.1));
    CHECK(std::ranges::any_of(run.story.applications,
                              [](Application const& a) { return a.decision == Decision::no_budget; }));
}

TEST_CASE("A technology is called once, or again after some ticks until it is mastered")
{
    auto const calls = [](std::string const& repeat) {
        Run const run = laboratory_run("main: {instrument: direct_grant, source: european_union, "
                                       "call: {budget: 1000, deadline: 2, repeat_after: " +
                                       repeat + "}}");
        std::map<std::int32_t, std::vector<std::int32_t>> ticks;
        for (Event const& event : run.story.events)
            if (event.kind == code(EcosystemEvent::call_opened)) ticks[event.about].push_back(event.tick);
        return ticks;
    };
    for (auto const& [technology, ticks] : calls("0")) CHECK(ticks.size() == 1);
    std::size_t most = 0;
    for (auto const& [technology, ticks] : calls("6")) {
        most = std::max(most, ticks.size());
        for (std::size_t i = 1; i < ticks.size(); ++i) CHECK(ticks[i] - ticks[i - 1] >= 6);
    }
    CHECK(most >= 3);
}

TEST_CASE("A repeated team goes on where it has come to")
{
    Run const run = laboratory_run("main: {instrument: direct_grant, source: european_union, "
                                   "call: {budget: 1000, deadline: 3, level: 9, repeat_after: 6, eligible: "
                                   "[university]}, entry: {application: 0}, selection: {bar: 0}}",
                                   {{"inputs.synthetic.universities", "2"}});
    Projects const& p = run.population<Projects>();
    int going_on = 0;
    std::map<std::pair<std::int32_t, std::uint32_t>, std::int32_t> reached; // by technology and lead
    for (ProjectOutcome const& o : run.story.outcomes) {
        if (o.programme < 0) continue;
        auto const row = static_cast<std::uint32_t>(o.project);
        auto [it, is_new] = reached.try_emplace({o.technology, p.lead[row].slot}, o.level);
        if (!is_new) {
            CHECK(o.start_level == it->second);
            going_on += o.start_level > 3;
            it->second = std::max(it->second, o.level);
        }
    }
    CHECK(going_on > 3);
}

TEST_CASE("At each gate as many lanes as it keeps go on, and they are those with the best signals")
{
    Run const run = laboratory_run("main: {instrument: racehorse, source: european_union, "
                                   "call: {budget: 1000, level: 9, deadline: 14}, selection: {winners: 5, bar: 0}, "
                                   "race: {gates: [{after: 3, keep: 4, noise: 1}, {after: 6, keep: 2, noise: 0}]}}",
                                   {{"research.approach_spread", "0.8"}});
    Projects const& p = run.population<Projects>();
    std::map<std::pair<std::uint64_t, int>, std::vector<Review>> gates;
    for (Review const& r : run.story.reviews)
        gates[{p.contest[static_cast<std::uint32_t>(r.project)], r.gate}].push_back(r);
    std::size_t const keep[] = {4, 2};
    int eliminated = 0;
    for (auto const& [key, reviews] : gates) {
        auto const kept = static_cast<std::size_t>(std::ranges::count_if(reviews, &Review::kept));
        CHECK(kept == std::min(keep[key.second], reviews.size()));
        for (Review const& a : reviews)
            for (Review const& b : reviews)
                if (a.kept && !b.kept) CHECK(a.signal >= b.signal);
        for (Review const& r : reviews) {
            auto const row = static_cast<std::uint32_t>(r.project);
            CHECK(r.tick - p.starts[row] + 1 == (key.second == 0 ? 3 : 6));
            CHECK((p.state[row] == ProjectState::eliminated && p.ended[row] == r.tick) == !r.kept);
            if (key.second == 1) CHECK(r.signal == p.quality[row]); // no noise: the truth
            eliminated += !r.kept;
        }
    }
    CHECK(gates.size() > 40);
    CHECK(eliminated > 60);
}

TEST_CASE("A race that stops at the first ends for all lanes in the tick in which one delivers")
{
    auto const run_with = [](std::string const& stop) {
        return laboratory_run(simple_programme("selection: {winners: 3, bar: 0}, race: {stop: " + stop + "}"));
    };
    Run const run = run_with("first");
    Projects const& p = run.population<Projects>();
    std::map<std::uint64_t, std::vector<std::uint32_t>> lanes;
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (p.programme[i] >= 0) lanes[p.contest[i]].push_back(i);
    int stopped = 0;
    for (auto const& [contest, rows] : lanes) {
        std::int32_t first = 1000;
        for (std::uint32_t i : rows)
            if (p.state[i] == ProjectState::verified) first = std::min(first, p.ended[i]);
        if (first == 1000) continue;
        for (std::uint32_t i : rows) {
            CHECK(p.ended[i] <= first);
            stopped += p.state[i] == ProjectState::eliminated;
        }
    }
    CHECK(stopped > 30);
    for (ProjectOutcome const& o : run_with("deadline").story.outcomes) CHECK(!is_state(o, ProjectState::eliminated));
}
