// Makes the n-th file operation in a folder fail. Preloaded, so that its functions replace those of the C library.
//
// The program sends commands by opening paths that do not exist: /fault/<errno>/<n>/<once|on> arms it,
// /fault/off disarms it and fails with EEXIST if an operation has failed, else with ENOENT.
// With "short" in place of an errno, a write is cut to a half; with "on", later writes fail with ENOSPC.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_at, count, is_persistent, error_number, is_short, has_failed;

static int is_in_folder(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && !strncmp(path, folder, strlen(folder));
}

static int is_file_in_folder(int fd) {
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_in_folder(path);
}

static int is_command(const char *path) {
    if (strncmp(path, "/fault/", 7)) return 0;
    char error[16], how[8];
    errno = ENOENT;
    if (sscanf(path, "/fault/%15[^/]/%d/%7s", error, &fail_at, how) == 3) {
        is_short = !strcmp(error, "short");
        error_number = is_short ? ENOSPC : atoi(error);
        is_persistent = !strcmp(how, "on");
        count = has_failed = 0;
    } else {
        fail_at = 0;
        if (has_failed) errno = EEXIST;
    }
    return 1;
}

static int must_fail(const char *what) {
    if (!fail_at) return 0;
    count++;
    if (count != fail_at && !(is_persistent && count > fail_at)) return 0;
    has_failed = 1;
    if (getenv("FAULT_TRACE")) dprintf(2, "%d: %s\n", count, what);
    errno = error_number;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Whether an operation on a path, or on an open file, must fail.
#define FAILS_AT(what, path) (!is_short && is_in_folder(path) && must_fail(what))
#define FAILS_ON(what, fd) (!is_short && fail_at && is_file_in_folder(fd) && must_fail(what))

#define OPEN(name)                                                   \
    int name(const char *path, int flags, ...) {                     \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                                \
        if (is_command(path) || FAILS_AT(#name, path)) return -1;    \
        return NEXT(name)(path, flags, mode);                        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
    int name(int dir, const char *path, int flags, ...) {            \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                                \
        if (FAILS_AT(#name, path)) return -1;                        \
        return NEXT(name)(dir, path, flags, mode);                   \
    }
OPENAT(openat)
OPENAT(openat64)

// A short write writes half; later writes fail if the fault is persistent.
#define WRITES(name, fd, size, ...)                                  \
    if (fail_at && is_file_in_folder(fd)) {                          \
        int before = has_failed;                                     \
        if (must_fail(#name)) {                                      \
            if (!is_short || before || size < 2) return -1;          \
            size /= 2;                                               \
            if (!is_persistent) fail_at = -1;                        \
        }                                                            \
    }                                                                \
    return NEXT(name)(fd, __VA_ARGS__)

ssize_t write(int fd, const void *from, size_t size) { WRITES(write, fd, size, from, size); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t to) { WRITES(pwrite, fd, size, from, size, to); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t to) { WRITES(pwrite64, fd, size, from, size, to); }

#define ON(type, name, arguments, fd, ...)                           \
    type name arguments {                                            \
        if (FAILS_ON(#name, fd)) return (type)-1;                    \
        return NEXT(name)(__VA_ARGS__);                              \
    }
ON(ssize_t, read, (int fd, void *to, size_t size), fd, fd, to, size)
ON(ssize_t, pread, (int fd, void *to, size_t size, off_t from), fd, fd, to, size, from)
ON(ssize_t, pread64, (int fd, void *to, size_t size, off64_t from), fd, fd, to, size, from)
ON(int, fsync, (int fd), fd, fd)
ON(int, fdatasync, (int fd), fd, fd)
ON(int, ftruncate, (int fd, off_t size), fd, fd, size)
ON(int, ftruncate64, (int fd, off64_t size), fd, fd, size)
ON(int, fchmod, (int fd, mode_t mode), fd, fd, mode)
ON(int, fstat, (int fd, struct stat *found), fd, fd, found)
ON(int, fstat64, (int fd, struct stat64 *found), fd, fd, found)
ON(int, flock, (int fd, int how), fd, fd, how)
ON(void *, mmap, (void *near, size_t size, int may, int how, int fd, off_t from), fd, near, size, may, how, fd, from)
ON(void *, mmap64, (void *near, size_t size, int may, int how, int fd, off64_t from), fd, near, size, may, how, fd, from)

#define AT(name, arguments, path, ...)                               \
    int name arguments {                                             \
        if (FAILS_AT(#name, path)) return -1;                        \
        return NEXT(name)(__VA_ARGS__);                              \
    }
AT(rename, (const char *path, const char *to), path, path, to)
AT(unlink, (const char *path), path, path)
AT(mkdir, (const char *path, mode_t mode), path, path, mode)
AT(chmod, (const char *path, mode_t mode), path, path, mode)
AT(stat, (const char *path, struct stat *found), path, path, found)
AT(stat64, (const char *path, struct stat64 *found), path, path, found)
AT(lstat, (const char *path, struct stat *found), path, path, found)
AT(lstat64, (const char *path, struct stat64 *found), path, path, found)

int statx(int dir, const char *restrict path, int flags, unsigned mask, struct statx *restrict found) {
    // Rust passes a null path to find out whether the system has statx. The compiler must not drop the check.
    const char *volatile may_be_null = path;
    if (may_be_null && (*may_be_null ? FAILS_AT("statx", path) : FAILS_ON("statx", dir))) return -1;
    return NEXT(statx)(dir, path, flags, mask, found);
}
