# What is installed works where it was put: a program of somebody else against the library, found by
# pkg-config; and goodwill itself, with the DuckDB that lies beside it.
set -eu

rm -rf ./*
cmake --install "$GW_BUILD_DIR" --prefix "$PWD/first" >installed
mv first place # nothing may remember where it was installed
cat >user.c <<'USER'
#include <goodwill/goodwill.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    gw_context *context = NULL;
    gw_error err;
    if (gw_context_create(&context, NULL, &err) != GW_OK)
        return 1;
    const double x[] = {0, 2}, t_x[] = {0, 30.5}, T[] = {38.86, 38.86};
    gw_rows rows = {2, {x, t_x, T}, NULL};
    gw_cells *cells = NULL;
    gw_status status = gw_cells_create(&cells, context, gw_model_find("pareto_nbd"), &rows, &err);
    printf("%s %zu\n", gw_version(), status == GW_OK ? gw_cells_count(cells) : 0);
    gw_cells_free(cells);
    gw_context_free(context);
    return status != GW_OK;
}
USER
PKG_CONFIG_PATH=$(find "$PWD/place" -name pkgconfig)
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # flags are words
"$CC" -std=c17 -Wall -Wextra -Werror user.c $(pkg-config --cflags --libs goodwill) -o user
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/place" -name libgoodwill.so)") ./user >said
grep -q '^0\.[0-9]*\.[0-9]* 2$' said

printf 'x,t_x,T\n0,0,30\n1,10,30\n2,25,30\n' >cells.csv
LD_DEBUG=files place/bin/goodwill models score bg_nbd --params r=.25,alpha=4.5,a=.8,b=2.5 \
    --input cells.csv --horizon "52 weeks" >scores 2>opened
[ "$(wc -l <scores)" = 4 ]
# With a DuckDB of the system nothing is installed, and that one is used.
if [ -e place/lib/goodwill/libduckdb.so ]; then
    grep -q "place/.*libduckdb.so" opened
fi
echo "all well"
