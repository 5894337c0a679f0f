/* When people come: the months of the year that the forecast knows; see report_inside.h. */
#include "report_inside.h"

#define MONTHS 12

static void draw(gw_picture *p, const gw_report *r, bool narrow)
{
    static const char *const names[MONTHS] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const double edges[] = {-0.5, MONTHS - 0.5};
    const double average[] = {1, 1};
    gw__xy season = gw__xy_of(p->out, r, "season", "factor");
    gw_scale x = gw_scale_places(names, MONTHS);
    gw_scale y = gw_scale_linear(0, gw__xy_top(&season), 5);
    gw_picture_axes(p, &x, "month", &y,
                    narrow ? "times an average month" : "buying days, times an average month");
    for (size_t i = 0; i < season.n; i++)
        gw_picture_bar(p, (double)i - 0.4, (double)i + 0.4, 0, season.y[i], GW_TONE_CAME, true);
    gw_picture_line(p, edges, average, 2, GW_TONE_RULE);
    gw__xy_free(&season, r);
}

void gw__report_season(gw_strbuf *out, const gw_report *r)
{
    static const gw__figure figure = {
        .id = "season",
        .title = "When people come",
        .see =
            "How often the same customers come in each month of the year; the line is an average "
            "month. The forecast is made in this rhythm, as the hidden months were foreseen "
            "clearly better with it.",
        .alt =
            "A bar for each month of the year: how often customers come, beside an average month",
        .draw = draw};
    size_t n = 0;
    if (gw_report_points(&n, r, "season", NULL) == NULL || n != MONTHS)
        return;
    gw_strbuf csv = GW_STRBUF_INIT(r->context);
    gw__csv_series(&csv, r, "season", "month", "times_an_average_month", false, false);
    gw__figure_write(out, r, &figure, &csv);
    gw_strbuf_free(&csv);
}
