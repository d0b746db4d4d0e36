#include "engine/experiment/statistics/statistical_terms.hpp"

namespace tianji {

namespace {

std::vector<Explanation> of_designs()
{
    return {
        {"replicate",
         "One repetition of a run: the same seed, other luck",
         "Replicate r of all policies and design points shares its luck, so that only the policy differs between them.",
         {"common_luck", "common luck"}},
        {"design point",
         "One combination of the values of an experiment's factors",
         "Points are numbered from 0 in the order of the design; point -1 or 'all' is the mean over all of them.",
         {"point", "all"}},
        {"saltelli", "A design from which Sobol indices of first and total order are estimated (Saltelli et al. 2010)",
         "Each block has as many points as there are factors, and two more."},
        {"morris", "A design of walks through the space of factors, for elementary effects (Morris 1991)",
         "Each step of a walk changes one factor. It ranks factors at small cost; it does not share out the variance."},
    };
}

std::vector<Explanation> of_comparisons()
{
    return {
        {"difference",
         "Mean over replicates of a policy's value less the reference's, each pair under the same luck",
         "The reference is the first policy of the experiment. The value of a run is that of its last\n"
         "tick, or the mean over ticks of a measure that counts what happens in a tick.",
         {"paired difference"}},
        {"interval",
         "95 % interval of a mean or of a difference, by Student's t (1908)",
         "With other luck, 95 of 100 intervals made in this way hold the true mean. It says how\n"
         "exactly the model's mean is known, not how much single runs vary, nor how well the model\n"
         "fits the world.",
         {"95 % interval", "confidence interval", "mean_low", "mean_high", "difference_low", "difference_high"}},
        {"role",
         "Whether a measure is primary or exploratory",
         "An experiment names its primary measures: p is corrected over these (Holm). All others are\n"
         "exploratory: compared and recorded, but not what the experiment was made for.",
         {"primary", "exploratory"}},
        {"d_z",
         "Effect size of a paired difference: its mean over its standard deviation (Cohen 1988)",
         "How large the difference is beside how much it varies from replicate to replicate. It does\n"
         "not grow with the number of replicates, as t does, and it is larger than the usual d where\n"
         "policies share their luck.",
         {"effect_size"}},
        {"p",
         "Probability of a difference at least as large, in either direction, if the true difference were 0",
         "From Student's t of the paired differences. More replicates make it smaller for any true\n"
         "difference: read it together with the size of the difference.",
         {"p-value"}},
        {"p (Holm)",
         "p after Holm's correction (1979) for all comparisons of the same point",
         "With many comparisons some p are small by chance. Holm's correction keeps the probability of\n"
         "even one false 'significantly' below 5 %. The word 'significantly' is used where p (Holm) is\n"
         "below .05.",
         {"p_holm", "Holm", "holm"}},
        {"significantly",
         "p (Holm) is below .05",
         "'Not significantly different' means that the replicates do not tell which is larger, not\n"
         "that the policies are equal: the interval says how large the difference may be.",
         {"significant", "not significantly different"}},
        {"replicates saved",
         "How many replicates without common luck one replicate with it is worth",
         "Variance of the difference of independent runs, over that of paired runs. Below 1 sharing luck does harm.",
         {"variance_reduction"}},
        {"correlation", "Correlation of a policy's values with the reference's over replicates (Pearson)",
         "What sharing the luck brings: the higher, the narrower the interval of the difference."},
        {"t",
         "A paired difference over its standard error",
         "Compared with Student's distribution it gives p; degrees_of_freedom is the number of pairs less one.",
         {"degrees_of_freedom"}},
        {"unpaired",
         "The interval of the difference as if the runs did not share their luck (Welch 1947)",
         "Shown to see what common luck brought: it is usually wider.",
         {"unpaired_low", "unpaired_high", "Welch"}},
    };
}

std::vector<Explanation> of_outcomes()
{
    return {
        {"Fieller",
         "Interval of a ratio of two means (Fieller 1954)",
         "Of a ratio such as cost per level. Where the interval of the mean below the line holds 0,\n"
         "the ratio may be anything: it is 'not identified'.",
         {"identified", "not identified"}},
        {"BCa",
         "Bootstrap interval that is corrected for bias and skewness (Efron 1987)",
         "Replicates are drawn again, with what shares their luck, 9,999 times. It does not take\n"
         "values for normal, as Student's t does. Of fewer than 20 replicates it is rather too narrow,\n"
         "of fewer than 5 there is none.",
         {"bca", "bootstrap"}},
        {"front",
         "Policies that no other one beats in both cost and effect",
         "'On the front in' is the share of bootstrap samples in which a policy belongs to it.",
         {"cost-effect plane", "on the front in"}},
        {"regret",
         "What choosing a policy costs where another one would have been best",
         "By design point: the best mean less the policy's. Luck makes it rather too large, since the\n"
         "best of several estimates is estimated too high.",
         {"q90"}},
        {"probability of being best",
         "Share of bootstrap samples in which a policy has the best mean",
         "From .975 on it is called sure, as a two-sided test at 5 % would.",
         {"probability_best", "share_best"}},
    };
}

std::vector<Explanation> of_sensitivity()
{
    return {
        {"first",
         "Sobol index of first order: share of the variance that one factor explains by itself (Sobol 1993)",
         "What the variance would shrink by, on average, if this factor were known. Between 0 and 1\n"
         "but for errors of estimation.",
         {"first order", "first_low", "first_high", "Sobol index"}},
        {"total",
         "Sobol index of total order: share of the variance that a factor has a part in (Homma and Saltelli 1996)",
         "By itself and together with others. At least the index of first order; a total near 0 says\n"
         "that the factor may be fixed, a total well above first that it acts together with others.",
         {"total order", "total_low", "total_high"}},
        {"mu*",
         "Mean size of a factor's elementary effects (Campolongo, Cariboni and Saltelli 2007)",
         "An elementary effect is the change of the measure when one factor changes and the others\n"
         "stay, per walk along the whole factor. The larger mu*, the more the factor matters, in\n"
         "whichever direction.",
         {"mu_star"}},
        {"mu", "Mean of a factor's elementary effects, with their signs (Morris 1991)",
         "Much smaller in size than mu* where the factor raises the measure here and lowers it there."},
        {"sigma", "Standard deviation of a factor's elementary effects (Morris 1991)",
         "Large beside mu* where the effect depends on the other factors or is not linear."},
    };
}

} // namespace

std::vector<Explanation> statistical_terms()
{
    std::vector<Explanation> terms = of_comparisons();
    for (auto const& part : {of_outcomes(), of_sensitivity(), of_designs()})
        terms.insert(terms.end(), part.begin(), part.end());
    return terms;
}

} // namespace tianji
