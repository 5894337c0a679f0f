/* How long cells, likelihoods, fits and scores take: bench/fit [CUSTOMERS...]
 *
 * For CDNOW and for simulated shops (BG/NBD, r .25, alpha 4.5 weeks, a .8, b 2.5, seen for 26 to
 * 104 weeks, in days), every count model: CPU seconds of the process, best of several, and the wall
 * clock for one thread and two. Uses the public headers only, as any caller would. */
#include <goodwill/goodwill.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct shop {
    const char *name;
    size_t n;
    double *columns[3];
    double *weight; /* NULL: each counts once */
} shop;

typedef struct seconds {
    double cpu;
    double wall;
} seconds;

static void need(int condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "bench/fit: %s\n", what);
    _Exit(1);
}

static void must(gw_status status, const gw_error *err)
{
    need(status == GW_OK, err->message);
}

/* ---- Clocks ---------------------------------------------------------------------------------- */

static double clock_of(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static seconds now(void)
{
    return (seconds){clock_of(CLOCK_PROCESS_CPUTIME_ID), clock_of(CLOCK_MONOTONIC)};
}

typedef struct task {
    void (*run)(struct task *task);
    gw_context *context;
    const gw_model *model;
    const shop *shop;
    gw_cells *cells;
    const double *params;
    double *scores[GW_MAX_SCORES];
    gw_fit fit;
} task;

/* The best of as many runs as fit into about a third of a second; at least three. */
static seconds best_time(task *t)
{
    seconds best = {INFINITY, INFINITY};
    double begun = clock_of(CLOCK_MONOTONIC);
    for (int runs = 0; runs < 3 || clock_of(CLOCK_MONOTONIC) - begun < 0.3; runs++) {
        seconds before = now();
        t->run(t);
        seconds after = now();
        best.cpu = fmin(best.cpu, after.cpu - before.cpu);
        best.wall = fmin(best.wall, after.wall - before.wall);
    }
    return best;
}

/* ---- What is timed --------------------------------------------------------------------------- */

static void build_cells(task *t)
{
    gw_error err;
    gw_rows rows = {t->shop->n,
                    {t->shop->columns[0], t->shop->columns[1], t->shop->columns[2]},
                    t->shop->weight};
    gw_cells_free(t->cells);
    t->cells = NULL;
    must(gw_cells_create(&t->cells, t->context, t->model, &rows, &err), &err);
}

static void evaluate(task *t)
{
    gw_error err;
    double log_lik;
    double gradient[GW_MAX_PARAMETERS];
    must(gw_model_log_lik(&log_lik, gradient, t->context, t->model, t->params, t->cells, &err),
         &err);
}

static void fit(task *t)
{
    gw_error err;
    must(gw_model_fit(&t->fit, t->context, t->model, t->cells, NULL, &err), &err);
}

/* P(alive), 52 weeks, and 12 months discounted at 15 % a year, in days. */
static void score(task *t)
{
    gw_error err;
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = 364.0;
    options.delta = log(1.15) / 364.0;
    must(gw_model_score(t->scores, NULL, t->context, t->model, t->params, t->cells, &options, &err),
         &err);
}

/* ---- Shops ----------------------------------------------------------------------------------- */

static shop shop_of(const char *name, size_t n)
{
    shop s = {name, n, {NULL, NULL, NULL}, NULL};
    for (int i = 0; i < 3; i++) {
        s.columns[i] = calloc(n, sizeof(double));
        need(s.columns[i] != NULL, "out of memory");
    }
    return s;
}

static void shop_free(shop *s)
{
    for (int i = 0; i < 3; i++)
        free(s->columns[i]);
    free(s->weight);
}

/* The CDNOW sample, 2,357 customers in 1,016 weighted rows, in days. */
static shop cdnow(void)
{
    char line[256];
    FILE *file = fopen(GW_SOURCE_DIR "/tests/data/models/cdnow_days.csv", "r");
    need(file != NULL, "cannot read tests/data/models/cdnow_days.csv");
    shop s = shop_of("cdnow", 1016);
    s.weight = calloc(s.n, sizeof(double));
    need(s.weight != NULL, "out of memory");
    size_t i = 0;
    while (fgets(line, sizeof line, file) != NULL && i < s.n) {
        if (line[0] == '#')
            continue;
        char *at = strchr(line, ',');
        double *numbers[] = {&s.columns[0][i], &s.columns[1][i], &s.columns[2][i], &s.weight[i]};
        for (int k = 0; k < 4; k++) {
            need(at != NULL && *at == ',', "tests/data/models/cdnow_days.csv: four numbers a row");
            *numbers[k] = strtod(at + 1, &at);
        }
        i++;
    }
    fclose(file);
    need(i == s.n, "tests/data/models/cdnow_days.csv is short");
    return s;
}

/* Spread of 26 to 104 weeks without a generator: multiples of the golden ratio. */
static shop simulated(gw_context *context, size_t n)
{
    static char name[32];
    gw_error err;
    const double params[] = {.25, 4.5 * 7.0, .8, 2.5};
    snprintf(name, sizeof name, "%zu", n);
    shop s = shop_of(name, n);
    for (size_t i = 0; i < n; i++)
        s.columns[2][i] = 182.0 + floor(fmod((double)i * 0.6180339887498949, 1.0) * 547.0);
    must(gw_model_simulate(s.columns, n, context, gw_model_find("bg_nbd"), params, 1, &err), &err);
    for (size_t i = 0; i < n; i++)
        s.columns[1][i] = ceil(s.columns[1][i]);
    return s;
}

/* ---- Report ---------------------------------------------------------------------------------- */

static void time_model(task *t)
{
    gw_error err;
    size_t cells = gw_cells_count(t->cells);
    t->run = fit;
    seconds fitted = best_time(t);
    t->params = t->fit.params;
    t->run = evaluate;
    seconds evaluated = best_time(t);
    for (size_t i = 2; i < 5; i++) /* p_alive, expected, discounted */
        t->scores[i] = calloc(cells, sizeof(double));
    t->run = score;
    seconds scored = best_time(t);
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = 2;
    gw_context *one = t->context;
    must(gw_context_create(&t->context, &options, &err), &err);
    t->run = evaluate;
    seconds by_two = best_time(t);
    gw_context_free(t->context);
    t->context = one;
    printf("  %-11s %9.4f ms %6.2f ns/cell %9.5f s %4d %9.3f ms %7.2f ns/cell  %8.4f %8.4f ms\n",
           gw_model_name(t->model), 1e3 * evaluated.cpu, 1e9 * evaluated.cpu / (double)cells,
           fitted.cpu, t->fit.evaluations, 1e3 * scored.cpu, 1e9 * scored.cpu / (double)cells,
           1e3 * evaluated.wall, 1e3 * by_two.wall);
    for (size_t i = 2; i < 5; i++)
        free(t->scores[i]);
}

static void time_shop(gw_context *context, shop *s)
{
    task t = {.run = build_cells,
              .context = context,
              .model = gw_model_find("bg_nbd"),
              .shop = s,
              .cells = NULL};
    seconds built = best_time(&t);
    printf("%s: %.0f customers, %zu cells, built in %.5f s\n", s->name, gw_cells_customers(t.cells),
           gw_cells_count(t.cells), built.cpu);
    printf("  %-11s %29s %16s %31s  %20s\n", "", "LL + gradient", "fit, evaluations",
           "P(alive), 52 weeks, discounted", "wall: 1, 2 threads");
    for (size_t i = 0; i < gw_model_count(); i++) {
        t.model = gw_model_at(i);
        if (gw_model_kind_of(t.model) == GW_MODEL_COUNT)
            time_model(&t);
    }
    gw_cells_free(t.cells);
    shop_free(s);
}

int main(int argc, char **argv)
{
    gw_error err;
    gw_context *context = NULL;
    must(gw_context_create(&context, NULL, &err), &err);
    shop s = cdnow();
    time_shop(context, &s);
    const size_t usual[] = {100000, 1000000};
    size_t sizes = argc > 1 ? (size_t)argc - 1 : 2;
    for (size_t i = 0; i < sizes; i++) {
        s = simulated(context, argc > 1 ? strtoull(argv[i + 1], NULL, 10) : usual[i]);
        time_shop(context, &s);
    }
    gw_context_free(context);
    return 0;
}
