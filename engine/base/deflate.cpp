#include "engine/base/deflate.hpp"

#include "engine/base/contract.hpp"

#include <zlib.h>

#include <stdexcept>

namespace tianji {

namespace {

Bytef const* bytes_of(std::string_view text) { return reinterpret_cast<Bytef const*>(text.data()); }
Bytef* bytes_of(std::string& text) { return reinterpret_cast<Bytef*>(text.data()); }

} // namespace

std::string deflated(std::string_view bytes)
{
    uLongf size = compressBound(bytes.size());
    std::string packed(size, '\0');
    int const code = compress2(bytes_of(packed), &size, bytes_of(bytes), bytes.size(), Z_BEST_SPEED);
    ensures(code == Z_OK, "there is room enough");
    packed.resize(size);
    return packed;
}

std::string inflated(std::string_view bytes, std::size_t size)
{
    std::string whole(size, '\0');
    uLongf there = size;
    int const code = uncompress(bytes_of(whole), &there, bytes_of(bytes), bytes.size());
    if (code != Z_OK || there != size) throw std::runtime_error("these bytes were not deflated");
    return whole;
}

} // namespace tianji
