// Kills a process right before its nth call that changes a file, or counts those calls.
//
// Preloaded (LD_PRELOAD) into the program by the tests of power cuts. KILL_AT=n kills before call n;
// COUNT_INTO=path writes the number of calls there when the process ends.

#define _GNU_SOURCE
#include "KillAtWrite.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static void count(void) {
  static long killAt = -1;
  if (killAt < 0) {
    const char *text = getenv("KILL_AT");
    killAt = text ? atol(text) : 0;
  }
  if (atomic_fetch_add(&calls, 1) + 1 == killAt) kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("COUNT_INTO");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%ld", atomic_load(&calls));
  fclose(file);
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int descriptor, const void *bytes, size_t size) {
  // What goes to a terminal or a pipe is no file of ours.
  if (descriptor > 2) count();
  return NEXT(ssize_t (*)(int, const void *, size_t), "write")(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t place) {
  count();
  return NEXT(ssize_t (*)(int, const void *, size_t, off_t), "pwrite")(
    descriptor, bytes, size, place);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t place) {
  count();
  return NEXT(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(
    descriptor, bytes, size, place);
}

int fsync(int descriptor) {
  count();
  return NEXT(int (*)(int), "fsync")(descriptor);
}

int fdatasync(int descriptor) {
  count();
  return NEXT(int (*)(int), "fdatasync")(descriptor);
}

int ftruncate(int descriptor, off_t size) {
  count();
  return NEXT(int (*)(int, off_t), "ftruncate")(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) {
  count();
  return NEXT(int (*)(int, off64_t), "ftruncate64")(descriptor, size);
}

int rename(const char *from, const char *to) {
  count();
  return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int unlink(const char *path) {
  count();
  return NEXT(int (*)(const char *), "unlink")(path);
}

int mkdir(const char *path, mode_t mode) {
  count();
  return NEXT(int (*)(const char *, mode_t), "mkdir")(path, mode);
}
