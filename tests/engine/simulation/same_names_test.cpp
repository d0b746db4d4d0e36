#include "tests/engine/simulation/same_names.hpp"

#include <catch2/catch.hpp>

using namespace tianji::sample;

TEST_CASE("models that use the same names for populations and columns in unnamed namespaces do not meet")
{
    CHECK(level_of_first_model() == 1.0);
    CHECK(level_of_second_model() == 2.0);
}
