#include "models/ecosystem/organisations/organisations.hpp"

#include <algorithm>

namespace tianji::ecosystem {

void Organisations::place(Row<Organisations> row, Birth const& birth)
{
    kind.values()[row.index] = Kind::firm;
    std::ranges::copy(birth.skill, skill.row(row.index).begin());
    staff.values()[row.index] = birth.staff;
    own_research.values()[row.index] = birth.staff;
    share.values()[row.index] = birth.share;
    revenue.values()[row.index] = taken.values()[row.index] = birth.revenue;
    born.values()[row.index] = since.values()[row.index] = birth.tick;
    names.resize(std::max<std::size_t>(names.size(), size()));
    names[row.index] = "startup-" + std::to_string(key(row.index));
}

void Organisations::depart(std::uint32_t row, std::int64_t tick)
{
    departed.push_back({names[row], row, kind[row], standing[row], born[row], since[row], tick, public_received[row],
                        programme_received[row]});
}

void Organisations::visit_private(StateVisitor& visitor, std::string const& path)
{
    visitor.array(path + "names", names);
    visitor.field(path + "departed/name", departed, &Departed::name);
    visitor.field(path + "departed/slot", departed, &Departed::slot);
    visitor.field(path + "departed/kind", departed, &Departed::kind);
    visitor.field(path + "departed/standing", departed, &Departed::standing);
    visitor.field(path + "departed/born", departed, &Departed::born);
    visitor.field(path + "departed/since", departed, &Departed::since);
    visitor.field(path + "departed/died", departed, &Departed::died);
    visitor.field(path + "departed/public_received", departed, &Departed::public_received);
    visitor.field(path + "departed/programme_received", departed, &Departed::programme_received);
}

} // namespace tianji::ecosystem
