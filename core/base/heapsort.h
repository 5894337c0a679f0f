/* Heapsort (Williams 1964, Communications of the ACM 7(6), algorithm 232): no stack and no room of
 * its own, whatever the list, and the same order everywhere.
 *
 * GW_HEAPSORT(name, type, before) makes `static void name(type *list, size_t n)`, which sorts
 * ascending in place; before(a, b), of two pointers to const type, is true where *a must come
 * before *b, and one of the two must unless they cannot be told apart. */
#ifndef GW_HEAPSORT_H
#define GW_HEAPSORT_H

#include <stddef.h>

#define GW_HEAPSORT(name, type, before)                                                            \
    typedef type name##_item;                                                                      \
    /* Puts list[from] where it belongs in the heap below it, the last on top. */                  \
    static void name##_sift(name##_item *list, size_t from, size_t n)                              \
    {                                                                                              \
        name##_item moved = list[from];                                                            \
        for (size_t child; (child = 2 * from + 1) < n; from = child) {                             \
            if (child + 1 < n && before(&list[child], &list[child + 1]))                           \
                child++;                                                                           \
            if (!before(&moved, &list[child]))                                                     \
                break;                                                                             \
            list[from] = list[child];                                                              \
        }                                                                                          \
        list[from] = moved;                                                                        \
    }                                                                                              \
    static void name(name##_item *list, size_t n)                                                  \
    {                                                                                              \
        for (size_t i = n / 2; i > 0; i--)                                                         \
            name##_sift(list, i - 1, n);                                                           \
        for (size_t end = n; end > 1; end--) {                                                     \
            name##_item last = list[0];                                                            \
            list[0] = list[end - 1];                                                               \
            list[end - 1] = last;                                                                  \
            name##_sift(list, 0, end - 1);                                                         \
        }                                                                                          \
    }

#endif
