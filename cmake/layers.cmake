# gw_folder(name dir SEES ...): the .c files of dir, and of the folders inside it, as one object
# library `gw_<name>` whose quoted includes reach its own folder and those named after SEES.
# -iquote, not -I: a file called error.h here never stands in for the system's <error.h>. Written in
# one word with its folder: CMake drops the second of two equal words.
function(gw_folder name dir)
    cmake_parse_arguments(arg "" "" "SEES" ${ARGN})
    set_property(GLOBAL PROPERTY GW_DIR_${name} ${CMAKE_SOURCE_DIR}/${dir})
    set_property(GLOBAL APPEND PROPERTY GW_FOLDERS ${name})
    file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.c ${dir}/*/*.c)
    if(NOT sources)
        return()
    endif()
    add_library(gw_${name} OBJECT ${sources})
    target_include_directories(gw_${name} PRIVATE ${CMAKE_SOURCE_DIR}/include)
    target_compile_options(gw_${name} PRIVATE -iquote${CMAKE_SOURCE_DIR}/${dir})
    foreach(seen IN LISTS arg_SEES)
        get_property(seen_dir GLOBAL PROPERTY GW_DIR_${seen})
        target_compile_options(gw_${name} PRIVATE -iquote${seen_dir})
    endforeach()
endfunction()

# The library people link: shared, only GW_API symbols visible; and the same objects as an archive
# for the program and the tests, which also see the inside.
function(gw_library name)
    set(objects)
    foreach(folder IN LISTS ARGN)
        if(TARGET gw_${folder})
            list(APPEND objects $<TARGET_OBJECTS:gw_${folder}>)
        endif()
    endforeach()
    add_library(${name} SHARED ${objects})
    add_library(${name}_inside STATIC ${objects})
    foreach(library ${name} ${name}_inside)
        target_include_directories(${library} PUBLIC ${CMAKE_SOURCE_DIR}/include)
        target_link_libraries(${library} PUBLIC m Threads::Threads)
    endforeach()
endfunction()
