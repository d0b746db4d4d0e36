#include "engine/base/contract.hpp"

namespace tianji {

void broken_contract(std::string_view kind, std::string_view what, SourcePlace where)
{
    throw BrokenContract("broken contract: " + std::string(kind) + ' ' + std::string(what) + " [" + where.file + ':' +
                         std::to_string(where.line) + ']');
}

} // namespace tianji
