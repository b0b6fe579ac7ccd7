// A disk that fails, and a record of what a program did to it.
//
// Preloaded (LD_PRELOAD) into the program by the tests: it stands before the calls of the C library
// that change files. Plan.c says what can be planned.

#define _GNU_SOURCE
#include "FaultyDisk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "Plan.h"

#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

// Ends a call that changes names: it is made, or refused, and written down.
#define CHANGE(takesRoom, call, ...)                      \
  do {                                                    \
    int code = -1;                                        \
    if (begin(takesRoom) == fails) {                      \
      errno = refusal();                                  \
    } else {                                              \
      code = (call);                                      \
    }                                                     \
    int error = errno;                                    \
    finish((Call){.outcome = code == 0 ? 0 : error, __VA_ARGS__}); \
    errno = error;                                        \
    return code;                                          \
  } while (0)

// Bytes.

typedef ssize_t (*Writing)(int, const void *, size_t, off_t);

static ssize_t appending(int descriptor, const void *bytes, size_t size, off_t place) {
  (void)place;
  return NEXT(write)(descriptor, bytes, size);
}

static ssize_t placing(int descriptor, const void *bytes, size_t size, off_t place) {
  return NEXT(pwrite)(descriptor, bytes, size, place);
}

static ssize_t put(
  Writing writing, int descriptor, const void *bytes, size_t size, off_t place
) {
  char path[PATH_MAX];
  ino_t file;
  bool isFolder;
  if (!watchedDescriptor(descriptor, path, &file, &isFolder)) {
    return writing(descriptor, bytes, size, place);
  }
  Fate fate = begin(true);
  ssize_t written = -1;
  if (fate == fails) {
    errno = refusal();
  } else {
    written = writing(descriptor, bytes, fate == isCutShort ? (size + 1) / 2 : size, place);
  }
  finish((Call){
    .verb = "write", .file = file, .offset = place, .outcome = written < 0 ? errno : 0,
    .path = path, .bytes = bytes, .size = written > 0 ? (size_t)written : 0});
  return written;
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
  if (descriptor == STDOUT_FILENO) {
    ssize_t written = NEXT(write)(descriptor, bytes, size);
    mention((Call){.verb = "say", .bytes = bytes, .size = size});
    return written;
  }
  off_t place = descriptor > 2 ? lseek(descriptor, 0, SEEK_CUR) : 0;
  return put(appending, descriptor, bytes, size, place);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t place) {
  return put(placing, descriptor, bytes, size, place);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t place) {
  return put(placing, descriptor, bytes, size, place);
}

static int synchronize(int (*call)(int), int descriptor) {
  char path[PATH_MAX];
  ino_t file;
  bool isFolder;
  if (!watchedDescriptor(descriptor, path, &file, &isFolder)) return call(descriptor);
  CHANGE(
    false, call(descriptor), .verb = isFolder ? "syncFolder" : "sync", .file = file,
    .path = path);
}

int fsync(int descriptor) { return synchronize(NEXT(fsync), descriptor); }

int fdatasync(int descriptor) { return synchronize(NEXT(fdatasync), descriptor); }

int ftruncate(int descriptor, off_t size) {
  char path[PATH_MAX];
  ino_t file;
  bool isFolder;
  if (!watchedDescriptor(descriptor, path, &file, &isFolder)) {
    return NEXT(ftruncate)(descriptor, size);
  }
  CHANGE(
    false, NEXT(ftruncate)(descriptor, size), .verb = "truncate", .file = file, .offset = size,
    .path = path);
}

int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

// Names.

static ino_t inode(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 ? status.st_ino : 0;
}

