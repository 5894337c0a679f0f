/* How wide a text will be, before anybody has drawn it. */
#ifndef GW_TEXT_WIDTH_H
#define GW_TEXT_WIDTH_H

/* An upper estimate, in pixels, of UTF-8 `text` set in a sans-serif font of `size` pixels: whatever
 * font the reader has, what was given this room does not reach beyond it. */
double gw_text_width(const char *text, double size);

#endif
