/* The commands below `goodwill models`. */
#ifndef GW_MODELS_COMMANDS_H
#define GW_MODELS_COMMANDS_H

#include "command.h"

gw_status gw_models_fit(gw_session *session, int argc, char **argv, gw_error *err);
gw_status gw_models_score(gw_session *session, int argc, char **argv, gw_error *err);

#endif
