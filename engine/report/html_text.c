#include "html_text.h"

void gw_html_text(gw_strbuf *out, gw_span text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        switch (c) {
        case '&':
            gw_strbuf_puts(out, "&amp;");
            break;
        case '<':
            gw_strbuf_puts(out, "&lt;");
            break;
        case '>':
            gw_strbuf_puts(out, "&gt;");
            break;
        case '"':
            gw_strbuf_puts(out, "&quot;");
            break;
        case '\'':
            gw_strbuf_puts(out, "&#39;");
            break;
        default:
            gw_strbuf_add(out, c < 0x20 || c == 0x7f ? " " : &text.bytes[i], 1);
        }
    }
}
