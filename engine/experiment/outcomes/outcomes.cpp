#include "engine/experiment/outcomes/outcomes.hpp"

#include "engine/base/contract.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/world/clock.hpp"

#include <cmath>
#include <optional>

namespace tianji {

namespace {

// A run with the layout of its values; nothing where it is missing or failed.
struct Held {
    std::optional<RunRecord> record;
    MeasureLayout const* layout = nullptr;

    RunValues values() const { return {*layout, record->values}; }
};

// Numerators and denominators of all triples, and what was paid.
class Evaluator {
public:
    Evaluator(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models)
        : plan_(plan), holdings_(holdings), n_replicates_(static_cast<std::size_t>(replicates))
    {
        Scenario const scenario = cell_of(plan, 0, 0, models).scenario;
        expects(plan.experiment.outcomes && scenario.model.evaluation, "outcomes are asked for and can be told");
        evaluation_ = *scenario.model.evaluation;
        currency_ = scenario.header.currency;
        Clock const clock{scenario.header.calendar.start, scenario.header.calendar.tick};
        ticks_per_year_ = clock.ticks_per_year();
        std::size_t const size = evaluation_.estimands.size() * plan.n_compared() * plan.points.size() * n_replicates_;
        numerators_.assign(size, not_defined);
        denominators_.assign(size, not_defined);
        paid_.assign(plan.n_compared(), {});
    }

    Outcomes all()
    {
        for (std::size_t point = 0; point < plan_.points.size(); ++point)
            for (std::size_t replicate = 0; replicate < n_replicates_; ++replicate)
                for (std::size_t policy = 0; policy < plan_.n_compared(); ++policy) look_at(policy, point, replicate);
        Outcomes outcomes;
        outcomes.estimands = evaluation_.estimands;
        outcomes.off = evaluation_.off;
        outcomes.matched = evaluation_.matched;
        outcomes.unmatched = evaluation_.unmatched;
        outcomes.is_branched = plan_.experiment.branch_tick > 0;
        for (Estimand& one : outcomes.estimands) one.unit = with_currency(one.unit, currency_);
        for (std::size_t policy = 0; policy < plan_.n_compared(); ++policy) {
            outcomes.policies.push_back(plan_.experiment.policies[policy].name);
            outcomes.outlays.push_back(outlay_reached(policy));
        }
        std::int64_t const points = plan_.points.size() > 1 ? static_cast<std::int64_t>(plan_.points.size()) : 0;
        for (std::int64_t point = all_points; point < points; ++point)
            for (std::size_t estimand = 0; estimand < evaluation_.estimands.size(); ++estimand)
                for (std::size_t policy = 0; policy < plan_.n_compared(); ++policy)
                    outcomes.rows.push_back(row_of(estimand, policy, point));
        return outcomes;
    }

private:
    struct Paid {
        double policy = 0.0, matched = 0.0, worst = 1.0;
    };

    Held held(std::size_t arm, std::size_t point, std::size_t replicate) const
    {
        std::size_t const of_replicate =
            (point * static_cast<std::size_t>(plan_.experiment.replicates.max) + replicate) * plan_.n_policies();
        auto const found = holdings_.runs.find(plan_.runs[of_replicate + arm].id);
        if (found == holdings_.runs.end() || found->second.head.status != RunStatus::done) return {};
        return {read_run(found->second), &holdings_.layouts[found->second.layout]};
    }

    std::size_t place(std::size_t estimand, std::size_t policy, std::size_t point, std::size_t replicate) const
    {
        return ((estimand * plan_.n_compared() + policy) * plan_.points.size() + point) * n_replicates_ + replicate;
    }

