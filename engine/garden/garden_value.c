#include "garden_value.h"

#include <math.h>

#include "error.h"
#include "garden_text.h"
#include "parallel.h"
#include "vmath.h"

#define ROUND 32
#define HORIZONS 2

static const struct {
    const char *words;
    int days;
} HORIZON[HORIZONS] = {{"12 months", 365}, {"2 years", 730}};

static const char *const LINES[GW_GARDEN_LINES] = {
#define GW_GARDEN_LINE(name, is_to_us, is_discounted, words) #name,
#include "garden_lines.def"
#undef GW_GARDEN_LINE
};

bool gw_garden_is_valued(int32_t number, int32_t people)
{
    int32_t every = (people + GW_GARDEN_VALUED - 1) / GW_GARDEN_VALUED;
    return (number - 1) % every == 0;
}

typedef struct sums {
    double sum[HORIZONS][GW_GARDEN_LINES];
    double squares[HORIZONS][GW_GARDEN_LINES];
} sums;

typedef struct valuing {
    const gw_garden_world *world;
    const gw_garden_run *runs;
    const gw_garden_life *lives;
    size_t first;
    double fade;
    sums sums[ROUND];
} valuing;

static void value_life(size_t unit, int worker, void *user)
{
    (void)worker;
    valuing *job = user;
    sums *all = &job->sums[unit];
    *all = (sums){.sum = {{0}}};
    for (int run = 1; run <= GW_GARDEN_VALUE_RUNS; run++) {
        gw_garden_life life = job->lives[job->first + unit];
        gw_garden_tally tally = {.v = 1.0, .fade = job->fade};
        const gw_garden_teller tell = {.tally = &tally};
        for (int h = 0; h < HORIZONS; h++) {
            gw_garden_live(&life, job->world, &job->runs[run], GW_GARDEN_LAST + HORIZON[h].days,
                           &tell);
            for (int line = 0; line < GW_GARDEN_LINES; line++) {
                all->sum[h][line] += tally.line[line];
                all->squares[h][line] += tally.line[line] * tally.line[line];
            }
        }
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void write_life(gw_garden_folder *folder, int32_t number, const sums *all)
{
    const double n = GW_GARDEN_VALUE_RUNS;
    for (int line = 0; line < GW_GARDEN_LINES; line++)
        for (int h = 0; h < HORIZONS; h++) {
            double mean = all->sum[h][line] / n;
            double variance = (all->squares[h][line] - n * mean * mean) / (n - 1.0);
            gw_garden_text row;
            char name[32] = "";
            for (size_t i = 0; LINES[line][i] != '\0' && i + 1 < sizeof name; i++)
                name[i] = lower(LINES[line][i]);
            row.length = 0;
            gw_garden_put_id(&row, 'c', number);
            gw_garden_put(&row, name);
            gw_garden_put(&row, HORIZON[h].words);
            gw_garden_put_fixed(&row, mean, 4);
            gw_garden_put_fixed(&row, variance > 0.0 ? sqrt(variance / n) : 0.0, 4);
            row.bytes[row.length++] = '\n';
            gw_garden_folder_add(folder, GW_GARDEN_NOW, GW_FILE_VALUE, row.bytes, row.length);
        }
}

gw_status gw_garden_value(gw_garden_folder *folder, gw_context *context,
                          const gw_garden_world *world, const gw_garden_run *runs,
                          const gw_garden_life *lives, size_t n, gw_garden_pause_fn pause,
                          void *user, gw_error *err)
{
    valuing job = {.world = world, .runs = runs, .lives = lives};
    job.fade = gw_exp(-gw_log1p(GW_GARDEN_RATE) / 365.25);
    for (job.first = 0; job.first < n; job.first += ROUND) {
        size_t round = n - job.first < ROUND ? n - job.first : ROUND;
        GW_TRY(pause((double)job.first / (double)n, user, err));
        gw_parallel_for(context, round, value_life, &job);
        for (size_t i = 0; i < round; i++)
            write_life(folder, lives[job.first + i].who.number, &job.sums[i]);
    }
    return GW_OK;
}
