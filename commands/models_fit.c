/* goodwill models fit: parameters from a table of customers, and with --posterior how far they may
 * be off. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "arguments.h"
#include "covariate_table.h"
#include "draws_output.h"
#include "duration.h"
#include "error.h"
#include "model_choice.h"
#include "model_json.h"
#include "model_table.h"
#include "models_commands.h"

#define DRAWS 4000
#define MOST_DRAWS 1000000

typedef struct request {
    const char *input;
    const char *unit;
    const char *covariates;
    bool posterior;
    const char *draws;
    const char *seed;
    const char *out_draws;
    gw_posterior_options options;
} request;

typedef struct answer {
    gw_model_table table;
    gw_covariate_table by; /* with covariates */
    gw_covariate_fit effects;
    gw_fit fit; /* with covariates: effects.fit */
    double seconds;
    gw_posterior *posterior;
    double posterior_seconds;
} answer;

/* What all threads worked, in seconds; a shared machine does not change it. */
static double cpu_seconds(void)
{
    struct timespec now;
    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0
               ? (double)now.tv_sec + 1e-9 * (double)now.tv_nsec
               : 0.0;
}

/* ---- The question --------------------------------------------------------------------------- */

static gw_status read_whole(uint64_t *out, const char *name, const char *text, uint64_t least,
                            uint64_t most, gw_error *err)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < least ||
        value > most)
        return gw_error_set(err, GW_WRONG_USE,
                            "--%s takes a whole number from %llu to %llu, not \"%s\"", name,
                            (unsigned long long)least, (unsigned long long)most, text);
    *out = value;
    return GW_OK;
}

static gw_status read_request(request *r, gw_error *err)
{
    gw_time_unit unit = GW_UNIT_WEEKS;
    uint64_t draws = DRAWS;
    if (!r->posterior && (r->draws != NULL || r->seed != NULL || r->out_draws != NULL))
        return gw_error_set(err, GW_WRONG_USE,
                            "--draws, --seed and --out-draws are about draws: add --posterior");
    if (r->posterior && r->covariates != NULL)
        return gw_error_set(err, GW_WRONG_USE,
                            "--posterior is of a model without covariates; leave one of them out");
    GW_TRY(gw_time_unit_parse(&unit, r->unit, err)); /* names the unit; changes no number */
    r->options = (gw_posterior_options)GW_POSTERIOR_OPTIONS_INIT;
    if (r->draws != NULL)
        GW_TRY(read_whole(&draws, "draws", r->draws, 1, MOST_DRAWS, err));
    if (r->seed != NULL)
        GW_TRY(read_whole(&r->options.seed, "seed", r->seed, 0, UINT64_MAX, err));
    r->options.draws = (size_t)draws;
    return GW_OK;
}

/* ---- The answer ----------------------------------------------------------------------------- */

static gw_status fit_by_covariates(answer *out, gw_session *session, const gw_model *model,
                                   const request *r, gw_error *err)
{
    GW_TRY(gw_covariate_table_read(&out->by, session->context, model, &out->table, r->covariates,
                                   err));
    double before = cpu_seconds();
    GW_TRY(gw_covariate_fit_model(&out->effects, session->context, model, &out->by.segments, err));
    out->seconds = cpu_seconds() - before;
    out->fit = out->effects.fit;
    return GW_OK;
}

static gw_status fit(answer *out, gw_session *session, const gw_model *model, const request *r,
                     gw_error *err)
{
    GW_TRY(gw_model_table_read(&out->table, session->context, model, r->input,
                               r->covariates != NULL ? GW_TABLE_TO_FIT_BY : GW_TABLE_TO_FIT, err));
    if (out->table.contract.words != NULL)
        gw_say(session, "%s", out->table.contract.words);
    if (r->covariates != NULL)
        return fit_by_covariates(out, session, model, r, err);
    double before = cpu_seconds();
    GW_TRY(gw_model_fit(&out->fit, session->context, model, out->table.cells, NULL, err));
    out->seconds = cpu_seconds() - before;
    if (!r->posterior)
        return GW_OK;
    before = cpu_seconds();
    GW_TRY(gw_model_posterior(&out->posterior, session->context, model, out->table.cells,
                              &r->options, err));
    out->posterior_seconds = cpu_seconds() - before;
    return GW_OK;
}

static gw_status answer_to_json(gw_strbuf *json, const gw_model *model, const answer *a,
                                gw_error *err)
{
    if (a->by.segments.n > 0)
        return gw_covariate_fit_to_json(json, model, &a->by.segments, &a->effects, a->seconds, err);
    if (a->posterior != NULL)
        return gw_posterior_to_json(json, model, &a->fit, a->seconds, a->posterior,
                                    a->posterior_seconds, err);
    return gw_fit_to_json(json, model, &a->fit, a->seconds, err);
}

static gw_status print_answer(gw_session *session, const gw_model *model, const answer *a,
                              gw_error *err)
{
    gw_strbuf json = GW_STRBUF_INIT(session->context);
    gw_status status = answer_to_json(&json, model, a, err);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&json), err);
    gw_strbuf_free(&json);
    return status;
}

