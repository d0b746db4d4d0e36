// Whom an agent of a classic model meets: its neighbours on the network, or everybody alike.
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>

namespace tianji::classics {

enum class Contact : std::uint8_t { network, well_mixed };

// `well_mixed` is what a complete network would do, for as many agents as one likes: only how many there are of each
// kind is counted, and no tie is stored.
inline void declare_contact(Parameters& p, Contact& contact)
{
    p.choice(contact, {"contact", "", "who meets whom"},
             {{"network", Contact::network, "one's neighbours on the network"},
              {"well_mixed", Contact::well_mixed, "everybody alike; of the network only the number of agents counts"}});
}

} // namespace tianji::classics
