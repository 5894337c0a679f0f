/* goodwill: everything the library promises. */
#ifndef GOODWILL_GOODWILL_H
#define GOODWILL_GOODWILL_H

#include <goodwill/base.h>
#include <goodwill/covariates.h>
#include <goodwill/models.h>
#include <goodwill/predictions.h>

#endif
