/* The texts and codes of status.def. */
#include <goodwill/base.h>

typedef struct status_row {
    const char *text;
    int exit_code;
    int http_code;
} status_row;

static const status_row rows[] = {
#define GW_STATUS(name, exit_code, http_code, text) {text, exit_code, http_code},
#include <goodwill/status.def>
#undef GW_STATUS
};

static const status_row outside = {"unknown status", 1, 500};

static const status_row *find(gw_status status)
{
    size_t index = (size_t)status; /* a negative number becomes a huge one */
    return index < sizeof rows / sizeof rows[0] ? &rows[index] : &outside;
}

const char *gw_status_text(gw_status status)
{
    return find(status)->text;
}

int gw_status_exit_code(gw_status status)
{
    return find(status)->exit_code;
}

int gw_status_http_code(gw_status status)
{
    return find(status)->http_code;
}
