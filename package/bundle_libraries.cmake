# Copies the shared libraries that the program needs, all but glibc's own, into lib/, and the licences of all that the program
# holds, linked or compiled in, into share/licenses/.
#   program   the executable
#   facts     libraries.csv: what there is, from which Debian package, under which licence
# A library that the facts do not know stops the packaging: somebody has to look at its licence first.
cmake_minimum_required(VERSION 3.25)
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
set(licences "${prefix}/share/licenses")
set(glibc "^(ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libresolv)\\.so\\.[0-9]+$")

# Under the name that the loader looks for: no chain of links.
function(copy_library library)
  get_filename_component(name "${library}" NAME)
  file(REAL_PATH "${library}" real)
  file(COPY_FILE "${real}" "${prefix}/lib/${name}")
  file(CHMOD "${prefix}/lib/${name}" FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

# Debian's text of the licence, and the well-known ones that it refers to.
function(copy_licence package)
  file(REAL_PATH "/usr/share/doc/${package}/copyright" text)
  file(COPY_FILE "${text}" "${licences}/${package}.copyright")
  file(READ "${text}" words)
  string(REGEX MATCHALL "/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]" references "${words}")
  foreach(reference IN LISTS references)
    get_filename_component(name "${reference}" NAME)
    file(REAL_PATH "${reference}" real)
    if(EXISTS "${real}")
      file(COPY_FILE "${real}" "${licences}/common-licenses/${name}")
    endif()
  endforeach()
endfunction()

# What is known: of libraries that the program needs (lib), or that another one opens if it lies beside it (opened), and of
# what is compiled in (inside).
file(STRINGS "${facts}" rows)
list(POP_FRONT rows)
foreach(row IN LISTS rows)
  string(REGEX MATCH "^([^,]+),([^,]+),[^,]+,[^,]+$" matched "${row}")
  if(NOT matched)
    message(FATAL_ERROR "${facts}: '${row}' has not four cells")
  endif()
  list(APPEND listed_${CMAKE_MATCH_2} "${CMAKE_MATCH_1}")
endforeach()

# What the program needs.
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${program}" PRE_EXCLUDE_REGEXES "${glibc}"
  RESOLVED_DEPENDENCIES_VAR needed UNRESOLVED_DEPENDENCIES_VAR lost)
if(lost)
  message(FATAL_ERROR "the program needs libraries that are not on this machine: ${lost}")
endif()
set(unlisted ${needed})
list(TRANSFORM unlisted REPLACE "^.*/" "")
set(unneeded ${listed_lib})
list(REMOVE_ITEM unneeded ${unlisted})
list(REMOVE_ITEM unlisted ${listed_lib})
if(unlisted)
  message(FATAL_ERROR "nothing is known of the licence of ${unlisted}, which the program needs (list it in ${facts})")
endif()
if(unneeded)
  message(FATAL_ERROR "the program does not need ${unneeded} (take it out of ${facts})")
endif()

# Copied, with the table of facts and the versions of this machine.
file(MAKE_DIRECTORY "${prefix}/lib" "${licences}/common-licenses")
list(GET needed 0 library)
get_filename_component(system_folder "${library}" DIRECTORY)
list(TRANSFORM listed_opened PREPEND "${system_folder}/")
foreach(library IN LISTS needed listed_opened)
  copy_library("${library}")
endforeach()
set(table "name,where,package,version,licence\n")
foreach(row IN LISTS rows)
  string(REPLACE "," ";" cells "${row}")
  list(POP_FRONT cells name where package licence)
  execute_process(COMMAND dpkg-query -W -f "\${Version}" "${package}" OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  string(APPEND table "${name},${where},${package},${version},${licence}\n")
  copy_licence("${package}")
endforeach()
file(WRITE "${licences}/LIBRARIES.csv" "${table}")
