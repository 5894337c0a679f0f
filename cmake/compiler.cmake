# One set of flags for all C code. Results must not depend on the machine: no contraction, no
# -ffast-math. -O3 because gcc 12 does not vectorise the kernels at -O2.
find_package(Threads REQUIRED)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_C_FLAGS_RELEASE "-O3")
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

# Warnings are errors, but not in the release preset: the compiler of tomorrow, which warns of more,
# must not keep anybody from building. clang does not know gcc's ivdep, and takes NAN for a float.
option(CMAKE_COMPILE_WARNING_AS_ERROR "Make warnings errors" ON)
add_compile_options(
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
    -Wdouble-promotion "$<$<C_COMPILER_ID:Clang>:-Wno-unknown-pragmas;-Wno-double-promotion>"
    -ffp-contract=off -fno-trapping-math -fno-math-errno)
add_compile_definitions(_POSIX_C_SOURCE=200809L GW_VERSION="${PROJECT_VERSION}")

set(GW_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(GW_SANITIZE)
    # gcc's guesses at what is cut or unset go wrong in code made for the sanitizers.
    add_compile_options(-Wno-format-truncation -Wno-maybe-uninitialized)
    add_compile_options(-fsanitize=${GW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${GW_SANITIZE})
    add_compile_definitions(GW_NO_CLONES)
endif()
