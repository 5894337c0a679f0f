/* goodwill models score: what a model expects of each customer of a table. */
#include "arguments.h"
#include "duration.h"
#include "error.h"
#include "memory.h"
#include "model_choice.h"
#include "models_commands.h"
#include "score_output.h"

typedef struct request {
    const char *input;
    const char *params;
    const char *horizon;
    const char *rate;
    const char *delta;
    const char *unit;
    const char *output;
} request;

/* ---- The question --------------------------------------------------------------------------- */

/* Contracts count periods and discrete models opportunities: their rates are per one of them. */
static bool runs_in_time(const gw_model *model)
{
    return gw_model_kind_of(model) == GW_MODEL_COUNT || gw_model_kind_of(model) == GW_MODEL_SPEND;
}

static gw_status read_rate(gw_score_options *out, const gw_model *model, const request *r,
                           gw_time_unit unit, gw_error *err)
{
    if (r->rate != NULL && r->delta != NULL)
        return gw_error_set(err, GW_WRONG_USE, "--rate and --delta say the same thing; give one");
    if (r->delta != NULL)
        return gw_delta_parse(&out->delta, r->delta, err);
    if (r->rate == NULL)
        return GW_OK;
    if (!runs_in_time(model))
        return gw_period_rate_parse(&out->delta, r->rate, err);
    return gw_rate_parse(&out->delta, r->rate, unit, err);
}

static gw_status read_question(gw_score_options *out, gw_session *session, const gw_model *model,
                               const request *r, gw_error *err)
{
    gw_time_unit unit = GW_UNIT_WEEKS;
    bool counts =
        gw_model_kind_of(model) == GW_MODEL_COUNT || gw_model_kind_of(model) == GW_MODEL_DISCRETE;
    GW_TRY(gw_time_unit_parse(&unit, r->unit, err));
    if (counts && r->horizon == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s looks ahead: say how far, as in --horizon %s",
                            gw_model_name(model), runs_in_time(model) ? "\"52 weeks\"" : "5");
    if (r->horizon != NULL) {
        GW_TRY(gw_horizon_parse(&out->horizon, r->horizon, unit, err));
        if (!counts)
            gw_say(session, "%s looks at no horizon; --horizon was not used.",
                   gw_model_name(model));
    }
    return read_rate(out, model, r, unit, err);
}

/* ---- The answer ----------------------------------------------------------------------------- */

static gw_status allocate(double *scores_out[GW_MAX_SCORES], gw_session *session,
                          const gw_model *model, size_t cells, gw_error *err)
{
    for (size_t i = 0; i < gw_model_score_count(model); i++) {
        scores_out[i] = gw_alloc(session->context, cells, sizeof(double));
        if (scores_out[i] == NULL)
            return gw_error_no_memory(err, "the scores");
    }
    return GW_OK;
}

static gw_status write_scores(gw_session *session, const gw_model *model,
                              const gw_model_table *table, double *const *scores, const char *path,
                              gw_error *err)
{
    gw_output *output = NULL;
    GW_TRY(gw_output_open(&output, session->context, path, err));
    gw_status status = gw_scores_write(output, session->context, model, table, scores,
                                       session->json ? GW_SCORES_AS_JSON : GW_SCORES_AS_CSV, err);
    if (status == GW_OK)
        return gw_output_finish(output, err);
    gw_output_abandon(output);
    return status;
}

static gw_status score(gw_session *session, const gw_model *model, const double *params,
                       const gw_score_options *question, const request *r, gw_error *err)
{
    gw_model_table table = {0};
    double *scores[GW_MAX_SCORES] = {NULL};
    gw_score_report report = {0};
    gw_status status =
        gw_model_table_read(&table, session->context, model, r->input, GW_TABLE_TO_SCORE, err);
    if (status == GW_OK)
        status = allocate(scores, session, model, gw_cells_count(table.cells), err);
    if (status == GW_OK)
        status = gw_model_score(scores, &report, session->context, model, params, table.cells,
                                question, err);
    if (status == GW_OK)
        status = write_scores(session, model, &table, scores, r->output, err);
    if (status == GW_OK && report.undefined > 0)
        gw_say(session, "Fields left empty: %s", report.reason);
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        gw_release(session->context, scores[i]);
    gw_model_table_free(&table);
    return status;
}

static gw_status answer(gw_session *session, const char *name, const request *r, gw_error *err)
{
    const gw_model *model = NULL;
    double params[GW_MAX_PARAMETERS];
    gw_score_options question = GW_SCORE_OPTIONS_INIT;
    GW_TRY(gw_model_choose(&model, name, err));
    GW_TRY(gw_model_params_parse(params, model, r->params, err));
    GW_TRY(read_question(&question, session, model, r, err));
    return score(session, model, params, &question, r, err);
}

gw_status gw_models_score(gw_session *session, int argc, char **argv, gw_error *err)
{
    request r = {.unit = "weeks"};
    const gw_option options[] = {
        {.name = "params",
         .letter = 'p',
         .value = "LIST",
         .text = &r.params,
         .required = true,
         .help = "the parameters by their papers' letters: \"r=0.25, alpha=4.5, a=1, b=2.5\""},
        {.name = "input",
         .letter = 'i',
         .value = "FILE",
         .text = &r.input,
         .required = true,
         .help = "customers, CSV or Parquet; all columns are carried through"},
        {.name = "horizon",
         .value = "TIME",
         .text = &r.horizon,
         .help = "how far to look ahead: \"52 weeks\", \"12 months\", \"1 year\", forever"},
        {.name = "rate",
         .value = "RATE",
         .text = &r.rate,
         .help = "discount rate, 10% or 0.1: a year, or a period (contracts, discrete)"},
        {.name = "delta",
         .value = "NUMBER",
         .text = &r.delta,
         .help = "instead: the continuous rate per time unit, as papers give it"},
        {.name = "unit",
         .value = "UNIT",
         .text = &r.unit,
         .help = "of the times and the parameters: days, weeks (if not said) or months"},
        {.name = "output",
         .letter = 'o',
         .value = "FILE",
         .text = &r.output,
         .help = "where to write; standard output if not said"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill models score",
        .operands = {"MODEL"},
        .about =
            "Writes each row with what the model says of it, as CSV, in the order of the input.\n"
            "Count models: log_lik, log_p_alive, p_alive (still a customer?), expected (repeat\n"
            "occasions within the horizon) and discounted (the same, worth today); discrete "
            "models\n"
            "the same, the horizon in opportunities. Spend models: log_lik and expected_spend.\n"
            "Contracts, by period n: survival (renews at least n times), retention (renews the "
            "n-th\n"
            "time after n - 1) and residual (renewals to come, from just before the n-th). A "
            "value\n"
            "that does not exist is an empty field.",
        .options = options,
        .example = "  goodwill models score bg_nbd --params \"r=.25,alpha=4.5,a=1,b=2.5\" \\\n"
                   "      --input customers.csv --horizon \"52 weeks\" --rate 10%\n",
    };
    bool done = false;
    const char *name[GW_MAX_OPERANDS] = {NULL};
    (void)argc;
    GW_TRY(gw_options_parse(&done, name, session, &usage, argv, err));
    return done ? GW_OK : answer(session, name[0], &r, err);
}
