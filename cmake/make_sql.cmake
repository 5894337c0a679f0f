# Makes the C source that carries store/sql: run while building, as
# cmake -DOUT=FILE -DDIR=store/sql -DNAMES="a;b" -P make_sql.cmake, where a is DIR/a.sql.
include(${CMAKE_CURRENT_LIST_DIR}/bytes.cmake)
set(arrays)
set(rows)
set(index 0)
list(SORT NAMES)
foreach(name IN LISTS NAMES)
    gw_bytes(bytes ${DIR}/${name}.sql)
    string(APPEND arrays "static const unsigned char file_${index}[] = {\n${bytes}    0};\n")
    string(APPEND rows "    {\"${name}\", file_${index}},\n")
    math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUT} "/* Made from store/sql by cmake/make_sql.cmake. */
#include \"sql_files.h\"

${arrays}
const gw__sql_file gw__sql_files[] = {
${rows}};
const size_t gw__sql_file_count = ${index};
")
