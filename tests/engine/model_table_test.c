/* A table of customers on its way through a model: read, fitted, scored, written; and the same with
 * every allocation failed in turn. */
#include "store/store_support.h"

#include <math.h>

#include "covariate_table.h"
#include "model_json.h"
#include "model_table.h"
#include "score_output.h"

static const char CUSTOMERS[] = "name,x,t_x,T,came\na,2,3.5,10,web\nb,0,0,10,shop\nc,1,2,12,web\n"
                                "b,0,0,10,shop\nd,5,9,11,fair\ne,3,3,12,web\n";

static char *write_customers(const place *p)
{
    char *path = path_in(p, "customers.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(CUSTOMERS, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static gw_status fit_to_json(gw_strbuf *json, gw_context *context, const char *path, gw_error *err)
{
    gw_model_table table = {0};
    gw_fit fit;
    const gw_model *model = gw_model_find("nbd");
    gw_status status = gw_model_table_read(&table, context, model, path, GW_TABLE_TO_FIT, err);
    if (status == GW_OK)
        status = gw_model_fit(&fit, context, model, table.cells, NULL, err);
    if (status == GW_OK)
        status = gw_fit_to_json(json, model, &fit, 0.5, err);
    gw_model_table_free(&table);
    return status;
}

/* The fit's own allocations are those of models/covariates_test.c. */
static gw_status covariates_to_json(gw_strbuf *json, gw_context *context, const char *path,
                                    gw_error *err)
{
    gw_model_table table = {0};
    gw_covariate_table by = {0};
    const gw_covariate_fit fit = {.fit = {.params = {1, 1}}, .buying = {1, 1}, .leaving = {1, 1}};
    const gw_model *model = gw_model_find("nbd");
    gw_status status = gw_model_table_read(&table, context, model, path, GW_TABLE_TO_FIT_BY, err);
    if (status == GW_OK)
        status = gw_covariate_table_read(&by, context, model, &table, "came", err);
    if (status == GW_OK)
        status = gw_covariate_fit_to_json(json, model, &by.segments, &fit, 0.5, err);
    gw_covariate_table_free(&by);
    gw_model_table_free(&table);
    return status;
}

/* Words against the most frequent one; segments by words, whatever the order of the rows. */
static void words_become_comparisons(void **state)
{
    place *p = *state;
    char *path = write_customers(p);
    gw_model_table table = {0};
    gw_covariate_table by = {0};
    gw_error err = {0};
    const gw_model *model = gw_model_find("nbd");
    const double z[] = {1, 0, 0, 1, 0, 0}; /* fair, shop, web */
    const double customers[] = {1, 2, 3};
    assert_int_equal(gw_model_table_read(&table, p->context, model, path, GW_TABLE_TO_FIT_BY, &err),
                     GW_OK);
    assert_int_equal(gw_covariate_table_read(&by, p->context, model, &table, "came", &err), GW_OK);
    assert_int_equal(by.segments.covariates, 2);
    assert_string_equal(by.segments.names[0], "came=fair");
    assert_string_equal(by.segments.names[1], "came=shop");
    assert_int_equal(by.segments.n, 3);
    for (size_t k = 0; k < 3; k++) {
        assert_true(by.segments.z[2 * k] == z[2 * k] && by.segments.z[2 * k + 1] == z[2 * k + 1]);
        assert_true(gw_cells_customers(by.segments.cells[k]) == customers[k]);
    }
    assert_true(gw_cells_column(by.segments.cells[0], 0)[0] == 5); /* d came from the fair */
    gw_covariate_table_free(&by);
    gw_model_table_free(&table);
    free(path);
}

static gw_status score_to_file(gw_context *context, const char *path, const char *to,
                               gw_score_format format, gw_error *err)
{
    gw_model_table table = {0};
    gw_output *output = NULL;
    double *scores[GW_MAX_SCORES] = {NULL};
    double values[GW_MAX_SCORES][8];
    const double params[] = {0.4, 12.0};
    gw_score_options question = GW_SCORE_OPTIONS_INIT;
    const gw_model *model = gw_model_find("nbd");
    gw_status status = gw_model_table_read(&table, context, model, path, GW_TABLE_TO_SCORE, err);
    question.horizon = 52.0;
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        scores[i] = values[i];
    if (status == GW_OK)
        status = gw_model_score(scores, NULL, context, model, params, table.cells, &question, err);
    if (status == GW_OK)
        status = gw_output_open(&output, context, to, err);
    if (status == GW_OK)
        status = gw_scores_write(output, context, model, &table, scores, format, err);
    if (status == GW_OK)
        status = gw_output_finish(output, err);
    else
        gw_output_abandon(output);
    gw_model_table_free(&table);
    return status;
}

static void rows_come_out_in_their_order(void **state)
{
    place *p = *state;
    gw_error err = {0};
    char *path = write_customers(p);
    char *to = path_in(p, "scores.csv");
    static const char *const starts[] = {"name,x,t_x,T,came,log_lik,",
                                         "a,2,3.5,10,web,-",
                                         "b,0,0,10,shop,-",
                                         "c,1,2,12,web,-",
                                         "b,0,0,10,shop,-",
                                         "d,5,9,11,fair,-",
                                         "e,3,3,12,web,-"};
    char line[512];
    must(score_to_file(p->context, path, to, GW_SCORES_AS_CSV, &err), &err);
    FILE *file = fopen(to, "r");
    assert_non_null(file);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        assert_non_null(fgets(line, sizeof line, file));
        assert_memory_equal(line, starts[i], strlen(starts[i]));
    }
    assert_null(fgets(line, sizeof line, file));
    fclose(file);
    free(path);
    free(to);
}

static void cells_count_customers(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_model_table table = {0};
    char *path = write_customers(p);
    must(gw_model_table_read(&table, p->context, gw_model_find("nbd"), path, GW_TABLE_TO_FIT, &err),
         &err);
    assert_int_equal(gw_cells_count(table.cells), 5);
    check_same_bits(gw_cells_customers(table.cells), 6.0);
    gw_model_table_free(&table);
    gw_model_table_free(&table);
    free(path);
}

static void json_has_null_for_what_is_not_there(void **state)
{
    place *p = *state;
    gw_error err = {0};
    gw_strbuf json = GW_STRBUF_INIT(p->context);
    gw_fit fit = {.params = {0.1, 2.0},
                  .se = {(double)NAN, 0.5},
                  .log_lik = -1.5,
                  .customers = 2.5,
                  .cells = 3,
                  .outcome = GW_FIT_NOT_IDENTIFIED,
                  .message = "so \"it\" is"};
    must(gw_fit_to_json(&json, gw_model_find("nbd"), &fit, 0.25, &err), &err);
    assert_string_equal(gw_strbuf_text(&json), "{\n"
                                               "  \"model\": \"nbd\",\n"
                                               "  \"params\": {\n"
                                               "    \"r\": 0.10000000000000001,\n"
                                               "    \"alpha\": 2.0\n"
                                               "  },\n"
                                               "  \"se\": {\n"
                                               "    \"r\": null,\n"
                                               "    \"alpha\": 0.5\n"
                                               "  },\n"
                                               "  \"log_lik\": -1.5,\n"
                                               "  \"customers\": 2.5,\n"
                                               "  \"cells\": 3,\n"
                                               "  \"outcome\": \"not_identified\",\n"
                                               "  \"message\": \"so \\\"it\\\" is\",\n"
                                               "  \"seconds\": 0.25\n"
                                               "}\n");
    gw_strbuf_free(&json);
}

/* The threads of a context allocate too, so one is enough here. */
static void every_allocation_may_fail(void **state)
{
    place *p = *state;
    char *path = write_customers(p);
    char *to = path_in(p, "scores");
    for (int what = 0; what < 4; what++) {
        bool done = false;
        for (long n = 1; !done && n < 2000; n++) {
            failing_allocator memory = {0};
            gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
            failing_allocator_options(&options, &memory);
            gw_context *context = NULL;
            assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
            memory.fail_at = memory.calls + n;
            gw_error err = {0};
            gw_strbuf json = GW_STRBUF_INIT(context);
            gw_status status =
                what == 0   ? fit_to_json(&json, context, path, &err)
                : what == 3 ? covariates_to_json(&json, context, path, &err)
                            : score_to_file(context, path, to,
                                            what == 1 ? GW_SCORES_AS_CSV : GW_SCORES_AS_JSON, &err);
            done = memory.calls < memory.fail_at;
            assert_int_equal(status, done ? GW_OK : GW_NO_MEMORY);
            assert_int_equal(access(to, F_OK) == 0, (what == 1 || what == 2) && done);
            gw_strbuf_free(&json);
            gw_context_free(context);
            assert_int_equal(memory.held, 0);
        }
        assert_true(done);
        unlink(to);
    }
    free(path);
    free(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_place(rows_come_out_in_their_order),        test_in_place(cells_count_customers),
        test_in_place(json_has_null_for_what_is_not_there), test_in_place(words_become_comparisons),
        test_in_place(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
