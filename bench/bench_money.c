/* What a million customers will pay in the next twelve months, with its interval, over 400 draws of
 * the parameters: bench/money [CUSTOMERS [DRAWS]]
 *
 * From the rows in memory (x, t_x, T in weeks; mean_spend): cells, the posteriors of BG/NBD and
 * Gamma-Gamma, every draw's discounted money of every cell; the total with its 80 % interval, and
 * each cell's mean and standard deviation over the draws. Nothing grows with customers times draws.
 * Uses the public headers only. */
#include <goodwill/goodwill.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static void need(int condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "bench/money: %s\n", what);
    _Exit(1);
}

static void must(gw_status status, const gw_error *err)
{
    need(status == GW_OK, err->message);
}

static double *numbers(size_t n)
{
    double *list = calloc(n > 0 ? n : 1, sizeof *list);
    need(list != NULL, "out of memory");
    return list;
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct shop {
    gw_context *context;
    size_t n;
    double *x, *t_x, *T, *mean_spend;
    gw_cells *cells;
    double *own; /* by cell: the sum of customers' own mean orders */
    gw_posterior *counts;
    gw_posterior *spend;
    double began;
} shop;

static double lap(shop *s, const char *what)
{
    double took = cpu_seconds() - s->began;
    printf("  %-46s %6.2f CPU-s\n", what, took);
    s->began = cpu_seconds();
    return took;
}

/* Customers of both models, seen for 26 to 104 weeks, in days. */
static void open_shop(shop *s)
{
    gw_error err;
    const double counts[] = {.25, 4.5, .8, 2.5};
    const double spend[] = {6.25, 3.74, 15.44};
    double *columns[] = {s->x, s->t_x, s->T};
    double *orders[] = {s->x, s->mean_spend};
    for (size_t i = 0; i < s->n; i++)
        s->T[i] = (double)(182 + i * 7919 % 547) / 7;
    must(gw_model_simulate(columns, s->n, s->context, gw_model_find("bg_nbd"), counts, 1, &err),
         &err);
    for (size_t i = 0; i < s->n; i++)
        s->t_x[i] = s->x[i] > 0 ? ceil(7 * s->t_x[i]) / 7 : 0;
    must(gw_model_simulate(orders, s->n, s->context, gw_model_find("gamma_gamma"), spend, 2, &err),
         &err);
}

static void group(shop *s)
{
    gw_error err;
    gw_rows rows = {.n = s->n, .columns = {s->x, s->t_x, s->T}};
    must(gw_cells_create(&s->cells, s->context, gw_model_find("bg_nbd"), &rows, &err), &err);
    s->own = numbers(gw_cells_count(s->cells));
    for (size_t i = 0; i < s->n; i++)
        s->own[gw_cells_of_rows(s->cells)[i]] += s->x[i] > 0 ? s->mean_spend[i] : 0;
}

static gw_posterior *draw(shop *s, const char *name, const gw_cells *cells, size_t draws)
{
    gw_error err;
    gw_posterior *made = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    options.draws = draws;
    must(gw_model_posterior(&made, s->context, gw_model_find(name), cells, &options, &err), &err);
    return made;
}

static void draw_spend(shop *s, size_t draws)
{
    gw_error err;
    gw_cells *orders = NULL;
    gw_rows rows = {.n = s->n, .columns = {s->x, s->mean_spend}};
    must(gw_cells_create(&orders, s->context, gw_model_find("gamma_gamma"), &rows, &err), &err);
    s->spend = draw(s, "gamma_gamma", orders, draws);
    gw_cells_free(orders);
}

/* Gamma-Gamma: E[order | x, m] = p (gamma + x m) / (p x + q - 1). */
static double money_of(const double *spend, double x, double customers, double own)
{
    return spend[0] * (spend[2] * customers + x * own) / (spend[0] * x + spend[1] - 1);
}

static int by_number(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

/* Every draw's money of every cell: into its sum and its sum of squares, and the draw's total. */
static void forecast(shop *s, double *totals, size_t draws)
{
    gw_error err;
    size_t n = gw_cells_count(s->cells);
    const double *x = gw_cells_column(s->cells, 0), *customers = gw_cells_weight(s->cells);
    double *discounted = numbers(n), *sum = numbers(n), *squares = numbers(n);
    double *scores[GW_MAX_SCORES] = {NULL};
    gw_score_options question = {sizeof question, 52.18, log(1.1) / 52.18};
    const gw_model *model = gw_model_find("bg_nbd");
    scores[4] = discounted;
    need(gw_model_score_count(model) == 5, "the scores have changed");
    for (size_t d = 0; d < draws; d++) {
        const double *spend = gw_posterior_draws(s->spend) + d * 3;
        must(gw_model_score(scores, NULL, s->context, model, gw_posterior_draws(s->counts) + d * 4,
                            s->cells, &question, &err),
             &err);
        for (size_t i = 0; i < n; i++) {
            double money = discounted[i] * money_of(spend, x[i], customers[i], s->own[i]);
            totals[d] += money;
            sum[i] += money;
            squares[i] += money * money;
        }
    }
    double widest = 0;
    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, sqrt(fmax(squares[i] * (double)draws / (sum[i] * sum[i]) - 1, 0)));
    printf("  the expectation of one history is known within %.1f %% or better\n", 100 * widest);
    free(discounted);
    free(sum);
    free(squares);
}

int main(int argc, char **argv)
{
    gw_error err;
    shop s = {.n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000};
    size_t draws = argc > 2 ? strtoul(argv[2], NULL, 10) : 400;
    need(s.n > 0 && draws > 0, "how many customers, and how many draws?");
    must(gw_context_create(&s.context, NULL, &err), &err);
    s.x = numbers(s.n);
    s.t_x = numbers(s.n);
    s.T = numbers(s.n);
    s.mean_spend = numbers(s.n);
    double *totals = numbers(draws);
    open_shop(&s);
    double all = 0;
    s.began = cpu_seconds();
    group(&s);
    all += lap(&s, "cells");
    s.counts = draw(&s, "bg_nbd", s.cells, draws);
    all += lap(&s, "posterior of the BG/NBD");
    draw_spend(&s, draws);
    all += lap(&s, "posterior of the Gamma-Gamma");
    forecast(&s, totals, draws);
    all += lap(&s, "money of every cell in every draw");
    qsort(totals, draws, sizeof *totals, by_number);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%zu customers, %zu histories, %zu draws: %.4g, 80 %% from %.4g to %.4g\n"
           "%.2f CPU-s, %.0f MB at most\n",
           s.n, gw_cells_count(s.cells), draws, totals[draws / 2], totals[draws / 10],
           totals[draws * 9 / 10], all, (double)used.ru_maxrss / 1024);
    gw_posterior_free(s.counts);
    gw_posterior_free(s.spend);
    gw_cells_free(s.cells);
    free(s.own);
    free(s.x);
    free(s.t_x);
    free(s.T);
    free(s.mean_spend);
    free(totals);
    gw_context_free(s.context);
    return 0;
}
