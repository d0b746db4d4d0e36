#include "engine/world/digest.hpp"

#include "engine/base/contract.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace tianji {

Digest::Digest() : state_(XXH3_createState())
{
    expects(state_ != nullptr && XXH3_64bits_reset(static_cast<XXH3_state_t*>(state_)) == XXH_OK,
            "a hash can be started");
}

Digest::~Digest() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

void Digest::add_bytes(std::span<std::byte const> bytes)
{
    XXH3_64bits_update(static_cast<XXH3_state_t*>(state_), bytes.data(), bytes.size());
}

std::uint64_t Digest::value() const { return XXH3_64bits_digest(static_cast<XXH3_state_t*>(state_)); }

std::string to_hex(std::uint64_t digest) { return fmt::format("{:016x}", digest); }

} // namespace tianji
