/* goodwill models fit: parameters from a table of customers. */
#include <time.h>

#include "arguments.h"
#include "duration.h"
#include "error.h"
#include "model_choice.h"
#include "model_json.h"
#include "model_table.h"
#include "models_commands.h"

/* What all threads of the fit worked, in seconds; a shared machine does not change it. */
static double cpu_seconds(void)
{
    struct timespec now;
    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0
               ? (double)now.tv_sec + 1e-9 * (double)now.tv_nsec
               : 0.0;
}

static gw_status fit(gw_fit *fit_out, double *seconds_out, gw_session *session,
                     const gw_model *model, const char *input, gw_error *err)
{
    gw_model_table table = {0};
    gw_status status =
        gw_model_table_read(&table, session->context, model, input, GW_TABLE_TO_FIT, err);
    if (status == GW_OK) {
        double before = cpu_seconds();
        status = gw_model_fit(fit_out, session->context, model, table.cells, NULL, err);
        *seconds_out = cpu_seconds() - before;
    }
    gw_model_table_free(&table);
    return status;
}

static gw_status print_fit(gw_session *session, const gw_model *model, const gw_fit *result,
                           double seconds, gw_error *err)
{
    gw_strbuf json = GW_STRBUF_INIT(session->context);
    gw_status status = gw_fit_to_json(&json, model, result, seconds, err);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&json), err);
    gw_strbuf_free(&json);
    return status;
}

/* A fit that did not end at a maximum says nothing about the data: the result is printed for
 * whoever wants to look into it, and the exit code keeps scripts from using it. */
static gw_status judge(gw_session *session, const gw_model *model, const gw_fit *result,
                       gw_error *err)
{
    if (result->left_out > 0.0)
        gw_say(session, "%.17g customers have nothing to tell this model and were left out.",
               result->left_out);
    if (result->outcome == GW_FIT_DID_NOT_MOVE || result->outcome == GW_FIT_ITERATION_LIMIT)
        return gw_error_set(err, GW_FAILED, "%s was not fitted: %s", gw_model_name(model),
                            result->message);
    gw_say(session, "%s, %.17g customers in %zu distinct rows: %s", gw_model_title(model),
           result->customers, result->cells, result->message);
    return GW_OK;
}

gw_status gw_models_fit(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *input = NULL;
    const char *unit = "weeks";
    const gw_option options[] = {
        {.name = "input",
         .letter = 'i',
         .value = "FILE",
         .text = &input,
         .required = true,
         .help = "customers, CSV or Parquet: the model's columns, and perhaps weight"},
        {.name = "unit",
         .value = "UNIT",
         .text = &unit,
         .help = "of the times: days, weeks (if not said) or months"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill models fit",
        .operands = {"MODEL"},
        .about =
            "Finds the parameters that make these customers most likely, with standard errors.\n"
            "Count models read x (repeat occasions), t_x (age at the last one) and T (age now);\n"
            "spend models read x and mean_spend. Parameters are per unit of these times. The\n"
            "answer is JSON; `outcome` says whether the parameters may be used.",
        .options = options,
        .example = "  goodwill models fit pareto_nbd --input customers.csv\n",
    };
    bool done = false;
    const char *name[GW_MAX_OPERANDS] = {NULL};
    const gw_model *model = NULL;
    gw_time_unit time_unit = GW_UNIT_WEEKS;
    gw_fit result = {0};
    double seconds = 0.0;
    (void)argc;
    GW_TRY(gw_options_parse(&done, name, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_model_choose(&model, name[0], err));
    GW_TRY(gw_time_unit_parse(&time_unit, unit, err)); /* names the unit; changes no number */
    GW_TRY(fit(&result, &seconds, session, model, input, err));
    GW_TRY(print_fit(session, model, &result, seconds, err));
    return judge(session, model, &result, err);
}
