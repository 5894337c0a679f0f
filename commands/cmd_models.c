/* goodwill models: which there are; and the way to fit and score. */
#include "arguments.h"
#include "error.h"
#include "model_choice.h"
#include "model_json.h"
#include "models_commands.h"

static const gw_command COMMANDS[] = {
    {"fit", "find the parameters that make a table of customers most likely", gw_models_fit},
    {"score", "what a model expects of each customer of a table", gw_models_score},
    {NULL, NULL, NULL},
};

static const gw_option OPTIONS[] = {{.name = NULL}};

static const gw_usage USAGE = {
    .command = "goodwill models",
    .about = "The models by themselves, on plain tables. Without a command it lists them: name,\n"
             "kind, title, and when to use it.",
    .options = OPTIONS,
    .commands = COMMANDS,
    .example = "  goodwill models\n"
               "  goodwill models fit bg_nbd --input customers.csv > fit.json\n",
};

/* A line of name, kind and title, and below it the advice. */
static gw_status list_as_text(gw_session *session, gw_error *err)
{
    gw_strbuf page = GW_STRBUF_INIT(session->context);
    for (size_t i = 0; i < gw_model_count(); i++) {
        const gw_model *model = gw_model_at(i);
        gw_strbuf_printf(&page, "%-16s %-9s %s\n    %s\n", gw_model_name(model),
                         gw_model_kind_name(gw_model_kind_of(model)), gw_model_title(model),
                         gw_model_advice(model));
    }
    gw_status status = page.failed ? gw_error_no_memory(err, "the list")
                                   : gw_print(session, gw_strbuf_text(&page), err);
    gw_strbuf_free(&page);
    return status;
}

static gw_status list_as_json(gw_session *session, gw_error *err)
{
    gw_strbuf page = GW_STRBUF_INIT(session->context);
    gw_status status = gw_models_to_json(&page, err);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&page), err);
    gw_strbuf_free(&page);
    return status;
}

static gw_status list(gw_session *session, char **argv, gw_error *err)
{
    bool done = false;
    GW_TRY(gw_options_parse(&done, NULL, session, &USAGE, argv, err));
    if (done)
        return GW_OK;
    return session->json ? list_as_json(session, err) : list_as_text(session, err);
}

gw_status gw_cmd_models(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_command *command = NULL;
    if (argc == 0 || argv[0][0] == '-')
        return list(session, argv, err);
    GW_TRY(gw_command_find(&command, COMMANDS, argv[0], "goodwill models", err));
    return command->run(session, argc - 1, argv + 1, err);
}
