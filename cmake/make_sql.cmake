# Makes the C source that carries store/sql: run while building, as
# cmake -DOUT=FILE -DDIR=store/sql -DNAMES="a;b" -P make_sql.cmake, where a is DIR/a.sql. Bytes, not
# string literals: C promises only 4095 of them in a literal.
set(arrays)
set(rows)
set(index 0)
list(SORT NAMES)
foreach(name IN LISTS NAMES)
    file(READ ${DIR}/${name}.sql hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "((0x..,)(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?)" "    \\1\n"
        bytes "${bytes}")
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
