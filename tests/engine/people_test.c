/* One person with two names, and a person forgotten. */
#include "shop_folder.h"

#include <jansson.h>

#include "ledger.h"
#include "people.h"
#include "privacy.h"
#include "sql.h"

#define MUST(call)                                                                                 \
    do {                                                                                           \
        if ((call) != GW_OK)                                                                       \
            fail_msg("%s: %s", #call, err.message);                                                \
    } while (0)

static void take(gw_receipt *r, gw_shop *shop, const char *name, const char *text)
{
    const gw_import_options options = {.accept = true};
    const char *path = write_file(name, text);
    gw_error err = {0};
    if (gw_import_file(r, shop, path, &options, &err) != GW_OK)
        fail_msg("%s: %s", name, err.message);
}

static int64_t number_of(gw_shop *shop, const char *customer)
{
    int64_t number = 0;
    gw_error err = {0};
    if (gw__ledger_find(&number, shop, customer, &err) != GW_OK)
        fail_msg("%s", err.message);
    return number;
}

#define PURCHASES                                                                                  \
    "customer,date,amount\nada@work.x,2025-01-02,5\nada@home.x,2025-01-03,7\n12,2025-01-04,11\n"
#define COUNTING_FOR(no)                                                                           \
    snprintf(sql, sizeof sql,                                                                      \
             "SELECT CAST(coalesce(sum(paid), 0) AS BIGINT) FROM exchange_used "                   \
             "WHERE customer_no = %lld",                                                           \
             (long long)(no))

static void merges_hold_and_can_be_undone(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    int64_t first = 0;
    int64_t second = 0;
    char sql[160];
    gw_error err = {0};
    MUST(gw_shop_create(&shop, context, path_of("merge.gw"), "EUR", NULL, &err));
    take(&r, &shop, "p.csv", PURCHASES);
    int64_t work = number_of(&shop, "ada@work.x");
    int64_t home = number_of(&shop, "ada@home.x");
    /* work -> home -> 12, so that all is 12's */
    MUST(gw_people_merge(&first, &shop, "ada@work.x", "ada@home.x", &err));
    COUNTING_FOR(home);
    assert_int_equal(ask(&shop, sql), 12);
    assert_int_equal(gw_people_merge(&second, &shop, "ada@home.x", "ada@work.x", &err),
                     GW_WRONG_USE);
    MUST(gw_people_merge(&second, &shop, "ada@home.x", "12", &err));
    assert_int_equal(number_of(&shop, "ada@work.x"), 12);
    COUNTING_FOR(12);
    assert_int_equal(ask(&shop, sql), 23);
    /* what comes later for one of them counts for the person, and is known again */
    take(&r, &shop, "q.csv", PURCHASES "ada@work.x,2025-01-02,6\n");
    assert_int_equal(r.known, 3);
    assert_int_equal(r.used, 1);
    assert_int_equal(ask(&shop, sql), 29);
    /* taken back in any order */
    MUST(gw_people_undo(&shop, first, &err));
    assert_int_equal(ask(&shop, sql), 18);
    COUNTING_FOR(work);
    assert_int_equal(ask(&shop, sql), 11);
    MUST(gw_people_undo(&shop, second, &err));
    COUNTING_FOR(home);
    assert_int_equal(ask(&shop, sql), 7);
    assert_int_equal(gw_people_undo(&shop, second, &err), GW_WRONG_USE);
    assert_int_equal(gw_people_undo(&shop, 99, &err), GW_NOT_FOUND);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM audit"), 4);
    gw_shop_close(&shop);
}

static void nobody_is_merged_by_a_name(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    gw_strbuf text = GW_STRBUF_INIT(context);
    MUST(gw_shop_create(&shop, context, path_of("alike.gw"), "EUR", NULL, &err));
    take(&r, &shop, "c.csv",
         "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Total Orders\n"
         "'1,Ada,Example,ada@work.x,yes,1,1\n'2,Ada,Example,ada@home.x,yes,1,1\n"
         "'3,Bob,Example,bob@work.x,yes,1,1\n'3,Rob,Example,bob@home.x,yes,1,1\n");
    MUST(gw_people_list(&text, &shop, false, &err));
    assert_int_equal(ask(&shop, "SELECT count(*) FROM person_merge"), 0);
    assert_non_null(strstr(gw_strbuf_text(&text), "the same customer id in shopify"));
    assert_non_null(strstr(gw_strbuf_text(&text), "the same name (weak"));
    gw_strbuf_free(&text);
    gw_shop_close(&shop);
}

/* Is the text anywhere in the store's file? */
static bool file_has(const char *path, const char *text)
{
    size_t n = 0;
    size_t length = strlen(text);
    static char bytes[1 << 24];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i + length <= n; i++)
        if (memcmp(bytes + i, text, length) == 0)
            return true;
    return false;
}

