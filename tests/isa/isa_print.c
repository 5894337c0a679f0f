/* isa_print THREADS: prints hashes of what the library computes, to be compared between builds for
 * different instruction sets (compare.sh). */
#include "isa_print.h"

#include "sum.h"
#include "vmath.h"

#include "rng.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a over the bytes of the values (Fowler, Noll & Vo). */
static uint64_t hash(const double *values, size_t n)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++) {
        unsigned char bytes[sizeof(double)];
        memcpy(bytes, &values[i], sizeof bytes);
        for (size_t b = 0; b < sizeof bytes; b++)
            h = (h ^ bytes[b]) * UINT64_C(0x100000001b3);
    }
    return h;
}

void isa_print_values(const char *name, const double *values, size_t n)
{
    printf("%s %zu %016" PRIx64 " %a\n", name, n, hash(values, n), n > 0 ? values[0] : 0.0);
}

#define COUNT 200000

/* Ordinary numbers of both signs, any bit pattern, and small ones. */
static void fill(double *values, uint64_t stream)
{
    gw_rng rng = gw_rng_seeded(1234, stream);
    for (size_t i = 0; i < COUNT; i++) {
        uint64_t bits = gw_rng_next(&rng);
        double u = gw_rng_uniform(&rng);
        if (i % 4 == 0)
            memcpy(&values[i], &bits, sizeof bits);
        else if (i % 4 == 1)
            values[i] = (u - 0.5) * 2000.0;
        else
            values[i] = (u - 0.25) * (i % 4 == 2 ? 4.0 : 0.01);
    }
}

static void print_scalar(const char *name, double (*f)(double), const double *in, double *out)
{
    for (size_t i = 0; i < COUNT; i++)
        out[i] = f(in[i]);
    isa_print_values(name, out, COUNT);
}

static void print_base(void)
{
    static double in[COUNT], more[COUNT], out[COUNT];
    fill(in, 0);
    gw_exp_array(out, in, COUNT);
    isa_print_values("exp array", out, COUNT);
    gw_log_array(out, in, COUNT);
    isa_print_values("log array", out, COUNT);
    gw_log1p_array(out, in, COUNT);
    isa_print_values("log1p array", out, COUNT);
    gw_expm1_array(out, in, COUNT);
    isa_print_values("expm1 array", out, COUNT);
    print_scalar("exp", gw_exp, in, out);
    print_scalar("log", gw_log, in, out);
    print_scalar("log1p", gw_log1p, in, out);
    print_scalar("expm1", gw_expm1, in, out);
    print_scalar("softplus", gw_softplus, in, out);
    print_scalar("expm1_ratio", gw_expm1_ratio, in, out);

    gw_rng rng = gw_rng_seeded(5, 6);
    for (size_t i = 0; i < COUNT; i++) {
        in[i] = gw_rng_uniform(&rng) - 0.5;
        more[i] = gw_rng_uniform(&rng) - 0.5;
    }
    double sums[3] = {gw_sum(in, COUNT), gw_sum_products(in, more, COUNT), 0.0};
    sums[2] = gw_sum_pairwise(in, 999);
    isa_print_values("sums", sums, 3);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: isa_print THREADS\n");
        return 2;
    }
    print_base();
    isa_print_special();
    return isa_print_models((int)strtol(argv[1], NULL, 10));
}
