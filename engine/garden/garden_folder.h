/* The folder a garden is written to: whole or absent. It is made beside its place and takes its
 * name at the end. */
#ifndef GW_GARDEN_FOLDER_H
#define GW_GARDEN_FOLDER_H

#include "garden_rows.h"

typedef struct gw_garden_folder gw_garden_folder;

/* GW_WRONG_USE when something of this name is there, GW_NOT_FOUND when the folder to hold it is
 * not, GW_FAILED. */
GW_MUST_USE gw_status gw_garden_folder_begin(gw_garden_folder **out, gw_context *context,
                                             const char *path, bool full_truth, gw_error *err);
/* Adds to a table, its header being there already. */
void gw_garden_folder_add(gw_garden_folder *folder, int which, gw_garden_file file,
                          const char *bytes, size_t length);
/* What the rows hold, in their order; the planted ones get their places. */
void gw_garden_folder_add_rows(gw_garden_folder *folder, const gw_garden_rows *rows);
/* Writes a whole file, named within the folder. */
GW_MUST_USE gw_status gw_garden_folder_write(gw_garden_folder *folder, const char *name,
                                             const char *text, gw_error *err);
/* True when nothing written from now on will be kept: the disk is full. */
bool gw_garden_folder_stopped(const gw_garden_folder *folder);
/* Puts the folder in its place; frees it in any case. On failure nothing is left. */
GW_MUST_USE gw_status gw_garden_folder_finish(gw_garden_folder *folder, gw_error *err);
/* Leaves nothing. Accepts NULL. */
void gw_garden_folder_abandon(gw_garden_folder *folder);

/* Removes a folder that a garden was written to, told by its truth/settings.json; one that is not
 * there is fine. GW_WRONG_USE for any other thing of this name. */
GW_MUST_USE gw_status gw_garden_folder_remove(const char *path, gw_error *err);

/* How the path of a table is called in a table of tables. */
const char *gw_garden_file_path(gw_garden_file file);

#endif
