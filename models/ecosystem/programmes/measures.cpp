// What a result file lists of programmes.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/programmes/verbs.hpp"

namespace tianji::ecosystem {

namespace {

struct ProgrammeLine {
    std::string name, instrument;
    Money awarded, available, wasted;

    void declare(RowFields& f) const
    {
        f.text(name, "name", "name in the scenario");
        f.text(instrument, "instrument", "the preset it starts from");
        f.money(awarded, "awarded", "awarded by the first funder in the run");
        f.money(available, "available", "budget not awarded at the end");
        f.money(wasted, "wasted", "public money spent on lanes that were eliminated");
    }
};

} // namespace

void list_programmes(Builder& b)
{
    b.listing<
        ProgrammeLine>("programmes", "programme", "programmes, by the number that tables use", [](World const& world) {
        auto const& p = world.population<Programmes>();
        std::vector<ProgrammeLine> lines;
        for (std::uint32_t i = 0; i < p.size(); ++i)
            lines.push_back({p.terms.name(i), p.terms.latest(i).instrument, p.awarded[i], p.available[i], p.wasted[i]});
        return lines;
    });
}

} // namespace tianji::ecosystem
