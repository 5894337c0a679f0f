/* Hamiltonian Monte Carlo, for targets that importance sampling does not reach. */
#ifndef GW_HMC_H
#define GW_HMC_H

#include "sample.h"
#include "student.h"

#define GW_HMC_CHAINS 4

/* Fills points_out with GW_HMC_CHAINS chains of `length` points each, one after the other. `metric`
 * gives the scale of each direction and where chains begin. Statuses of the target. */
gw_status gw_hmc_run(double *points_out, size_t *evaluations_out, const gw_target *target,
                     const gw_student *metric, size_t length, uint64_t seed, gw_error *err);

#endif