#define WORDS                                                                                      \
    "customer_id,kind,day,paid,body,message_id,score,scale_max\n"                                  \
    "zoe@secret.x,purchase,2025-01-02,5,,m1,,\nzoe@secret.x,advice,2025-01-03,,my private "        \
    "words,m2,,\n77,purchase,2025-01-04,9,,m3,,\nbob,purchase,2025-01-04,8,,m4,,\n"                \
    "zoe@secret.x,answer,someday,,,m5,9,10\n"

static void a_person_is_given_out_and_forgotten(void **state)
{
    (void)state;
    gw_shop shop = {0};
    gw_receipt r;
    gw_error err = {0};
    char pseudonym[GW_PSEUDONYM_SIZE];
    gw_strbuf text = GW_STRBUF_INIT(context);
    MUST(gw_shop_create(&shop, context, path_of("erase.gw"), "EUR", NULL, &err));
    take(&r, &shop, "w.csv", WORDS);
    take(&r, &shop, "s.csv",
         "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Total Orders\n"
         "'4242,Zoe,Secret,zoe@secret.x,yes,1,1\n");
    MUST(gw_person_export(&text, &shop, "zoe@secret.x", &err));
    json_t *person = json_loads(gw_strbuf_text(&text), 0, NULL);
    assert_non_null(person);
    assert_int_equal(json_array_size(json_object_get(person, "exchange")), 2);
    assert_int_equal(json_array_size(json_object_get(person, "person_detail")), 3);
    assert_int_equal(json_array_size(json_object_get(person, "set_aside")), 1);
    assert_non_null(strstr(gw_strbuf_text(&text), "my private words"));
    assert_null(strstr(gw_strbuf_text(&text), "bob"));
    json_decref(person);
    gw_strbuf_free(&text);

    MUST(gw_person_erase(pseudonym, &shop, "zoe@secret.x", &err));
    MUST(gw_person_erase(pseudonym, &shop, "77", &err)); /* an id that is its own number */
    assert_int_equal(ask(&shop, "SELECT CAST(sum(paid) AS BIGINT) FROM exchange_used"), 22);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE body IS NOT NULL"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM exchange WHERE customer_no = 77"), 0);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer WHERE customer_id LIKE 'erased-%'"),
                     2);
    int64_t number = 0;
    assert_int_equal(gw__ledger_find(&number, &shop, "zoe@secret.x", &err), GW_NOT_FOUND);

    assert_int_equal(ask(&shop, "SELECT count(*) FROM audit WHERE subject LIKE '%zoe%'"), 0);
    /* the old files come again, with another row: only bob's comes in */
    take(&r, &shop, "w2.csv", WORDS "bob,purchase,2025-01-05,1,,m6,,\n");
    assert_int_equal(r.used, 1);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM customer"), 3);
    assert_int_equal(ask(&shop, "SELECT count(*) FROM reject WHERE content LIKE '%zoe%'"), 0);
    gw_shop_close(&shop);
    assert_false(file_has(path_of("erase.gw"), "my private words"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merges_hold_and_can_be_undone),
        cmocka_unit_test(nobody_is_merged_by_a_name),
        cmocka_unit_test(a_person_is_given_out_and_forgotten),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
