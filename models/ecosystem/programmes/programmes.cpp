#include "models/ecosystem/programmes/programmes.hpp"

#include <algorithm>

namespace tianji::ecosystem {

void Calls::place(Row<Calls> row, Birth const& birth)
{
    programme.values()[row.index] = birth.programme;
    technology.values()[row.index] = birth.technology;
    owner.values()[row.index] = birth.owner;
    decides.values()[row.index] = birth.decides;
    target.values()[row.index] = birth.target;
}

Money amount_of(Amount const& amount, Money price, Money cost)
{
    Money result = amount.basis == Amount::Basis::bid     ? price
                   : amount.basis == Amount::Basis::fixed ? amount.value
                                                          : share_of(cost, amount.share);
    return amount.cap > Money{} ? std::min(result, amount.cap) : result;
}

} // namespace tianji::ecosystem
