/* What the system says of a failed call, in words. */
#ifndef GW_SYSTEM_WORDS_H
#define GW_SYSTEM_WORDS_H

typedef struct gw_system_words {
    char text[128];
} gw_system_words;

/* `code` is errno: "...: %s", gw_say_errno(errno).text. */
gw_system_words gw_say_errno(int code);

#endif
