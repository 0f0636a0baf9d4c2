// Resolves `localhost` to 127.0.0.2, as a hostile resolver could.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        dlsym(RTLD_NEXT, "getaddrinfo");
    return real(node && strcmp(node, "localhost") == 0 ? "127.0.0.2" : node, service, hints, result);
}
