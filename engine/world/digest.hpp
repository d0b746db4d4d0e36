// A 64-bit hash of state, fed in a fixed order (XXH3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace tianji {

class Digest {
public:
    Digest();
    ~Digest();
    Digest(Digest const&) = delete;
    Digest& operator=(Digest const&) = delete;

    void add_bytes(std::span<std::byte const> bytes);
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void add(T const& value) { add_bytes(std::as_bytes(std::span(&value, 1))); }
    template <class T>
    void add(std::vector<T> const& values)
    {
        add(static_cast<std::uint64_t>(values.size()));
        add_bytes(std::as_bytes(std::span(values)));
    }
    std::uint64_t value() const;

private:
    void* state_;
};

// As users see it: 16 hexadecimal digits.
std::string to_hex(std::uint64_t digest);

} // namespace tianji
