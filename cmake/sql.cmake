# gw_sql(folder dir): the *.sql files of dir, and of the folders inside it, carried by gw_<folder>
# as bytes: a new file is picked up by existing, and store/sql.h finds it by its name.
function(gw_sql folder dir)
    set(home ${CMAKE_SOURCE_DIR}/${dir})
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${home} ${home}/*.sql ${home}/*/*.sql)
    list(TRANSFORM files REPLACE "\\.sql$" "" OUTPUT_VARIABLE names)
    list(TRANSFORM files PREPEND ${home}/)
    set(out ${CMAKE_BINARY_DIR}/${folder}_sql_files.c)
    add_custom_command(
        OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DDIR=${home} "-DNAMES=${names}"
            -P ${CMAKE_SOURCE_DIR}/cmake/make_sql.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/make_sql.cmake
            ${CMAKE_SOURCE_DIR}/cmake/bytes.cmake
        VERBATIM)
    target_sources(gw_${folder} PRIVATE ${out})
endfunction()