    void look_at(std::size_t policy, std::size_t point, std::size_t replicate)
    {
        Held const own = held(policy, point, replicate);
        Held const off = held(plan_.beside(policy, Arm::off), point, replicate);
        Held const matched = held(plan_.beside(policy, Arm::matched), point, replicate);
        if (!own.record || !off.record) return;
        Triple triple{own.values(),
                      off.values(),
                      {},
                      static_cast<std::size_t>(plan_.experiment.branch_tick),
                      ticks_per_year_,
                      plan_.experiment.outcomes->discount};
        if (matched.record) triple.matched = matched.values();
        for (std::size_t i = 0; i < evaluation_.estimands.size(); ++i) {
            Estimand const& one = evaluation_.estimands[i];
            if (one.needs_matched && !triple.matched) continue;
            numerators_[place(i, policy, point, replicate)] = one.numerator(triple);
            denominators_[place(i, policy, point, replicate)] = one.denominator ? one.denominator(triple) : 1.0;
        }
        if (triple.matched) note_outlay(paid_[policy], triple);
    }

    // Beyond what is spent with the policy off.
    void note_outlay(Paid& paid, Triple const& triple) const
    {
        double const anyway = triple.off.last(evaluation_.outlay)[0];
        double const own = triple.policy.last(evaluation_.outlay)[0] - anyway;
        double const matched = triple.matched->last(evaluation_.outlay)[0] - anyway;
        if (own <= 0.0) return;
        paid.policy += own;
        paid.matched += matched;
        if (std::abs(matched / own - 1.0) > std::abs(paid.worst - 1.0)) paid.worst = matched / own;
    }

    EqualOutlayReached outlay_reached(std::size_t policy) const
    {
        Paid const& paid = paid_[policy];
        if (!(paid.policy > 0.0)) return {policy};
        return {policy, paid.matched / paid.policy, paid.worst};
    }

    // By replicate, of a point or the mean of all; missing where any of them is.
    std::vector<double> by_replicate(std::vector<double> const& values, std::size_t estimand, std::size_t policy,
                                     std::int64_t point) const
    {
        bool const is_mean = point == all_points;
        std::size_t const first = is_mean ? 0 : static_cast<std::size_t>(point);
        std::size_t const n = is_mean ? plan_.points.size() : 1;
        std::vector<double> result(n_replicates_, 0.0);
        for (std::size_t replicate = 0; replicate < n_replicates_; ++replicate)
            for (std::size_t i = first; i < first + n; ++i)
                result[replicate] += values[place(estimand, policy, i, replicate)] / static_cast<double>(n);
        return result;
    }

    OutcomeRow row_of(std::size_t estimand, std::size_t policy, std::int64_t point) const
    {
        std::vector<double> const y = by_replicate(numerators_, estimand, policy, point);
        std::vector<double> const x = by_replicate(denominators_, estimand, policy, point);
        OutcomeRow row{estimand, policy, point};
        if (evaluation_.estimands[estimand].denominator)
            note(row, estimate_ratio(y, x));
        else
            note(row, summarise(y));
        if (policy > 0 && row.identification == Identification::identified)
            row.difference = compare_ratios(y, x, by_replicate(numerators_, estimand, 0, point),
                                            by_replicate(denominators_, estimand, 0, point));
        return row;
    }

    static void note(OutcomeRow& row, Ratio const& ratio)
    {
        row.replicates = ratio.pairs;
        row.missing = ratio.missing;
        row.value = ratio.value;
        row.identification = ratio.identification;
        row.interval = ratio.interval.value_or(Interval{});
    }

    static void note(OutcomeRow& row, Summary const& summary)
    {
        row.replicates = summary.values;
        row.missing = summary.missing;
        row.value = summary.mean;
        row.interval = summary.interval;
        if (summary.values > 1) row.identification = Identification::identified;
    }

    Plan const& plan_;
    Holdings const& holdings_;
    std::size_t n_replicates_;
    Evaluation evaluation_;
    std::string currency_;
    double ticks_per_year_ = 1.0;
    std::vector<double> numerators_, denominators_; // (n_estimands, n_compared, n_points, n_replicates)
    std::vector<Paid> paid_;                        // by policy
};

} // namespace

Outcomes evaluate(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models)
{
    return Evaluator(plan, holdings, replicates, models).all();
}

} // namespace tianji
