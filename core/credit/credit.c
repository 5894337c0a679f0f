/* Shares along referral chains; see credit.h. Persons are numbered 0 .. n-1 by their sorted ids;
 * links lie grouped by the person brought. Whoever brought comes before whom they brought in
 * `rank`, so one walk from the payer upwards, highest rank first, sees each person after all that
 * reaches them: F_u = sum over links of phi x F, kept (1 - Phi_u) F_u. */
#include "credit.h"

#include <math.h>
#include <stdbool.h>

#include "error.h"
#include "heapsort.h"
#include "memory.h"

#define NOBODY UINT32_MAX

typedef struct link {
    uint32_t referrer;
    uint32_t next; /* of the same customer; NOBODY ends */
    double weight;
} link;

struct gw_credit {
    gw_context *context;
    double theta;
    size_t persons;
    int64_t *ids;    /* sorted */
    uint32_t *first; /* of each person's links */
    uint32_t *rank;  /* above it all who brought them */
    double *passed;  /* Phi: the share of what reaches them that goes on */
    double *inflow;  /* of the walk under way; else 0 */
    uint32_t *heap;  /* of the walk: persons, highest rank first */
    bool *brought_any;
    link *links;
    size_t link_count;
    size_t next_person;
    size_t payers;
    gw_credit_share *shares;
    size_t share_capacity;
};

const char *gw_referral_fault_words(gw_referral_fault fault)
{
    static const char *const words[GW_REFERRAL_FAULTS] = {
        "", "nobody brings themselves", "this referral is known already",
        "the one who brought them was brought by them",
        "the chances of not having come otherwise are above 1 together, or no chances"};
    return fault < GW_REFERRAL_FAULTS ? words[fault] : "";
}

/* ---- Persons -------------------------------------------------------------------------------- */

static bool less(const int64_t *a, const int64_t *b)
{
    return *a < *b;
}

GW_HEAPSORT(sort_numbers, int64_t, less)

