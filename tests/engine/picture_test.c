/* Pictures: text that is safe, labels that stand apart by the room they were given, marks where the
 * scales say. tests/browser/ looks at them in a browser. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "text_width.h"

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

static void text_cannot_leave_its_place(void **state)
{
    (void)state;
    gw_strbuf out = GW_STRBUF_INIT(context);
    gw_escaped(&out, "<script>\"a\" & 'b'\x01\x7f\xff\xc3\xa4</script>");
    assert_string_equal(gw_strbuf_text(&out), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;???"
                                              "\xc3\xa4&lt;/script&gt;");
    gw_strbuf_free(&out);
}

/* The texts of a drawing as boxes, from its SVG: x, y, anchor and the words. */
typedef struct box {
    double left, right, base;
} box;

static size_t text_boxes(box *boxes, const char *svg)
{
    size_t n = 0;
    for (const char *at = svg; (at = strstr(at, "<text x=\"")) != NULL; n++) {
        char words[128] = "";
        double x = strtod(at + 9, NULL);
        double y = strtod(strstr(at, " y=\"") + 4, NULL);
        const char *open = strchr(at, '>');
        const char *anchor = strstr(at, "text-anchor=\"");
        size_t length = strcspn(open + 1, "<");
        memcpy(words, open + 1, length < 127 ? length : 127);
        double width = gw_text_width(words, 12);
        double shift = 0;
        if (anchor != NULL && anchor < open)
            shift = anchor[13] == 'm' ? width / 2 : width;
        boxes[n] = (box){x - shift, x - shift + width, y};
        at = open;
    }
    return n;
}

static void check_apart(const char *svg, double width)
{
    box boxes[200];
    size_t n = text_boxes(boxes, svg);
    assert_true(n > 3 && n < 200);
    for (size_t a = 0; a < n; a++) {
        assert_true(boxes[a].left >= -0.1 && boxes[a].right <= width + 0.1);
        for (size_t b = a + 1; b < n; b++)
            if (fabs(boxes[a].base - boxes[b].base) < 10 && boxes[a].left < boxes[b].right - 0.1 &&
                boxes[b].left < boxes[a].right - 0.1)
                fail_msg("texts %zu and %zu overlap in %s", a, b, svg);
    }
}

static void labels_stand_apart_on_any_screen(void **state)
{
    (void)state;
    const char *names[] = {"2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06",
                           "2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12"};
    const gw_legend_item items[] = {
        {"came", GW_MARK_BAR, GW_TONE_CAME},
        {"rule: whoever ordered not long ago goes on, Gini 0.52", GW_MARK_LINE, GW_TONE_RULE},
        {"said by Pareto/NBD", GW_MARK_DOT, GW_TONE_SAID}};
    const double widths[] = {344, 500, 720};
    for (size_t w = 0; w < 3; w++)
        for (int kind = 0; kind < 4; kind++) {
            gw_strbuf out = GW_STRBUF_INIT(context);
            gw_picture p;
            gw_scale x = kind == 0   ? gw_scale_places(names, 12)
                         : kind == 1 ? gw_scale_days(10000, 13650, 30)
                         : kind == 2 ? gw_scale_signed_log(-5e6, 9e6, 0.1)
                                     : gw_scale_log(0.01, 1e5, 30);
            gw_scale y = gw_scale_linear(-12e6, 34e6, 20);
            gw_picture_begin(&p, &out, widths[w], 90, "labels");
            gw_picture_legend(&p, items, 3);
            gw_picture_axes(&p, &x, "across", &y, "upward");
            gw_picture_upright(&p, x.high, "hidden from here on");
            gw_picture_end(&p);
            check_apart(gw_strbuf_text(&out), widths[w]);
            gw_strbuf_free(&out);
        }
}

static void marks_are_where_the_scales_say(void **state)
{
    (void)state;
    gw_strbuf out = GW_STRBUF_INIT(context);
    gw_picture p;
    gw_scale x = gw_scale_linear(0, 10, 5);
    gw_scale y = gw_scale_linear(0, 10, 5);
    const double xs[] = {0, 5, NAN, 10};
    const double ys[] = {0, 10, 3, 5};
    gw_picture_begin(&p, &out, 400, 100, "a \"line\"");
    gw_picture_axes(&p, &x, "x", &y, "y");
    gw_strbuf_clear(&out);
    double middle = (p.left + p.right) / 2;
    gw_picture_line(&p, xs, ys, 4, GW_TONE_SAID);
    char wanted[256];
    snprintf(wanted, sizeof wanted,
             "<path class=\"line tone-said\" d=\"M%.1f %.1fL%.1f %.1fM%.1f %.1f\"/>", p.left,
             p.bottom, middle, p.top, p.right, (p.top + p.bottom) / 2);
    assert_string_equal(gw_strbuf_text(&out), wanted);
    check_close(p.bottom - p.top, 100, 1e-12);
    gw_strbuf_clear(&out);
    gw_picture_bar(&p, 0, 5, 0, 10, GW_TONE_TO_US, false);
    snprintf(wanted, sizeof wanted,
             "<rect class=\"bar tone-to-us\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
             "height=\"100.0\"/>",
             p.left, p.top, middle - p.left);
    assert_string_equal(gw_strbuf_text(&out), wanted);
    gw_strbuf_clear(&out);
    gw_picture_dot(&p, 5, NAN, 1, 2, GW_TONE_SAID);
    gw_picture_dot_across(&p, NAN, 5, 1, 2, GW_TONE_SAID);
    assert_string_equal(gw_strbuf_text(&out), "");
    gw_picture_dot_across(&p, 5, 10, 0, 10, GW_TONE_SAID); /* a lying range, at the top */
    snprintf(wanted, sizeof wanted,
             "<path class=\"range tone-said\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\"/>"
             "<circle class=\"dot tone-said\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
             p.left, p.top, p.right, p.left, p.top - 4, p.right, p.top - 4, middle, p.top);
    assert_string_equal(gw_strbuf_text(&out), wanted);
    gw_strbuf_free(&out);
}

/* A hexagon lattice covers the plane: each is as wide as one step, and reaches a third of a row up.
 */
static void hexagons_fill_their_plane(void **state)
{
    (void)state;
    gw_strbuf out = GW_STRBUF_INIT(context);
    gw_picture p;
    gw_scale x = gw_scale_linear(0, 10, 5);
    const double u[] = {0}, v[] = {0}, share[] = {1};
    const gw_hexagon_plane plane = {0, 10, 0, 10};
    gw_picture_begin(&p, &out, 400, 120, "hexagons");
    gw_picture_axes(&p, &x, "x", &x, "y");
    gw_strbuf_clear(&out);
    gw_picture_hexagons(&p, &plane, u, v, share, 1);
    char wanted[160];
    double half = (p.right - p.left) / 20;
    snprintf(wanted, sizeof wanted, "M%.1f %.1fl%.1f 2.0v4.0l%.1f 2.0l%.1f -2.0v-4.0z", p.left,
             p.bottom - 4, half, -half, -half);
    assert_non_null(strstr(gw_strbuf_text(&out), wanted));
    gw_strbuf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_cannot_leave_its_place),
        cmocka_unit_test(labels_stand_apart_on_any_screen),
        cmocka_unit_test(marks_are_where_the_scales_say),
        cmocka_unit_test(hexagons_fill_their_plane),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
