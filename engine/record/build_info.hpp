// Which program this is; filled in when it is built.
#pragma once

#include <string_view>

namespace tianji::build {

extern std::string_view const version;  // of the engine, e.g. "0.1.0"
extern std::string_view const git_hash; // "-dirty" at its end where sources had changed; "unknown" without a repository
extern std::string_view const compiler; // e.g. "GNU 12.2.0"
extern std::string_view const flags;

} // namespace tianji::build
