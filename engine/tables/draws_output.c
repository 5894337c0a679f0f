#include "draws_output.h"

#include "number_text.h"
#include "output.h"

gw_status gw_draws_write(const char *path, gw_context *context, const gw_model *model,
                         const gw_posterior *posterior, gw_error *err)
{
    const gw_posterior_report *report = gw_posterior_report_of(posterior);
    const double *draws = gw_posterior_draws(posterior);
    size_t n = gw_model_parameter_count(model);
    char number[GW_NUMBER_TEXT_SIZE];
    gw_output *output = NULL;
    gw_status status = gw_output_open(&output, context, path, err);
    if (status != GW_OK)
        return status;
    for (size_t p = 0; p < n; p++) {
        gw_output_puts(output, gw_model_parameter_name(model, p));
        gw_output_puts(output, p + 1 < n ? "," : "\n");
    }
    for (size_t i = 0; i < report->draws * n && !gw_output_stopped(output); i++) {
        gw_output_write(output, number, gw_number_to_text(number, draws[i]));
        gw_output_puts(output, (i + 1) % n > 0 ? "," : "\n");
    }
    return gw_output_finish(output, err);
}
