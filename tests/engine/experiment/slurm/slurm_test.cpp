#include "engine/base/message.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/experiment/slurm/slurm.hpp"
#include "tests/engine/experiment/coin_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <set>

using namespace tianji;

namespace {

using Numbers = std::vector<std::size_t>;

Plan planned(std::string const& rest)
{
    std::string const head = "tianji: 1\nexperiment: e\nbase: tests/engine/experiment/CMakeLists.txt\n"; // any file
    return plan_of(read_experiment_text(head + rest, "e.yaml", coins::base), coins::models());
}

SweepState state_with(std::vector<double> seconds)
{
    SweepState state;
    state.seconds = std::move(seconds);
    return state;
}

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("numbers are written as Slurm reads them, and read back")
{
    CHECK(compact(Numbers{3, 7, 12, 13, 14, 19}) == "3,7,12-14,19");
    CHECK(compact(Numbers{0, 1, 5, 6}) == "0,1,5,6");
    CHECK(compact(Numbers{}).empty());
    for (Numbers const& numbers : {Numbers{4}, Numbers{0, 1, 2, 3}, Numbers{3, 7, 12, 13, 14, 19}, Numbers{8, 9}})
        CHECK(numbers_in(compact(numbers)) == numbers);
    for (char const* rubbish : {"a", "3,", "3,,4", "3-", "3 4", "3-4-5"})
        CHECK(numbers_in(rubbish) == (std::string(rubbish) == "3," ? Numbers{3} : Numbers{}));
}

TEST_CASE("a task is submitted when it holds any run that is missing")
{
    CHECK(tasks_with(Numbers{0, 5, 19, 20, 60}, 20) == Numbers{0, 1, 3});
    CHECK(tasks_with(Numbers{0, 5}, 1) == Numbers{0, 5});
    CHECK(tasks_with(Numbers{}, 20).empty());
}

TEST_CASE("no element of an array is as large as the largest that Slurm takes, and no task is left out")
{
    auto const arrays = arrays_of(Numbers{0, 9, 10, 11, 35}, 10);
    REQUIRE(arrays.size() == 3);
    CHECK(arrays[0].tasks == Numbers{0, 9});
    CHECK(elements_of(arrays[0]) == "0,9");
    CHECK(arrays[1].first == 10);
    CHECK(elements_of(arrays[1]) == "0,1");
    CHECK(arrays[2].first == 30);
    CHECK(elements_of(arrays[2]) == "5");
    CHECK(arrays_of(Numbers{}, 10).empty());
}

TEST_CASE("arrays of tasks far apart are cut where their text grows too long")
{
    Numbers apart(5000), together(5000);
    for (std::size_t i = 0; i < apart.size(); ++i) {
        apart[i] = 100000 + 2 * i;
        together[i] = 100000 + i;
    }
    Numbers all;
    for (TaskArray const& array : arrays_of(apart, 1000000)) {
        CHECK(elements_of(array).size() <= 8000);
        all.insert(all.end(), array.tasks.begin(), array.tasks.end());
    }
    CHECK(all == apart);
    CHECK(arrays_of(together, 1000000).size() == 1);
}

TEST_CASE("a task takes five to ten minutes by the median of the runs that are done")
{
    Plan const plan = planned("vary: {players: [2, 3, 4]}\nreplicates: 1000\n");
    for (double const median : {0.5, 2.0, 45.0, 100.0}) {
        Bundle const bundle = usual_bundle(plan, state_with({0.01, median, 999.0}));
        CHECK(bundle.seconds == Approx(static_cast<double>(bundle.runs) * median));
        CHECK(bundle.seconds > 300);
        CHECK(bundle.seconds < 600);
    }
    CHECK(usual_bundle(plan, state_with({4000.0})).runs == 1);
    CHECK(usual_bundle(plan, state_with({0.0})).runs == plan.runs.size());
    CHECK(usual_bundle(plan, state_with({})).runs == 10);
    CHECK(usual_bundle(plan, state_with({})).seconds == 0);
}

TEST_CASE("policies that share a history are in one task")
{
    Plan const plan =
        planned("policies: {a: {}, b: {probability: 0.6}, c: {probability: 0.7}}\nbranch_at: 2021-Q1\nreplicates: 9\n");
    CHECK(usual_bundle(plan, state_with({})).runs == 12);
    CHECK(usual_bundle(plan, state_with({400.0})).runs == 3);
}

TEST_CASE("the script calls the program that submits, whatever its folder is called")
{
    BatchScript const script{"/opt/it's 天机/bin/tianji", "/scratch/50% done/s", 20, 1.5};
    std::string const text = text_of(script);
    CHECK(has(text, "\ntianji='/opt/it'\\''s 天机/bin/tianji'\n"));
    CHECK(has(text, "\nfolder='/scratch/50% done/s'\n"));
    CHECK(has(text, "\n#SBATCH --chdir=\"/scratch/50% done/s\"\n"));
    CHECK(has(text, "\n#SBATCH --output=\"/scratch/50%% done/s/slurm/%A_%a.log\"\n"));
    CHECK(has(text, "sweep task \"$folder\" --index \"$task\" --bundle 20 --jobs \"${SLURM_CPUS_PER_TASK:-1}\" "
                    "--time-limit 1.5\n"));
    CHECK_FALSE(has(text_of({"/t", "/s", 1, 0.0}), "--time-limit"));
    CHECK_THROWS_WITH(text_of({"/t", "/a\"b", 1, 0.0}), Catch::Contains("cannot stand in a batch script"));
}

TEST_CASE("the command says which elements, how many at once, and what the user wants beside")
{
    Numbers const tasks{1003, 1007};
    std::vector<std::string> const options{"--time=00:30:00", "--comment=for the paper"};
    auto const words = sbatch_command({1001, tasks}, "e-0123abcd", "/s/sweep.sbatch", 4, options);
    CHECK(words == std::vector<std::string>{"sbatch", "--parsable", "--job-name=e-0123abcd", "--array=2,6%4",
                                            "--time=00:30:00", "--comment=for the paper", "/s/sweep.sbatch", "1001"});
    CHECK(as_typed(words) == "sbatch --parsable --job-name=e-0123abcd '--array=2,6%4' --time=00:30:00 "
                             "'--comment=for the paper' /s/sweep.sbatch 1001");
    CHECK(sbatch_command({0, {3}}, "e", "/s", 0, {}) ==
          std::vector<std::string>{"sbatch", "--parsable", "--job-name=e", "--array=3", "/s"});
}

TEST_CASE("the name of the job is that of the experiment and differs between plans")
{
    Plan plan = planned("replicates: 3\n");
    std::string const name = job_name_of(plan);
    CHECK(name.starts_with("e-"));
    CHECK(name.size() == 10);
    CHECK(job_name_of(planned("replicates: 4\n")) != name);
    plan.experiment.name = "a b,c|d/%j";
    CHECK(job_name_of(plan) == "a_b_c_d__j" + name.substr(1));
}

TEST_CASE("what was submitted is kept in the folder")
{
    ScratchFolder const scratch;
    SweepFolder const folder{scratch / "s"};
    CHECK(submissions_of(folder).empty());
    std::filesystem::create_directories(folder.slurm());
    note_submission(folder, {17, 20, {0, {3, 4, 5, 9}}});
    note_submission(folder, {18, 7, {1001, {1002}}});
    auto const submissions = submissions_of(folder);
    REQUIRE(submissions.size() == 2);
    CHECK(submissions[0].job == 17);
    CHECK(submissions[0].bundle == 20);
    CHECK(submissions[0].array.tasks == Numbers{3, 4, 5, 9});
    CHECK(submissions[1].array.first == 1001);
    CHECK(submissions[1].array.tasks == Numbers{1002});
}

TEST_CASE("the job is found in what sbatch says, whatever the site says before and after it")
{
    CHECK(job_named("17\n") == 17);
    CHECK(job_named("17;north\n") == 17);
    CHECK(job_named("Welcome to North!\n2 messages, 3 jobs\n\n18\r\n") == 18);
    CHECK(job_named("2026\n19;north\nThank you\n") == 19);
    CHECK_FALSE(job_named("Submitted 17 jobs\n"));
    CHECK_FALSE(job_named("17 jobs\n"));
    CHECK_FALSE(job_named("17th\n"));
    CHECK_FALSE(job_named(""));
}
