# gw_bytes(out file): the bytes of a file as C writes them, "0x2f,0x2a,...". Bytes, not string
# literals: C promises only 4095 of them in a literal.
function(gw_bytes out file)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "((0x..,)(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?(0x..,)?)" "    \\1\n"
        bytes "${bytes}")
    set(${out} "${bytes}" PARENT_SCOPE)
endfunction()
