/* GW_CLONES before a function makes the compiler build it for several instruction sets and pick
 * one at load time. The arithmetic is the same operations in the same order, without contraction,
 * so the bits are the same too (tests/isa). GW_NO_CLONES turns it off: sanitizers cannot run the
 * resolvers, and tests/isa builds each instruction set by itself. */
#ifndef GW_CLONES_H
#define GW_CLONES_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(GW_NO_CLONES)
#define GW_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define GW_CLONES
#endif

#endif
