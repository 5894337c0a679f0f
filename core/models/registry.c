/* The registered models, from registry.def. */
#include "model.h"

#include <string.h>

static const gw_model *const MODELS[] = {
#define GW_MODEL(name) &gw__model_##name,
#include "registry.def"
#undef GW_MODEL
};

size_t gw_model_count(void)
{
    return sizeof MODELS / sizeof MODELS[0];
}

const gw_model *gw_model_at(size_t index)
{
    return index < gw_model_count() ? MODELS[index] : NULL;
}

const gw_model *gw_model_find(const char *name)
{
    for (size_t i = 0; i < gw_model_count(); i++)
        if (strcmp(MODELS[i]->name, name) == 0)
            return MODELS[i];
    return NULL;
}
