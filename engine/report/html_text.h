/* Text as HTML takes it. */
#ifndef GW_HTML_TEXT_H
#define GW_HTML_TEXT_H

#include "strbuf.h"
#include "value.h"

/* & < > " ' as entities; control characters as a space. */
void gw_html_text(gw_strbuf *out, gw_span text);

#endif
