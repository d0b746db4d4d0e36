#include "engine/world/state.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/world/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace tianji {

std::size_t bytes_of(Scalar scalar)
{
    switch (scalar) {
    case Scalar::int8:
    case Scalar::uint8:
        return 1;
    case Scalar::int16:
    case Scalar::uint16:
        return 2;
    case Scalar::int32:
    case Scalar::uint32:
    case Scalar::float32:
        return 4;
    case Scalar::int64:
    case Scalar::uint64:
    case Scalar::float64:
        break;
    }
    return 8;
}

std::size_t bytes_of(SavedState const& state)
{
    std::size_t bytes = 0;
    for (StateArray const& array : state) bytes += array.bytes.size();
    return bytes;
}

// As characters one after the other, and how many each text has.
void StateVisitor::array(std::string_view path, std::vector<std::string>& texts)
{
    std::vector<char> characters;
    std::vector<std::uint64_t> lengths;
    for (std::string const& text : texts) {
        characters.insert(characters.end(), text.begin(), text.end());
        lengths.push_back(text.size());
    }
    array(fmt::format("{}/characters", path), characters);
    array(fmt::format("{}/lengths", path), lengths);
    if (!is_loading()) return;
    texts.clear();
    std::size_t begin = 0;
    for (std::uint64_t length : lengths) {
        length = std::min<std::uint64_t>(length, characters.size() - begin);
        texts.emplace_back(characters.data() + begin, length);
        begin += length;
    }
}

namespace {

template <class T>
std::string texts_of(std::byte const* from, std::uint32_t width)
{
    std::string text;
    for (std::uint32_t i = 0; i < width; ++i) {
        T value;
        std::memcpy(&value, from + i * sizeof value, sizeof value);
        text += fmt::format("{}{}", i == 0 ? "" : " ", value);
    }
    return text;
}

} // namespace

std::string StateArray::text(std::size_t row) const
{
    if (row >= rows()) return {};
    std::byte const* const from = bytes.data() + row * shape.bytes();
    switch (shape.scalar) {
    case Scalar::int8:
        return texts_of<std::int8_t>(from, shape.width);
    case Scalar::uint8:
        return texts_of<std::uint8_t>(from, shape.width);
    case Scalar::int16:
        return texts_of<std::int16_t>(from, shape.width);
    case Scalar::uint16:
        return texts_of<std::uint16_t>(from, shape.width);
    case Scalar::int32:
        return texts_of<std::int32_t>(from, shape.width);
    case Scalar::uint32:
        return texts_of<std::uint32_t>(from, shape.width);
    case Scalar::int64:
        return texts_of<std::int64_t>(from, shape.width);
    case Scalar::uint64:
        return texts_of<std::uint64_t>(from, shape.width);
    case Scalar::float32:
        return texts_of<float>(from, shape.width);
    case Scalar::float64:
        break;
    }
    return texts_of<double>(from, shape.width);
}

namespace {

class Saver : public StateVisitor {
public:
    SavedState state;

    bool is_loading() const override { return false; }

protected:
    void visit(std::string path, RowShape shape, std::span<std::byte const> now, Resize const&) override
    {
        state.push_back({std::move(path), shape, {now.begin(), now.end()}});
    }
};

class Loader : public StateVisitor {
public:
    Loader(SavedState const& state, std::string const& file) : file_(&file)
    {
        for (StateArray const& array : state) arrays_.emplace(array.path, &array);
    }
    bool is_loading() const override { return true; }
    // Only looked up by name, so that the order of a hash table reaches nothing.
    std::size_t unread() const { return arrays_.size(); }

protected:
    void visit(std::string path, RowShape shape, std::span<std::byte const>, Resize const& resize) override
    {
        auto const found = arrays_.find(path);
        if (found == arrays_.end())
            refuse_file(*file_, fmt::format("the state has no '{}'", path), "the model needs it to go on");
        StateArray const& array = *found->second;
        if (array.shape != shape)
            refuse_file(*file_, fmt::format("'{}' of the state has rows of {} bytes", path, array.shape.bytes()),
                        fmt::format("the model has {}: it is not the one that was saved", shape.bytes()));
        std::span<std::byte> const room = resize(array.rows());
        ensures(room.size() == array.bytes.size(), "an array has the rows it was given: " + path);
        std::ranges::copy(array.bytes, room.begin());
        arrays_.erase(found);
    }

private:
    std::string const* file_;
    std::unordered_map<std::string, StateArray const*> arrays_;
};

} // namespace

SavedState save(std::function<void(StateVisitor&)> const& describe)
{
    Saver saver;
    describe(saver);
    return std::move(saver.state);
}

void load(std::function<void(StateVisitor&)> const& describe, SavedState const& state, std::string const& file)
{
    Loader loader(state, file);
    describe(loader);
    if (loader.unread() > 0)
        refuse_file(file, fmt::format("the state has {} arrays that the model does not know", loader.unread()),
                    "it is not the model that was saved");
}

SavedState save_state(World const& world)
{
    World& changes = const_cast<World&>(world); // NOLINT: one description for both; a saver changes nothing
    return save([&](StateVisitor& visitor) { changes.visit(visitor); });
}

void load_state(World& world, SavedState const& state, std::string const& file)
{
    load([&](StateVisitor& visitor) { world.visit(visitor); }, state, file);
}

} // namespace tianji