static uint32_t person_of(const gw_credit *c, int64_t id)
{
    size_t low = 0;
    size_t high = c->persons;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static gw_status number_persons(gw_credit *c, const gw_referral *referrals, size_t n, gw_error *err)
{
    c->ids = gw_alloc(c->context, 2 * n, sizeof *c->ids);
    if (c->ids == NULL)
        return gw_error_no_memory(err, "who brought whom");
    for (size_t i = 0; i < n; i++) {
        c->ids[2 * i] = referrals[i].customer;
        c->ids[2 * i + 1] = referrals[i].referrer;
    }
    sort_numbers(c->ids, 2 * n);
    for (size_t i = 0; i < 2 * n; i++)
        if (c->persons == 0 || c->ids[c->persons - 1] != c->ids[i])
            c->ids[c->persons++] = c->ids[i];
    return GW_OK;
}

static gw_status make_room(gw_credit *c, size_t n, gw_error *err)
{
    size_t m = c->persons;
    c->first = gw_alloc(c->context, m, sizeof *c->first);
    c->rank = gw_alloc_zero(c->context, m, sizeof *c->rank);
    c->passed = gw_alloc_zero(c->context, m, sizeof *c->passed);
    c->inflow = gw_alloc_zero(c->context, m, sizeof *c->inflow);
    c->heap = gw_alloc(c->context, m, sizeof *c->heap);
    c->brought_any = gw_alloc_zero(c->context, m, sizeof *c->brought_any);
    c->links = gw_alloc(c->context, n, sizeof *c->links);
    if (c->first == NULL || c->rank == NULL || c->passed == NULL || c->inflow == NULL ||
        c->heap == NULL || c->brought_any == NULL || c->links == NULL)
        return gw_error_no_memory(err, "who brought whom");
    for (size_t i = 0; i < m; i++)
        c->first[i] = NOBODY;
    return GW_OK;
}

/* ---- Links ---------------------------------------------------------------------------------- */

/* Is `wanted` among those who brought `person`, at any remove? The heap is free before the walks:
 * it holds who is still to be asked; inflow marks who was. */
static bool was_brought_by(gw_credit *c, uint32_t person, uint32_t wanted)
{
    size_t waiting = 0;
    size_t seen = 0;
    bool found = false;
    c->heap[waiting++] = person;
    c->inflow[person] = 1;
    seen = waiting;
    for (size_t at = 0; at < seen && !found; at++)
        for (uint32_t l = c->first[c->heap[at]]; l != NOBODY; l = c->links[l].next) {
            uint32_t up = c->links[l].referrer;
            if (up == wanted)
                found = true;
            else if (c->inflow[up] == 0) {
                c->inflow[up] = 1;
                c->heap[seen++] = up;
            }
        }
    for (size_t at = 0; at < seen; at++)
        c->inflow[c->heap[at]] = 0;
    return found;
}

static gw_referral_fault judge(gw_credit *c, uint32_t customer, uint32_t referrer, double weight)
{
    if (customer == referrer)
        return GW_REFERRAL_SELF;
    for (uint32_t l = c->first[customer]; l != NOBODY; l = c->links[l].next)
        if (c->links[l].referrer == referrer)
            return GW_REFERRAL_TWICE;
    /* a hair above 1 is rounding: three thirds */
    if (!(weight >= 0 && weight <= 1) || c->passed[customer] + weight > 1 + 1e-12)
        return GW_REFERRAL_WEIGHT;
    /* who brought nobody yet cannot stand above anybody */
    if (c->brought_any[customer] && was_brought_by(c, referrer, customer))
        return GW_REFERRAL_CYCLE;
    return GW_REFERRAL_GOOD;
}

static void add_links(gw_credit *c, const gw_referral *referrals, size_t n, unsigned char *faults)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t customer = person_of(c, referrals[i].customer);
        uint32_t referrer = person_of(c, referrals[i].referrer);
        gw_referral_fault fault = judge(c, customer, referrer, referrals[i].weight);
        if (faults != NULL)
            faults[i] = (unsigned char)fault;
        if (fault != GW_REFERRAL_GOOD)
            continue;
        c->passed[customer] += referrals[i].weight;
        c->brought_any[referrer] = true;
        c->payers += c->first[customer] == NOBODY;
        c->links[c->link_count] = (link){referrer, c->first[customer], referrals[i].weight};
        c->first[customer] = (uint32_t)c->link_count++;
    }
    for (size_t p = 0; p < c->persons; p++)
        c->passed[p] = c->theta * fmin(c->passed[p], 1);
}

/* Ranks: 0 for who was brought by nobody, else one above the highest of those who brought them. A
 * walk over an own stack (the heap), since chains may be as long as there are people. */
static void rank_all(gw_credit *c)
{
    for (size_t p = 0; p < c->persons; p++) {
        size_t depth = 0;
        if (c->rank[p] != 0 || c->first[p] == NOBODY)
            continue;
        c->heap[depth++] = (uint32_t)p;
        while (depth > 0) {
            uint32_t at = c->heap[depth - 1];
            uint32_t highest = 0;
            bool ready = true;
            for (uint32_t l = c->first[at]; l != NOBODY && ready; l = c->links[l].next) {
                uint32_t up = c->links[l].referrer;
                ready = c->rank[up] != 0 || c->first[up] == NOBODY;
                if (!ready)
                    c->heap[depth++] = up;
                else if (c->rank[up] > highest)
                    highest = c->rank[up];
            }
            if (!ready)
                continue;
            c->rank[at] = highest + 1;
            depth--;
        }
    }
}

gw_status gw_credit_create(gw_credit **out, gw_context *context, const gw_referral *referrals,
                           size_t n, double theta, unsigned char *faults_out, gw_error *err)
{
    gw_credit *c = NULL;
    if (!(theta >= 0 && theta <= 1))
        return gw_error_set(err, GW_WRONG_USE,
                            "the share passed on to who brought a customer lies between 0 and 1, "
                            "not %g",
                            theta);
    if (n > UINT32_MAX / 2 - 1)
        return gw_error_set(err, GW_WRONG_USE, "%zu referrals are too many", n);
    c = gw_alloc_zero(context, 1, sizeof *c);
    if (c == NULL)
        return gw_error_no_memory(err, "who brought whom");
    c->context = context;
    c->theta = theta;
    gw_status status = number_persons(c, referrals, n, err);
    if (status == GW_OK)
        status = make_room(c, n, err);
    if (status != GW_OK) {
        gw_credit_free(c);
        return status;
    }
    add_links(c, referrals, n, faults_out);
    rank_all(c);
    *out = c;
    return GW_OK;
}

