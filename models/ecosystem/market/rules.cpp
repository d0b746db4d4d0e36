#include "models/ecosystem/market/rules.hpp"

namespace tianji::ecosystem {

void MarketRule::declare(Parameters& p)
{
    p.number(research_intensity,
             {"research_intensity", "1", "own research as a share of sales",
              "2.92 %, whole society, computed from Zhejiang figures"},
             range(0.0001, 1));
    p.number(margin, {"margin", "1", "profit before tax as a share of sales", "assumed"}, range(0, 0.9));
    p.number(tax, {"tax", "1", "on profit", "corporate income tax 25 %"}, range(0, 1));
    p.number(overhead, {"overhead", "1", "overhead on research wages, paid outside", "Horizon 2020 flat rate"},
             range(0, 5));
    p.number(imports,
             {"imports", "1", "share of household spending that goes abroad and comes back as exports", "assumed"},
             range(0, 0.95));
    p.number(selection,
             {"selection", "1/tick", "strength of the quasi-replicator", "Dosi, Fagiolo and Roventini 2010 (K+S)"},
             range(0, 5));
    p.number(quality_per_level,
             {"quality_per_level", "1", "product quality gained by a firm per level verified", "assumed"}, range(0, 1));
    p.money(sales_per_level,
            {"sales_per_level", "million/tick", "sales a firm expects from a level verified", "assumed"}, at_least(0));
    p.number(obsolescence, {"obsolescence", "1/tick", "return of product quality to 1", "assumed"}, range(0, 1));
    p.number(cash_target,
             {"cash_target", "tick", "outlays an organisation keeps in cash before it pays dividends", "assumed"},
             range(1, 40));
}

} // namespace tianji::ecosystem
