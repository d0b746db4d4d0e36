// The presets: named compositions, as YAML that stands below what the user writes.
#include "models/ecosystem/programmes/components.hpp"

namespace tianji::ecosystem {

std::vector<Preset> const& presets()
{
    static std::vector<Preset> const all = {
        {"direct_grant", "Direct grant: the best bid by review gets its cost, paid as the work goes on",
         R"(
selection: {rule: review, winners: 1}
payment: {amount: {basis: share_of_cost, share: 1}, tranches: [{on: date, every: 1, share: 1}]}
)",
         "直接资助"},
        {"open_bidding",
         "Open bidding (揭榜挂帅): a firm posts the challenge, whoever can takes it; most is paid only for the result",
         R"(
call: {owner: firm, level: 6, deadline: 12}
entry: {price: true}
selection: {rule: scored, weights: {price: 0.3, quality: 0.7}, winners: 1}
payment: {amount: {basis: bid}, tranches: [{on: award, share: 0.3}, {on: verified, share: 0.7}]}
matching: {chain: [{by: owner, ratio: 1, base: first}]}
)",
         "揭榜挂帅"},
        {"racehorse",
         "Racehorse (赛马制): several teams are funded side by side on the same target and eliminated in stages",
         R"(
selection: {rule: review, winners: 3}
race: {gates: [{after: 4, keep: 2, noise: 1}, {after: 8, keep: 1, noise: 0.5}], stop: deadline}
payment: {amount: {basis: share_of_cost, share: 1}, tranches: [{on: date, every: 1, share: 1}]}
)",
         "赛马制"},
        {"matching_grant",
         "Matching grant (四级联动配套): a fixed amount by milestones, to which province, city and county add",
         R"(
payment: {amount: {basis: fixed, value: 5}, tranches: [{on: level, level: 5, share: 0.5}, {on: level, level: 7, share: 0.5}]}
matching: {chain: [{by: province, ratio: 1, base: previous}, {by: city, ratio: 0.5, base: previous}, {by: county, ratio: 0.5, base: previous}], shortfall: scale}
)",
         "四级联动配套"},
        {"own_account",
         "Own account (自主研发): nobody but the team pays, and it begins when it thinks the result worth the cost",
         R"(
source: applicant
call: {decision: 0, repeat_after: 1}
entry: {application: 0}
selection: {rule: review, winners: 1, bar: 0}
)",
         "自主研发"},
    };
    return all;
}

} // namespace tianji::ecosystem
