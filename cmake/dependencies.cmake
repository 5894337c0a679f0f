# What store/ needs from outside and Debian does not have: DuckDB's shared library (npm package of
# its makers) and ADBC's header (Python wheel of its makers). Both are pinned and hashed in deps/,
# fetched by npm and pip as they are set up on this machine, and kept in .deps/<name>-<hash of the
# pins>, which all presets share: a second configure downloads nothing, a changed pin fetches anew.
#
# Sets  GW_ADBC_INCLUDE_DIR   for #include <arrow-adbc/adbc.h>
#       GW_DUCKDB_LIBRARY     libduckdb.so, opened while running (dlopen), never linked
#       target gw_adbc        link it to see both: the include folder, and the macros
#                             GW_DUCKDB_LIBRARY (absolute) and GW_DUCKDB_INSTALLED (relative to
#                             the folder of the installed program)
# A DuckDB of the system is preferred; -DGW_DUCKDB_LIBRARY=FILE names another one.

set(GW_PINS ${CMAKE_SOURCE_DIR}/deps)
set(GW_FETCHED ${CMAKE_SOURCE_DIR}/.deps)
set(GW_DUCKDB_INSTALLED ../lib/goodwill/libduckdb.so)

# Runs one package client in `dir`; ends the configure with its own words when it fails.
function(gw_fetch_with dir what)
    execute_process(
        COMMAND ${ARGN} WORKING_DIRECTORY ${dir}
        RESULT_VARIABLE result OUTPUT_VARIABLE words ERROR_VARIABLE words)
    if(NOT result EQUAL 0)
        string(REPLACE " wanted " "\n    Expected " words "${words}")
        string(REPLACE " but got " "\n    Got      " words "${words}")
        message(FATAL_ERROR "Could not fetch ${what}: ${result}\n${words}")
    endif()
endfunction()

function(gw_fetch_duckdb work out)
    find_program(GW_NPM npm REQUIRED)
    file(COPY ${GW_PINS}/package.json ${GW_PINS}/package-lock.json ${GW_PINS}/.npmrc
        DESTINATION ${work})
    gw_fetch_with(${work} "DuckDB (npm)" ${GW_NPM} ci --ignore-scripts --loglevel=error)
    set(package ${work}/node_modules/@duckdb/node-bindings-linux-x64)
    file(COPY ${package}/libduckdb.so ${package}/LICENSE DESTINATION ${out})
endfunction()

function(gw_fetch_adbc work out)
    find_program(GW_PYTHON NAMES python3 REQUIRED)
    gw_fetch_with(${work} "ADBC's header (pip)"
        ${GW_PYTHON} -m pip --disable-pip-version-check download
        --quiet --no-deps --require-hashes --only-binary :all: --python-version 3.11
        --implementation cp --abi cp311 --platform manylinux_2_28_x86_64
        --dest ${work} --requirement ${GW_PINS}/requirements.txt)
    file(GLOB wheel ${work}/adbc_driver_manager-*.whl)
    file(ARCHIVE_EXTRACT INPUT ${wheel} DESTINATION ${work}/wheel
        PATTERNS */arrow-adbc/adbc.h */licenses/*)
    file(GLOB licenses ${work}/wheel/*/licenses/*)
    file(COPY ${work}/wheel/adbc_driver_manager/arrow-adbc ${licenses} DESTINATION ${out})
endfunction()

# The folder with what gw_fetch_<name> fetched by `pins`, in `result`. Made beside its final place
# and renamed when whole, under a lock: neither an interrupted configure nor two at once leave half
# a folder.
function(gw_fetch result name pins)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${GW_PINS}/${pins})
    file(SHA256 ${GW_PINS}/${pins} hash)
    string(SUBSTRING ${hash} 0 12 hash)
    set(home ${GW_FETCHED}/${name}-${hash})
    set(${result} ${home} PARENT_SCOPE)
    file(MAKE_DIRECTORY ${GW_FETCHED})
    file(LOCK ${GW_FETCHED}/lock GUARD FUNCTION TIMEOUT 600)
    if(EXISTS ${home})
        return()
    endif()
    message(STATUS "Fetching ${name}, once")
    set(work ${GW_FETCHED}/work)
    set(out ${GW_FETCHED}/new)
    file(REMOVE_RECURSE ${work} ${out})
    file(MAKE_DIRECTORY ${work} ${out})
    cmake_language(CALL gw_fetch_${name} ${work} ${out})
    file(RENAME ${out} ${home})
    file(REMOVE_RECURSE ${work})
endfunction()

gw_fetch(GW_ADBC_INCLUDE_DIR adbc requirements.txt)
find_library(GW_DUCKDB_LIBRARY duckdb DOC "libduckdb.so to open while running")
if(NOT GW_DUCKDB_LIBRARY)
    gw_fetch(GW_DUCKDB_DIR duckdb package-lock.json)
    set(GW_DUCKDB_LIBRARY ${GW_DUCKDB_DIR}/libduckdb.so)
endif()
foreach(file ${GW_DUCKDB_LIBRARY} ${GW_ADBC_INCLUDE_DIR}/arrow-adbc/adbc.h)
    if(NOT EXISTS ${file})
        message(FATAL_ERROR "${file} is missing: remove ${GW_FETCHED} and configure again")
    endif()
endforeach()

add_library(gw_adbc INTERFACE)
target_include_directories(gw_adbc SYSTEM INTERFACE ${GW_ADBC_INCLUDE_DIR})
target_compile_definitions(gw_adbc INTERFACE
    GW_DUCKDB_LIBRARY="${GW_DUCKDB_LIBRARY}" GW_DUCKDB_INSTALLED="${GW_DUCKDB_INSTALLED}")
target_link_libraries(gw_adbc INTERFACE ${CMAKE_DL_LIBS})
