// A kind of file that users write beside scenarios, described by the declarations of its keys.
#pragma once

#include "engine/scenario/reference.hpp"
#include "engine/scenario/schema_writer.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tianji {

struct DocumentKind {
    std::string name; // one word
    std::string title;
    std::vector<ParameterEntry> entries; // for `tianji explain`
    std::string schema;                  // of its keys, JSON for `tianji schema`
};

// `keys`: one declared object that holds all keys of such a file.
template <Declared T>
DocumentKind document_kind(std::string name, std::string title, T& keys)
{
    Reference reference;
    reference.visit(keys);
    SchemaWriter writer(name);
    writer.visit(keys);
    return {std::move(name), std::move(title), reference.entries(), writer.object()};
}

} // namespace tianji
