// A tie of the collaboration graph, and what can be done to one.
#pragma once

#include <cstdint>

namespace tianji {

using Vertex = std::uint32_t;
using TieKind = std::uint8_t;
using TieId = std::uint64_t;

inline constexpr Vertex no_vertex = ~Vertex{0};
inline constexpr TieId no_tie = ~TieId{0};

// Undirected. A pair may have one tie of each kind; nobody is tied to itself.
struct Tie {
    Vertex a = no_vertex;
    Vertex b = no_vertex;
    float weight = 1;       // finite; its unit is the model's
    std::int32_t since = 0; // tick or day, the model's choice
    TieKind kind = 0;

    friend bool operator==(Tie const&, Tie const&) = default;
};

// A wish. `key` decides which of two wishes about the same tie comes first; it must not depend on threads.
struct TieEdit {
    enum class Action : std::uint8_t { end, reweight, add };

    Action action = Action::add;
    Vertex a = no_vertex;
    Vertex b = no_vertex;
    TieKind kind = 0;
    std::uint8_t reason = 0; // the model's code, handed on to the event log
    float weight = 1;        // add: of the new tie, or added to the one there is; reweight: the new weight
    std::int32_t since = 0;  // add: date of a new tie
    std::uint64_t key = 0;
};

// What became of a wish.
struct CommittedEdit {
    enum class Outcome : std::uint8_t {
        ended,        // `weight` and `since` are those the tie had
        absent,       // there was no such tie to end or reweight: nothing done
        reweighted,   // `weight` is the new one
        formed,       // a new tie
        strengthened, // there was a tie of this kind: the weight was added to it; `weight` is the sum, its date stays
    };

    Outcome outcome = Outcome::absent;
    TieKind kind = 0;
    std::uint8_t reason = 0;
    Vertex a = no_vertex; // a < b
    Vertex b = no_vertex;
    float weight = 1;
    std::int32_t since = 0;
    TieId tie = no_tie; // no_tie where absent
    std::uint64_t key = 0;

    friend bool operator==(CommittedEdit const&, CommittedEdit const&) = default;
};

} // namespace tianji
