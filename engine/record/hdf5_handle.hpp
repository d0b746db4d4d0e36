// Owns one HDF5 id (file, group, dataset, type, space, property list) and closes it. Needs no HDF5 header: an id is an
// int64.
#pragma once

#include <cstdint>
#include <utility>

namespace tianji::hdf5 {

using Id = std::int64_t; // hid_t
using Close = int (*)(Id);

class Handle {
public:
    Handle() = default;
    Handle(Id id, Close close) : id_(id), close_(close) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Handle() { close(); }

    Id id() const { return id_; }
    bool is_open() const { return id_ >= 0; }

    // True if nothing was open or closing worked: closing a file writes, so it can fail.
    bool close()
    {
        Id const id = std::exchange(id_, -1);
        return id < 0 || close_(id) >= 0;
    }

private:
    Id id_ = -1;
    Close close_ = nullptr;
};

} // namespace tianji::hdf5