static int opening(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  if (!watched(folder, name, path)) return NEXT(openat)(folder, name, flags, mode);
  if (!(flags & (O_CREAT | O_TRUNC))) {
    return readFails() ? -1 : NEXT(openat)(folder, name, flags, mode);
  }
  bool isNew = inode(path) == 0;
  Fate fate = begin(isNew);
  int descriptor = -1;
  if (fate == fails) {
    errno = refusal();
  } else {
    descriptor = NEXT(openat)(folder, name, flags, mode);
  }
  int error = errno;
  finish((Call){
    .verb = isNew ? "create" : flags & O_TRUNC ? "empty" : "open", .file = inode(path),
    .outcome = descriptor < 0 ? error : 0, .path = path});
  errno = error;
  return descriptor;
}

#define MODE(flags)                                        \
  mode_t mode = 0;                                         \
  if (flags & O_CREAT) {                                   \
    va_list rest;                                          \
    va_start(rest, flags);                                 \
    mode = va_arg(rest, mode_t);                           \
    va_end(rest);                                          \
  }

int open(const char *name, int flags, ...) {
  MODE(flags)
  return opening(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...) {
  MODE(flags)
  return opening(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char *name, int flags, ...) {
  MODE(flags)
  return opening(folder, name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...) {
  MODE(flags)
  return opening(folder, name, flags, mode);
}

int rename(const char *from, const char *to) {
  char path[PATH_MAX], other[PATH_MAX];
  if (!watched(AT_FDCWD, from, path) || !watched(AT_FDCWD, to, other)) {
    return NEXT(rename)(from, to);
  }
  CHANGE(false, NEXT(rename)(from, to), .verb = "rename", .path = path, .otherPath = other);
}

int link(const char *from, const char *to) {
  char path[PATH_MAX], other[PATH_MAX];
  if (!watched(AT_FDCWD, from, path) || !watched(AT_FDCWD, to, other)) {
    return NEXT(link)(from, to);
  }
  CHANGE(true, NEXT(link)(from, to), .verb = "link", .path = path, .otherPath = other);
}

int unlink(const char *name) {
  char path[PATH_MAX];
  if (!watched(AT_FDCWD, name, path)) return NEXT(unlink)(name);
  CHANGE(false, NEXT(unlink)(name), .verb = "unlink", .path = path);
}

int unlinkat(int folder, const char *name, int flags) {
  char path[PATH_MAX];
  if (!watched(folder, name, path)) return NEXT(unlinkat)(folder, name, flags);
  CHANGE(false, NEXT(unlinkat)(folder, name, flags), .verb = "unlink", .path = path);
}

int rmdir(const char *name) {
  char path[PATH_MAX];
  if (!watched(AT_FDCWD, name, path)) return NEXT(rmdir)(name);
  CHANGE(false, NEXT(rmdir)(name), .verb = "unlink", .path = path);
}

int mkdir(const char *name, mode_t mode) {
  char path[PATH_MAX];
  if (!watched(AT_FDCWD, name, path)) return NEXT(mkdir)(name, mode);
  CHANGE(
    true, NEXT(mkdir)(name, mode), .verb = "mkdir", .file = inode(path), .path = path);
}

// Reading.

ssize_t read(int descriptor, void *bytes, size_t size) {
  char path[PATH_MAX];
  ino_t file;
  bool isFolder;
  if (watchedDescriptor(descriptor, path, &file, &isFolder) && readFails()) return -1;
  return NEXT(read)(descriptor, bytes, size);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t place) {
  char path[PATH_MAX];
  ino_t file;
  bool isFolder;
  if (watchedDescriptor(descriptor, path, &file, &isFolder) && readFails()) return -1;
  return NEXT(pread)(descriptor, bytes, size, place);
}

ssize_t pread64(int descriptor, void *bytes, size_t size, off64_t place) {
  return pread(descriptor, bytes, size, place);
}

// The clock stands still, so that two runs of a command write the same bytes.

time_t time(time_t *place) {
  const char *text = getenv("DISK_CLOCK");
  time_t now = text ? atol(text) : NEXT(time)(NULL);
  if (place) *place = now;
  return now;
}
