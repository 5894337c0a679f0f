/* The library's version: GW_VERSION is the project's version in CMakeLists.txt. */
#include <goodwill/base.h>

const char *gw_version(void)
{
    return GW_VERSION;
}
