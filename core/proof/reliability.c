#include "reliability.h"

#include <math.h>

#include "error.h"

void gw_wilson(double *low_out, double *high_out, double happened, double n, double z)
{
    double share = happened / n;
    double z2 = z * z;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    *low_out = fmax(0.0, middle - half);
    *high_out = fmin(1.0, middle + half);
}

static size_t bin_of(double chance, size_t count)
{
    size_t bin = (size_t)(chance * (double)count);
    return bin < count ? bin : count - 1;
}

gw_status gw_reliability(gw_reliability_bin *bins_out, size_t count, const double *sorted_by,
                         const double *said, const double *happened, size_t n, gw_error *err)
{
    for (size_t b = 0; b < count; b++)
        bins_out[b] = (gw_reliability_bin){0};
    for (size_t i = 0; i < n; i++) {
        /* written so that a NaN fails */
        if (!(sorted_by[i] >= 0 && sorted_by[i] <= 1) || !(said[i] >= 0 && said[i] <= 1) ||
            !(happened[i] == 0 || happened[i] == 1))
            return gw_error_set(err, GW_BAD_DATA,
                                "row %zu: %g and %g are no chances, or %g is not "
                                "0 or 1",
                                i + 1, sorted_by[i], said[i], happened[i]);
        gw_reliability_bin *bin = &bins_out[bin_of(sorted_by[i], count)];
        bin->customers += 1;
        bin->said += said[i];
        bin->happened += happened[i];
    }
    for (size_t b = 0; b < count; b++) {
        double per = bins_out[b].customers > 0 ? 1 / bins_out[b].customers : 0.0;
        bins_out[b].said *= per;
        bins_out[b].happened *= per;
    }
    return GW_OK;
}
