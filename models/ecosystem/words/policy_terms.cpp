#include "models/ecosystem/words/policy_terms.hpp"

namespace tianji::ecosystem {

std::vector<Explanation> policy_terms()
{
    return {
        {"配套",
         "Matching funds (配套): others add to what the first funder pays",
         "A programme's key matching says who adds (nation, province, city, county, the owner of the challenge or the\n"
         "applicant), how much, and what happens where a treasury falls short. The preset matching_grant "
         "(四级联动配套)\n"
         "chains the four levels of government. See: tianji explain matching",
         {"matching funds"}},
        {"卡脖子",
         "Chokepoint technology (卡脖子): research depends on what only foreign suppliers have",
         "technologies.foreign_access says how well one can buy a prerequisite that nobody at home has mastered: 1 is\n"
         "free trade, 0 an embargo. Research that misses a prerequisite is slower (research.missing_prerequisite).",
         {"embargo", "chokepoint"}},
        {"揭榜",
         "Taking up a challenge that was posted (揭榜): the preset open_bidding (揭榜挂帅)",
         "An owner posts what is to be achieved (张榜), whoever can applies, and most is paid only for the result.",
         {"挂帅", "张榜", "揭榜制"}},
        {"赛马",
         "A horse race (赛马): the preset racehorse (赛马制)",
         "Several teams are funded side by side on the same target and eliminated in stages.",
         {"赛马机制"}},
        {"里程碑",
         "Milestones (里程碑): a grant is paid in parts, as levels are reached",
         "Tranches with on: level, of a programme's payment. See: tianji explain tranches",
         {"milestone", "milestones"}},
        {"尽职免责",
         "No liability after due diligence (尽职免责): who failed honestly pays nothing back",
         "payment.on_failure.clawback: 0, the default, forgives; 1 asks everything back.",
         {"due diligence"}},
    };
}

} // namespace tianji::ecosystem