void gw_credit_free(gw_credit *c)
{
    if (c == NULL)
        return;
    gw_context *context = c->context;
    gw_release(context, c->ids);
    gw_release(context, c->first);
    gw_release(context, c->rank);
    gw_release(context, c->passed);
    gw_release(context, c->inflow);
    gw_release(context, c->heap);
    gw_release(context, c->brought_any);
    gw_release(context, c->links);
    gw_release(context, c->shares);
    gw_release(context, c);
}

size_t gw_credit_payers(const gw_credit *credit)
{
    return credit->payers;
}

/* ---- Shares --------------------------------------------------------------------------------- */

/* Higher rank first; among equals the lower number, so that the order is always the same. */
static bool before(const gw_credit *c, uint32_t a, uint32_t b)
{
    return c->rank[a] != c->rank[b] ? c->rank[a] > c->rank[b] : a < b;
}

static void push(gw_credit *c, size_t *size, uint32_t person)
{
    size_t at = (*size)++;
    while (at > 0 && before(c, person, c->heap[(at - 1) / 2])) {
        c->heap[at] = c->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    c->heap[at] = person;
}

static uint32_t pop(gw_credit *c, size_t *size)
{
    uint32_t top = c->heap[0];
    uint32_t last = c->heap[--*size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= *size)
            break;
        if (child + 1 < *size && before(c, c->heap[child + 1], c->heap[child]))
            child++;
        if (!before(c, c->heap[child], last))
            break;
        c->heap[at] = c->heap[child];
        at = child;
    }
    c->heap[at] = last;
    return top;
}

static gw_status add_share(gw_credit *c, size_t *n, uint32_t payer, uint32_t to, double share,
                           gw_error *err)
{
    if (*n == c->share_capacity) {
        size_t capacity = 2 * c->share_capacity + 16;
        gw_credit_share *grown = gw_resize(c->context, c->shares, capacity, sizeof *grown);
        if (grown == NULL)
            return gw_error_no_memory(err, "the shares of who brought whom");
        c->shares = grown;
        c->share_capacity = capacity;
    }
    c->shares[(*n)++] = (gw_credit_share){c->ids[payer], c->ids[to], share};
    return GW_OK;
}

static void pass_on(gw_credit *c, size_t *waiting, uint32_t person, double here)
{
    for (uint32_t l = c->first[person]; l != NOBODY; l = c->links[l].next) {
        uint32_t up = c->links[l].referrer;
        double part = c->theta * c->links[l].weight * here;
        if (part <= 0)
            continue;
        if (c->inflow[up] == 0)
            push(c, waiting, up);
        c->inflow[up] += part;
    }
}

static gw_status walk_up(gw_credit *c, size_t *n, uint32_t payer, gw_error *err)
{
    size_t waiting = 0;
    gw_status status = GW_OK;
    push(c, &waiting, payer);
    c->inflow[payer] = 1;
    while (waiting > 0) {
        uint32_t person = pop(c, &waiting);
        double here = c->inflow[person];
        bool passes = here * c->passed[person] >= GW_CREDIT_LEAST;
        double kept = passes ? here * (1 - c->passed[person]) : here;
        c->inflow[person] = 0;
        if (status != GW_OK) /* the walk is ended in order, so that the next one starts clean */
            continue;
        if (kept > 0 || person == payer)
            status = add_share(c, n, payer, person, kept, err);
        if (passes)
            pass_on(c, &waiting, person, here);
    }
    return status;
}

gw_status gw_credit_next(const gw_credit_share **out, size_t *n_out, gw_credit *c, gw_error *err)
{
    size_t n = 0;
    while (c->next_person < c->persons && c->first[c->next_person] == NOBODY)
        c->next_person++;
    if (c->next_person < c->persons) {
        GW_TRY(walk_up(c, &n, (uint32_t)c->next_person, err));
        c->next_person++;
    }
    *out = c->shares;
    *n_out = n;
    return GW_OK;
}
