// Makes the views of a process from the members its body declares: an undeclared access has no view, so it does not
// compile.
#pragma once

#include "engine/simulation/process.hpp"

#include <concepts>
#include <cstddef>
#include <utility>

namespace tianji {

// `each`: bodies run in parallel, one agent each. `once`: one body, serial.
enum class ProcessKind : std::uint8_t { each, once };

// Where a view registers what it gives access to.
struct Wiring {
    World& world;
    Process& process;
    ProcessKind kind;

    void declare(std::string const& population, std::string const& column, AccessMode mode)
    {
        process.accesses.push_back({population, column, mode});
    }
};

// A member of a body that gives access to the world.
template <class V>
concept View = requires
{
    typename V::IsView;
}
&&std::constructible_from<V, Wiring&>;

// Turns into whichever view a member asks for.
struct ViewMaker {
    Wiring* wiring;
    template <View V>
    operator V() const // NOLINT(google-explicit-constructor): the conversion is the point
    {
        return V(*wiring);
    }
};

namespace detail {

template <std::size_t>
using MakerAt = ViewMaker;

template <class Body, class... Args, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>)
{
    return requires(Args && ... args, ViewMaker maker) { Body{std::forward<Args>(args)..., ((void)I, maker)...}; };
}

// How many views follow the parameters in an aggregate body.
template <class Body, std::size_t N, class... Args>
constexpr std::size_t count_views()
{
    if constexpr (takes<Body, Args...>(std::make_index_sequence<N>{}))
        return N;
    else if constexpr (N == 0)
        return 0;
    else
        return count_views<Body, N - 1, Args...>();
}

template <class Body, std::size_t... I, class... Args>
Body make_body(ViewMaker maker, std::index_sequence<I...>, Args&&... args)
{
    return Body{std::forward<Args>(args)..., ((void)I, maker)...};
}

} // namespace detail

// A body is an aggregate: first its parameters, then its views. At most 32 views.
template <class Body, class... Args>
Body bind_body(Wiring& wiring, Args&&... args)
{
    constexpr std::size_t n = detail::count_views<Body, 32, Args...>();
    return detail::make_body<Body>(ViewMaker{&wiring}, std::make_index_sequence<n>{}, std::forward<Args>(args)...);
}

} // namespace tianji
