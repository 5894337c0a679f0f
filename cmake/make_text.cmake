# Makes the C source that carries one text file: run while building, as
# cmake -DOUT=FILE -DFILE=engine/report/report.css -DNAME=gw__report_css -DHEADER=report_inside.h -P make_text.cmake
include(${CMAKE_CURRENT_LIST_DIR}/bytes.cmake)
gw_bytes(bytes ${FILE})
file(WRITE ${OUT} "/* Made from ${FILE} by cmake/make_text.cmake. */
#include \"${HEADER}\"

const unsigned char ${NAME}[] = {
${bytes}    0};
")
