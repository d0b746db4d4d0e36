// What a process did not declare, it cannot do: these lines would not compile in a body. The checks are made by the
// compiler; the cases only give them names.
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

#include <type_traits>

using namespace tianji;
using namespace tianji::sample;

namespace {

template <class V, class Index>
concept Reads = requires(V const& view, Index at)
{
    view[at];
};
template <class V, class Index>
concept Assigns = requires(V const& view, Index at, typename V::T value)
{
    view[at] = value;
};
template <class V, class Index>
concept Sets = requires(V const& view, Index at, typename V::T value)
{
    view.set(at, value);
};
template <class V, class Index>
concept WritesNextRow = requires(V const& view, Index at)
{
    view.next_row(at);
};
template <class V, class Index>
concept WritesRow = requires(V const& view, Index at, typename V::T value)
{
    view.row(at)[0] = value;
};
template <class V, class Payer, class Payee>
concept Pays = requires(V const& view, Payer from, Payee to)
{
    view.pay(from, to, Money{1});
};
template <class V, class From, class To>
concept Sends = requires(V const& view, From from, To to)
{
    view.send(from, to, Note{});
};
template <class V, class Index>
concept ReadsMail = requires(V const& view, Index at)
{
    view.messages(at);
};
template <class V, class Index>
concept Kills = requires(V const& view, Index at)
{
    view.die(at, Account{}, std::uint8_t{0});
};
template <class V, class From, class To>
concept Joins = requires(V const& view, From from, To to)
{
    view.add(from, to, std::uint8_t{0}, 1.0F);
};

} // namespace

TEST_CASE("Reading gives no way to write")
{
    using View = Read<&Firms::level>;
    static_assert(Reads<View, Row<Firms>> && Reads<View, Self<Firms>>);
    static_assert(!Assigns<View, Self<Firms>> && !Assigns<View, Row<Firms>>);
    static_assert(!Sets<View, Self<Firms>> && !WritesRow<View, Self<Firms>> && !WritesNextRow<View, Self<Firms>>);
    static_assert(!Reads<View, Row<Banks>> && !Reads<View, AgentId<Firms>>);
}

TEST_CASE("Only one's own row is written")
{
    using InPlace = Own<&Firms::level>;
    static_assert(Assigns<InPlace, Self<Firms>> && WritesRow<InPlace, Self<Firms>>);
    static_assert(!Reads<InPlace, Row<Firms>> && !Assigns<InPlace, Row<Firms>> && !WritesRow<InPlace, Row<Firms>>);
    static_assert(!Assigns<InPlace, Self<Banks>>);

    using Buffered = ReadWrite<&Firms::level>;
    static_assert(Reads<Buffered, Row<Firms>> && Sets<Buffered, Self<Firms>> && WritesNextRow<Buffered, Self<Firms>>);
    static_assert(!Sets<Buffered, Row<Firms>> && !Sets<Buffered, Self<Banks>> && !Assigns<Buffered, Self<Firms>>);
    static_assert(!WritesNextRow<Buffered, Row<Firms>> && !WritesRow<Buffered, Self<Firms>>);
}

TEST_CASE("One acts only for oneself")
{
    static_assert(Pays<Pay<&Firms::cash>, Self<Firms>, Row<Firms>> && Pays<Pay<&Firms::cash>, Self<Firms>, Account>);
    static_assert(!Pays<Pay<&Firms::cash>, Row<Firms>, Row<Firms>>);
    static_assert(!Pays<Pay<&Firms::cash>, Self<Banks>, Row<Firms>>);
    static_assert(!Pays<Pay<&Firms::cash>, Self<Firms>, Row<Banks>>);
    static_assert(!Pays<Balances<&Firms::cash>, Self<Firms>, Row<Firms>>);
    static_assert(Sends<Post<Note>, Self<Banks>, Row<Firms>> && !Sends<Post<Note>, Row<Banks>, Row<Firms>>);
    static_assert(!Sends<Post<Note>, Self<Firms>, Row<Banks>>);
    static_assert(ReadsMail<Inbox<Note>, Self<Firms>> && !ReadsMail<Inbox<Note>, Row<Firms>>);
    static_assert(Kills<Deaths<Firms>, Self<Firms>> && !Kills<Deaths<Firms>, Row<Firms>>);
    static_assert(!Kills<Deaths<Firms>, Self<Banks>>);
    static_assert(Joins<Ties<Firms>, Self<Firms>, Row<Firms>> && !Joins<Ties<Firms>, Row<Firms>, Row<Firms>>);
}

TEST_CASE("Nobody but the engine says whose turn it is")
{
    static_assert(!std::is_default_constructible_v<Self<Firms>> && !std::is_aggregate_v<Self<Firms>>);
    static_assert(!std::is_constructible_v<Self<Firms>, Row<Firms>, std::uint32_t>);
    static_assert(!std::is_constructible_v<Self<Firms>, Row<Firms>>);
    static_assert(!std::is_convertible_v<Self<Banks>, Self<Firms>>);
    static_assert(std::is_convertible_v<Self<Firms>, Row<Firms>>);
    static_assert(!std::is_convertible_v<Row<Banks>, Row<Firms>> && !std::is_convertible_v<std::uint32_t, Row<Firms>>);
    static_assert(!std::is_convertible_v<AgentId<Banks>, AgentId<Firms>>);
}

TEST_CASE("A view stays with its process")
{
    static_assert(!std::is_copy_constructible_v<Read<&Firms::level>> &&
                  !std::is_copy_constructible_v<Own<&Firms::level>>);
    static_assert(!std::is_copy_constructible_v<Pay<&Firms::cash>>);
    static_assert(!View<World> && !View<int>);
}
