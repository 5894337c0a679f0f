/* The posteriors of the four-parameter models against a long plain random walk (Metropolis et al.
 * 1953) that shares the density with the sampler, and nothing else: 400,000 steps from the mode. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crowd.h"
#include "subject.h"

#include "draw.h"
#include "posterior_target.h"
#include "sample.h"

enum { STEPS = 400000, BATCHES = 50, MOST = 4 };

typedef struct walk {
    double mean[MOST];
    double se[MOST]; /* of the mean, from the means of batches */
    double below[MOST][3];
    double below_se[MOST][3];
} walk;

/* Weighted quantile of a coordinate. */
static double quantile_of(const gw_sample *s, size_t p, double level)
{
    double low = -60, high = 60;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2, below = 0;
        for (size_t k = 0; k < s->count; k++)
            below += s->points[k * s->n + p] <= middle ? s->weights[k] : 0;
        *(below < level ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

static void spread_of(double *sd, const gw_sample *s)
{
    for (size_t p = 0; p < s->n; p++) {
        double mean = 0, square = 0;
        for (size_t k = 0; k < s->count; k++)
            mean += s->weights[k] * s->points[k * s->n + p];
        for (size_t k = 0; k < s->count; k++)
            square += s->weights[k] * pow(s->points[k * s->n + p] - mean, 2);
        sd[p] = sqrt(square);
    }
}

static const double levels[] = {0.05, 0.5, 0.95};

static void finish(double *mean, double *se, const double *batches)
{
    double sum = 0, square = 0;
    for (int b = 0; b < BATCHES; b++)
        sum += batches[b] / BATCHES;
    for (int b = 0; b < BATCHES; b++)
        square += pow(batches[b] - sum, 2) / (BATCHES - 1);
    *mean = sum;
    *se = sqrt(square / BATCHES);
}

/* Sums by batch of steps. */
typedef struct tally {
    double mean[MOST][BATCHES];
    double below[MOST][3][BATCHES];
    double cut[MOST][3]; /* the sampler's quantiles */
} tally;

static void count(tally *t, const double *at, size_t n, int step)
{
    const int per_batch = STEPS / BATCHES;
    int batch = step / per_batch;
    for (size_t p = 0; p < n; p++) {
        t->mean[p][batch] += at[p] / per_batch;
        for (int q = 0; q < 3; q++)
            t->below[p][q][batch] += (at[p] <= t->cut[p][q]) / (double)per_batch;
    }
}

/* One coordinate at a time, by a step of about 1.5 of its widths: slow, but nothing to go wrong. */
static void take_steps(tally *sums, gw_posterior_target *t, const gw_sample *s)
{
    double at[MOST], next[MOST], sd[MOST], value, other;
    size_t n = s->n;
    gw_rng rng = gw_rng_seeded(1953, 0);
    spread_of(sd, s);
    for (size_t p = 0; p < n; p++)
        at[p] = s->mode.point[p];
    must(t->target.densities(&value, at, 1, t, err));
    for (int step = 0; step < STEPS; step++) {
        for (size_t p = 0; p < n; p++) {
            double width = step % (int)(n + 1) == (int)p ? 1.5 : 0.1;
            next[p] = at[p] + width * sd[p] * gw_draw_normal(&rng);
        }
        must(t->target.densities(&other, next, 1, t, err));
        if (log(gw_rng_uniform(&rng)) < other - value) {
            value = other;
            memcpy(at, next, sizeof at);
        }
        count(sums, at, n, step);
    }
}

static void take_walk(walk *out, gw_posterior_target *t, const gw_sample *s)
{
    static tally sums;
    memset(&sums, 0, sizeof sums);
    for (size_t p = 0; p < s->n; p++)
        for (int q = 0; q < 3; q++)
            sums.cut[p][q] = quantile_of(s, p, levels[q]);
    take_steps(&sums, t, s);
    for (size_t p = 0; p < s->n; p++) {
        finish(&out->mean[p], &out->se[p], sums.mean[p]);
        for (int q = 0; q < 3; q++)
            finish(&out->below[p][q], &out->below_se[p][q], sums.below[p][q]);
    }
}

/* Four standard errors of both together. */
static void compare(gw_context *context, const gw_model *model, const gw_cells *cells)
{
    gw_posterior_target t;
    gw_sample s;
    gw_sample_options options = {20000, 8};
    walk w;
    must(gw__posterior_target(&t, context, model, cells, err));
    must(gw_sample_make(&s, context, &t.target, &options, err));
    assert_true(s.chains == 0);
    take_walk(&w, &t, &s);
    for (size_t p = 0; p < s.n; p++) {
        double mean = 0, sd[MOST];
        spread_of(sd, &s);
        for (size_t k = 0; k < s.count; k++)
            mean += s.weights[k] * s.points[k * s.n + p];
        double se = hypot(w.se[p], sd[p] / sqrt(s.ess));
        printf("%s %s: %.4f, the walk's %.4f +- %.4f; below", gw_model_name(model),
               model->prior[p].name, mean, w.mean[p], w.se[p]);
        check_close_floor(mean, w.mean[p], 4 * se, 1.0);
        for (int q = 0; q < 3; q++) {
            double own = sqrt(levels[q] * (1 - levels[q]) / s.ess);
            printf(" %.4f", w.below[p][q]);
            check_close_floor(w.below[p][q], levels[q], 4 * hypot(own, w.below_se[p][q]), 1.0);
        }
        printf("\n");
        assert_true(w.se[p] < 0.15 * sd[p]); /* else the walk says nothing */
    }
    gw_sample_free(&s, context);
}

static void a_long_walk_says_the_same(void **state)
{
    (void)state;
    static const char *const names[] = {"bg_nbd", "mbg_nbd", "pareto_nbd"};
    gw_context *context = context_of(1);
    crowd cdnow = crowd_cdnow();
    crowd few = crowd_random(25, 6, 50, 1, 4);
    gw_cells *cells[] = {cells_of(context, &cdnow), cells_of(context, &few)};
    for (size_t k = 0; k < 3; k++)
        for (int c = 0; c < 2; c++)
            compare(context, gw_model_find(names[k]), cells[c]);
    gw_cells_free(cells[0]);
    gw_cells_free(cells[1]);
    crowd_free(&cdnow);
    crowd_free(&few);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_long_walk_says_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