/* A fit that did not end at a maximum says nothing about the data: the result is printed for
 * whoever wants to look into it, and the exit code keeps scripts from using it. A posterior is an
 * answer whatever the fit says. */
static gw_status judge(gw_session *session, const gw_model *model, const answer *a, gw_error *err)
{
    const gw_fit *result = &a->fit;
    bool found = result->outcome == GW_FIT_CONVERGED || result->outcome == GW_FIT_NOT_IDENTIFIED;
    if (result->left_out > 0.0)
        gw_say(session, "%.17g customers have nothing to tell this model and were left out.",
               result->left_out);
    if (!found && a->posterior == NULL)
        return gw_error_set(err, GW_FAILED, "%s was not fitted: %s", gw_model_name(model),
                            result->message);
    gw_say(session, "%s, %.17g customers in %zu distinct rows: %s", gw_model_title(model),
           result->customers, result->cells, result->message);
    if (a->by.segments.n > 0)
        gw_say(session, "Covariates: %s. Log-likelihood %.10g, without them %.10g.",
               a->effects.message, result->log_lik, a->effects.without);
    if (a->posterior != NULL)
        gw_say(session, "Posterior: %s", gw_posterior_report_of(a->posterior)->message);
    return GW_OK;
}

static gw_status answer_request(gw_session *session, const gw_model *model, const request *r,
                                gw_error *err)
{
    answer a = {.posterior = NULL};
    gw_status status = fit(&a, session, model, r, err);
    if (status == GW_OK && r->out_draws != NULL)
        status = gw_draws_write(r->out_draws, session->context, model, a.posterior, err);
    if (status == GW_OK)
        status = print_answer(session, model, &a, err);
    if (status == GW_OK)
        status = judge(session, model, &a, err);
    gw_posterior_free(a.posterior);
    gw_covariate_table_free(&a.by);
    gw_model_table_free(&a.table);
    return status;
}

gw_status gw_models_fit(gw_session *session, int argc, char **argv, gw_error *err)
{
    request r = {.unit = "weeks"};
    const gw_option options[] = {
        {.name = "input",
         .letter = 'i',
         .value = "FILE",
         .text = &r.input,
         .required = true,
         .help = "customers, CSV or Parquet: the model's columns, and perhaps weight"},
        {.name = "unit",
         .value = "UNIT",
         .text = &r.unit,
         .help = "of the times: days, weeks (if not said) or months"},
        {.name = "covariates",
         .value = "COLUMNS",
         .text = &r.covariates,
         .help = "columns (with commas) of what is known of customers from the start: a channel"},
        {.name = "posterior",
         .flag = &r.posterior,
         .help = "also how far the parameters may be off, under the model's prior"},
        {.name = "draws",
         .value = "N",
         .text = &r.draws,
         .help = "with --posterior: how many draws are kept; 4000 if not said"},
        {.name = "seed",
         .value = "S",
         .text = &r.seed,
         .help = "with --posterior: where its random numbers begin; 1 if not said"},
        {.name = "out-draws",
         .value = "FILE",
         .text = &r.out_draws,
         .help = "with --posterior: writes the draws, CSV with a column for each parameter"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill models fit",
        .operands = {"MODEL"},
        .about =
            "Finds the parameters that make these customers most likely, with standard errors.\n"
            "Count models read x (repeat occasions), t_x (age at the last one) and T (age now);\n"
            "spend models read x and mean_spend; discrete ones x, t_x and n (opportunities taken,\n"
            "the last one taken, all there were); contracts period, active and lost: of those up\n"
            "for the n-th renewal, how many renewed and how many left (cohorts below each other).\n"
            "Parameters are per unit of these times. The answer is JSON; `outcome` says whether\n"
            "the parameters may be used.\n"
            "\n"
            "With --covariates (count models) a column of words is compared with its most "
            "frequent\n"
            "word, a column of numbers counts by its number; at most six comparisons. `buying` "
            "1.6\n"
            "says that such customers buy 1.6 times as often, `leaving` 2 that they leave twice "
            "as\n"
            "fast; what the data do not fix is left out and named. `segments` has the parameters\n"
            "of each combination, for `models score --params`.",
        .options = options,
        .example = "  goodwill models fit pareto_nbd --input customers.csv\n"
                   "  goodwill models fit pareto_nbd --input customers.csv --posterior\n"
                   "  goodwill models fit bg_nbd --input customers.csv --covariates channel\n",
    };
    bool done = false;
    const char *name[GW_MAX_OPERANDS] = {NULL};
    const gw_model *model = NULL;
    (void)argc;
    GW_TRY(gw_options_parse(&done, name, session, &usage, argv, err));
    if (done)
        return GW_OK;
    GW_TRY(gw_model_choose(&model, name[0], err));
    GW_TRY(read_request(&r, err));
    return answer_request(session, model, &r, err);
}
