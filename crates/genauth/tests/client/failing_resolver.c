// Fails to look up some names, each in its own way.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        dlsym(RTLD_NEXT, "getaddrinfo");
    if (node && strcmp(node, "missing.example") == 0) return EAI_NONAME;
    if (node && strcmp(node, "no-address.example") == 0) return EAI_NODATA;
    if (node && strcmp(node, "no-server.example") == 0) return EAI_AGAIN;
    if (node && strcmp(node, "broken-server.example") == 0) return EAI_FAIL;
    return real(node, service, hints, result);
}
