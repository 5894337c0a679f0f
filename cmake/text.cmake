# gw_text(folder file name header): the text of `file` carried by gw_<folder> as the array `name`,
# which `header` declares.
function(gw_text folder file name header)
    set(out ${CMAKE_BINARY_DIR}/${name}.c)
    add_custom_command(
        OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFILE=${CMAKE_SOURCE_DIR}/${file} -DNAME=${name}
            -DHEADER=${header} -P ${CMAKE_SOURCE_DIR}/cmake/make_text.cmake
        DEPENDS ${CMAKE_SOURCE_DIR}/${file} ${CMAKE_SOURCE_DIR}/cmake/make_text.cmake
            ${CMAKE_SOURCE_DIR}/cmake/bytes.cmake
        VERBATIM)
    target_sources(gw_${folder} PRIVATE ${out})
endfunction()
