# cmake --install BUILD --prefix PLACE: the library with its headers and pkg-config file, and the
# program with the DuckDB it was built with, unless that one belongs to the system.
include(GNUInstallDirs)
set_target_properties(goodwill PROPERTIES
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
install(TARGETS goodwill LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/goodwill DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/goodwill.pc @ONLY CONTENT
"prefix=\${pcfiledir}/@up@
Name: goodwill
Description: Customer lifetime value, counted on both sides
Version: @PROJECT_VERSION@
Cflags: -I\${prefix}/@CMAKE_INSTALL_INCLUDEDIR@
Libs: -L\${prefix}/@CMAKE_INSTALL_LIBDIR@ -lgoodwill
")
install(FILES ${CMAKE_BINARY_DIR}/goodwill.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(TARGET goodwill_program)
    install(TARGETS goodwill_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(GW_DUCKDB_DIR)
    get_filename_component(folder ${CMAKE_INSTALL_BINDIR}/${GW_DUCKDB_INSTALLED} DIRECTORY)
    install(FILES ${GW_DUCKDB_LIBRARY} DESTINATION ${folder})
    install(FILES ${GW_DUCKDB_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME LICENSE.duckdb)
endif()
