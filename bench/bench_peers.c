/* goodwill's half of bench/run: each call does one task on a file of customers and prints what it
 * found and what it took, as JSON.
 *
 *   bench_peers data N FILE                   N simulated customers
 *   bench_peers fit MODEL FILE                from rows in memory to parameters, grouping included
 *   bench_peers posterior MODEL FILE DRAWS SEED   likewise, to draws of the posterior
 *
 * A file holds x, t_x and T as doubles, one column after the other: no reader of either side is
 * timed. Uses the public headers only, as any caller would. */
#include <goodwill/goodwill.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void need(int condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "bench_peers: %s\n", what);
    _Exit(1);
}

static void must(gw_status status, const gw_error *err)
{
    need(status == GW_OK, err->message);
}

static double clock_of(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct task {
    gw_context *context;
    const gw_model *model;
    size_t n;
    double *columns;
    double cpu; /* when the work began */
    double wall;
} task;

static void begin(task *t)
{
    t->cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    t->wall = clock_of(CLOCK_MONOTONIC);
}

static void print_seconds(const task *t)
{
    printf("\"cpu\": %.6f, \"wall\": %.6f", clock_of(CLOCK_PROCESS_CPUTIME_ID) - t->cpu,
           clock_of(CLOCK_MONOTONIC) - t->wall);
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* BG/NBD customers seen for 26 to 104 weeks, in whole days. */
static void make_data(task *t, const char *path)
{
    gw_error err;
    const double params[] = {.25, 4.5 * 7.0, .8, 2.5};
    double *columns[] = {t->columns, t->columns + t->n, t->columns + 2 * t->n};
    for (size_t i = 0; i < t->n; i++)
        columns[2][i] = 182.0 + floor(fmod((double)i * 0.6180339887498949, 1.0) * 547.0);
    must(gw_model_simulate(columns, t->n, t->context, gw_model_find("bg_nbd"), params, 1, &err),
         &err);
    for (size_t i = 0; i < t->n; i++)
        columns[1][i] = ceil(columns[1][i]);
    FILE *file = fopen(path, "wb");
    need(file != NULL && fwrite(t->columns, sizeof(double), 3 * t->n, file) == 3 * t->n,
         "cannot write the data");
    need(fclose(file) == 0, "cannot write the data");
}

static void read_data(task *t, const char *path)
{
    FILE *file = fopen(path, "rb");
    need(file != NULL && fseek(file, 0, SEEK_END) == 0, "cannot read the data");
    long bytes = ftell(file);
    t->n = (size_t)bytes / sizeof(double) / 3;
    t->columns = malloc((size_t)bytes);
    rewind(file);
    need(t->columns != NULL && t->n > 0 &&
             fread(t->columns, sizeof(double), 3 * t->n, file) == 3 * t->n,
         "cannot read the data");
    fclose(file);
}

/* ---- Tasks ----------------------------------------------------------------------------------- */

static gw_cells *group(const task *t)
{
    gw_error err;
    gw_cells *cells = NULL;
    gw_rows rows = {.n = t->n, .columns = {t->columns, t->columns + t->n, t->columns + 2 * t->n}};
    must(gw_cells_create(&cells, t->context, t->model, &rows, &err), &err);
    return cells;
}

static void fit(task *t)
{
    gw_error err;
    gw_fit found;
    begin(t);
    gw_cells *cells = group(t);
    must(gw_model_fit(&found, t->context, t->model, cells, NULL, &err), &err);
    printf("{");
    print_seconds(t);
    printf(", \"log_lik\": %.10g, \"params\": {", found.log_lik);
    for (size_t i = 0; i < gw_model_parameter_count(t->model); i++)
        printf("%s\"%s\": %.10g", i > 0 ? ", " : "", gw_model_parameter_name(t->model, i),
               found.params[i]);
    printf("}}\n");
    gw_cells_free(cells);
}

/* Mean and standard deviation of a parameter's logarithm over the draws. */
static void print_logs(const task *t, const gw_posterior *posterior, size_t p)
{
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    const double *draws = gw_posterior_draws(posterior);
    size_t k = gw_model_parameter_count(t->model);
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < r->draws; i++)
        mean += log(draws[i * k + p]) / (double)r->draws;
    for (size_t i = 0; i < r->draws; i++)
        square += pow(log(draws[i * k + p]) - mean, 2) / (double)r->draws;
    printf("%s\"%s\": {\"mean\": %.10g, \"sd\": %.10g, \"ess\": %.6g}", p > 0 ? ", " : "",
           gw_model_parameter_name(t->model, p), mean, sqrt(square), r->parameters[p].ess);
}

static void draw(task *t, const char *draws, const char *seed)
{
    gw_error err;
    gw_posterior *posterior = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    options.draws = strtoul(draws, NULL, 10);
    options.seed = strtoul(seed, NULL, 10);
    begin(t);
    gw_cells *cells = group(t);
    must(gw_model_posterior(&posterior, t->context, t->model, cells, &options, &err), &err);
    printf("{");
    print_seconds(t);
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    printf(", \"khat\": %.4g, \"points\": %zu, \"unit\": %.10g, \"logs\": {", r->khat, r->points,
           r->unit);
    for (size_t p = 0; p < gw_model_parameter_count(t->model); p++)
        print_logs(t, posterior, p);
    printf("}}\n");
    gw_posterior_free(posterior);
    gw_cells_free(cells);
}

int main(int argc, char **argv)
{
    gw_error err;
    task t = {.context = NULL};
    must(gw_context_create(&t.context, NULL, &err), &err);
    if (argc == 4 && strcmp(argv[1], "data") == 0) {
        t.n = strtoul(argv[2], NULL, 10);
        t.columns = malloc((t.n > 0 ? 3 * t.n : 1) * sizeof(double));
        need(t.n > 0 && t.columns != NULL, "how many customers?");
        make_data(&t, argv[3]);
    } else if ((argc == 4 && strcmp(argv[1], "fit") == 0) ||
               (argc == 6 && strcmp(argv[1], "posterior") == 0)) {
        t.model = gw_model_find(argv[2]);
        need(t.model != NULL && gw_model_kind_of(t.model) == GW_MODEL_COUNT, "no such model");
        read_data(&t, argv[3]);
        if (argc == 4)
            fit(&t);
        else
            draw(&t, argv[4], argv[5]);
    } else {
        need(0, "data N FILE, fit MODEL FILE, or posterior MODEL FILE DRAWS SEED");
    }
    free(t.columns);
    gw_context_free(t.context);
    return 0;
}
