/* The threads behind gw_parallel_for.
 *
 * A run is opened under the lock with a new number. Threads join it under the lock, and take the
 * next unit by an atomic counter until none is left; so does the caller, who then closes the run
 * and waits for those who joined. A thread that wakes up too late for a short run costs nothing.
 * The lock also makes what the threads wrote visible to the caller. */
#include "pool.h"

#include "error.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

typedef struct pool_thread {
    gw_pool *pool;
    pthread_t handle;
    int worker;
} pool_thread;

struct gw_pool {
    gw_allocator allocator;
    pthread_mutex_t lock;
    pthread_cond_t opened;
    pthread_cond_t finished;
    /* Guarded by the lock. */
    unsigned long run; /* the number of the last run */
    bool open;         /* it may be joined */
    int joined;        /* threads at work on it */
    bool ending;
    /* The current run: written before it is opened, read by those who joined. */
    gw_unit_fn fn;
    void *user;
    size_t units;
    atomic_size_t next;

    int thread_count;
    pool_thread threads[];
};

static void do_units(gw_pool *pool, int worker)
{
    for (;;) {
        size_t unit = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
        if (unit >= pool->units)
            return;
        pool->fn(unit, worker, pool->user);
    }
}

/* Waits for a run other than *run and joins it; false when the pool ends instead. */
static bool join_run(gw_pool *pool, unsigned long *run)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->ending && !(pool->open && pool->run != *run))
        pthread_cond_wait(&pool->opened, &pool->lock);
    bool go = !pool->ending;
    if (go) {
        *run = pool->run;
        pool->joined++;
    }
    pthread_mutex_unlock(&pool->lock);
    return go;
}

static void leave_run(gw_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    if (--pool->joined == 0)
        pthread_cond_signal(&pool->finished);
    pthread_mutex_unlock(&pool->lock);
}

static void *thread_main(void *argument)
{
    const pool_thread *self = argument;
    unsigned long run = 0;
    while (join_run(self->pool, &run)) {
        do_units(self->pool, self->worker);
        leave_run(self->pool);
    }
    return NULL;
}

/* One after the other; stops at the first that cannot be had. */
static gw_status start_threads(gw_pool *pool, int count, gw_error *err)
{
    for (int i = 0; i < count; i++) {
        pool_thread *thread = &pool->threads[i];
        thread->pool = pool;
        thread->worker = i + 1;
        int code = pthread_create(&thread->handle, NULL, thread_main, thread);
        if (code != 0)
            return gw_error_set(err, GW_FAILED, "thread %d of %d could not be started (error %d)",
                                i + 2, count + 1, code);
        pool->thread_count++;
    }
    return GW_OK;
}

gw_status gw_pool_start(gw_pool **out, const gw_allocator *allocator, int threads, gw_error *err)
{
    size_t count = (size_t)(threads - 1);
    size_t bytes = sizeof(gw_pool) + count * sizeof(pool_thread);
    gw_pool *pool = allocator->allocate(allocator->user, bytes);
    if (pool == NULL)
        return gw_error_no_memory(err, "threads");
    memset(pool, 0, bytes);
    pool->allocator = *allocator;
    /* With default attributes these three cannot fail on the systems goodwill runs on. */
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->opened, NULL);
    pthread_cond_init(&pool->finished, NULL);
    atomic_init(&pool->next, 0);
    gw_status status = start_threads(pool, threads - 1, err);
    if (status == GW_OK)
        *out = pool;
    else
        gw_pool_stop(pool);
    return status;
}

void gw_pool_stop(gw_pool *pool)
{
    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->opened);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->thread_count; i++)
        pthread_join(pool->threads[i].handle, NULL);
    pthread_cond_destroy(&pool->finished);
    pthread_cond_destroy(&pool->opened);
    pthread_mutex_destroy(&pool->lock);
    gw_allocator allocator = pool->allocator;
    allocator.release(allocator.user, pool);
}

void gw_pool_run(gw_pool *pool, size_t units, gw_unit_fn fn, void *user)
{
    pthread_mutex_lock(&pool->lock);
    pool->fn = fn;
    pool->user = user;
    pool->units = units;
    atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
    pool->run++;
    pool->open = true;
    pthread_cond_broadcast(&pool->opened);
    pthread_mutex_unlock(&pool->lock);

    do_units(pool, 0);

    pthread_mutex_lock(&pool->lock);
    pool->open = false;
    while (pool->joined > 0)
        pthread_cond_wait(&pool->finished, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}
