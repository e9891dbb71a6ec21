/* Two threads that compute hand the interpreter lock to each other: take_gil and drop_gil as in CPython 3.11's
 * Python/ceval_gil.c, with a pthread mutex and condition variables on CLOCK_MONOTONIC. It prints how many nanoseconds
 * there are from one hand-over to the next:
 *
 *     handover INTERVAL-US SWITCHES
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, switch_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond, switch_cond;
static int locked, last_holder, drop_request;
static atomic_int eval_breaker;
static long switch_number, interval_ns, wanted;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void take_gil(int me)
{
    pthread_mutex_lock(&mutex);
    while (locked) {
        long seen = switch_number;
        int64_t end = now() + interval_ns;
        struct timespec deadline = {end / 1000000000, end % 1000000000};
        int timed_out = pthread_cond_timedwait(&cond, &mutex, &deadline) != 0;
        if (timed_out && locked && switch_number == seen) {
            drop_request = 1;
            atomic_store(&eval_breaker, 1);
        }
    }
    pthread_mutex_lock(&switch_mutex);
    locked = 1;
    if (last_holder != me) {
        last_holder = me;
        switch_number++;
    }
    pthread_cond_signal(&switch_cond);
    pthread_mutex_unlock(&switch_mutex);
    if (drop_request) {
        drop_request = 0;
        atomic_store(&eval_breaker, 0);
    }
    pthread_mutex_unlock(&mutex);
}

static void drop_gil(int me)
{
    pthread_mutex_lock(&mutex);
    locked = 0;
    pthread_cond_signal(&cond);
    pthread_mutex_unlock(&mutex);
    if (drop_request) {
        pthread_mutex_lock(&switch_mutex);
        if (last_holder == me) {
            drop_request = 0;
            atomic_store(&eval_breaker, 0);
            pthread_cond_wait(&switch_cond, &switch_mutex);
        }
        pthread_mutex_unlock(&switch_mutex);
    }
}

static void *spin(void *arg)
{
    int me = (int)(intptr_t)arg;
    volatile uint64_t x = me;
    take_gil(me);
    while (switch_number < wanted) {
        for (int i = 0; i < 9; i++)
            x = x * 6364136223846793005u + 1442695040888963407u;
        if (atomic_load_explicit(&eval_breaker, memory_order_relaxed)) {
            drop_gil(me);
            take_gil(me);
        }
    }
    drop_request = 0;
    drop_gil(me);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[2];
    pthread_condattr_t attr;
    if (argc != 3)
        return 2;
    interval_ns = atol(argv[1]) * 1000;
    wanted = atol(argv[2]);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&cond, &attr);
    pthread_cond_init(&switch_cond, &attr);
    int64_t began = now();
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, spin, (void *)(i + 1));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%ld\n", (long)((now() - began) / switch_number));
    return 0;
}
