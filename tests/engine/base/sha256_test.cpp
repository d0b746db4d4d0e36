#include "engine/base/message.hpp"
#include "engine/base/sha256.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace tianji;

// The known answers of FIPS 180-4.
TEST_CASE("SHA-256 gives the known answers")
{
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a file has the fingerprint of its bytes, however many blocks it takes")
{
    auto const path = std::filesystem::temp_directory_path() / "tianji_sha256_test";
    std::string const bytes(200'000, 'x');
    std::ofstream(path, std::ios::binary) << bytes;
    CHECK(sha256_of_file(path) == sha256(bytes));
    std::ofstream(path, std::ios::binary) << "";
    CHECK(sha256_of_file(path) == sha256(""));
    std::filesystem::remove(path);
    CHECK_THROWS_AS(sha256_of_file(path), InvalidInput);
    CHECK_THROWS_AS(sha256_of_file(std::filesystem::temp_directory_path()), InvalidInput);
}
