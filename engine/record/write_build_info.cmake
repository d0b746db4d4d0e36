# Writes build_info.cpp, and touches it only if what it says has changed.
# cmake -DSOURCE=… -DOUTPUT=… -DVERSION=… -DCOMPILER=… -DFLAGS=… -P write_build_info.cmake
execute_process(COMMAND git rev-parse --short=12 HEAD WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE hash OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
execute_process(COMMAND git status --porcelain --untracked-files=no WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE changes OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT hash)
  set(hash unknown)
elseif(changes)
  string(APPEND hash -dirty)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "engine/record/build_info.hpp"

namespace tianji::build {

std::string_view const version = "@VERSION@";
std::string_view const git_hash = "@hash@";
std::string_view const compiler = "@COMPILER@";
std::string_view const flags = "@FLAGS@";

} // namespace tianji::build
]])
