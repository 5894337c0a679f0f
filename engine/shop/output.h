/* Where a result goes: standard output, or a file that is whole or absent.
 *
 * A file is written beside its place and takes its name at the end, so that neither a crash nor a
 * full disk leaves half of one, and what was there before stays until then. Writing is buffered
 * and failures are told at the end; a reader that has gone away (`| head`) is none. */
#ifndef GW_OUTPUT_H
#define GW_OUTPUT_H

#include <goodwill/base.h>

#include <stdbool.h>

typedef struct gw_output gw_output;

/* `path` NULL or "-": standard output. GW_NOT_FOUND for a folder that does not exist, GW_FAILED
 * when the file cannot be made. What is no regular file (/dev/null, a pipe) is written as it is. */
GW_MUST_USE gw_status gw_output_open(gw_output **out, gw_context *context, const char *path,
                                     gw_error *err);
void gw_output_write(gw_output *output, const char *bytes, size_t length);
void gw_output_puts(gw_output *output, const char *text);
/* Nothing written from now on will be read or kept: what makes the output may stop. */
bool gw_output_stopped(const gw_output *output);
/* Puts the file in its place. GW_FAILED names the file and why. Frees the output in any case. */
GW_MUST_USE gw_status gw_output_finish(gw_output *output, gw_error *err);
/* Leaves everything as it was before gw_output_open. Accepts NULL. */
void gw_output_abandon(gw_output *output);

#endif
